using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>Units joined by code.</summary>
public sealed class CodeBlock : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _code;

    public CodeBlock(string name, nn.Module<Tensor, Tensor>[] units, Func<Tensor, Tensor> code)
        : base(name)
    {
        _code = code;
        for (int i = 0; i < units.Length; i++)
            register_module($"unit{i}", units[i]);
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _code(input).MoveToOuterDisposeScope();
    }
}
