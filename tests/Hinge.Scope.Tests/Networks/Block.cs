using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>Plain user code between units, of the kinds that networks are made of.</summary>
public sealed class Block : nn.Module<Tensor, Tensor>
{
    private readonly BlockKind _kind;
    private readonly nn.Module<Tensor, Tensor>[] _units;
    private readonly nn.Module<Tensor, Tensor>? _shared;

    public Block(BlockKind kind, nn.Module<Tensor, Tensor>[] units, nn.Module<Tensor, Tensor>? shared)
        : base(kind.ToString())
    {
        _kind = kind;
        _units = units;
        _shared = shared;
        for (int i = 0; i < units.Length; i++)
            register_module($"unit{i}", units[i]);
        if (shared is not null)
            register_module("shared", shared);
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor y = _kind switch
        {
            // The chain works on a copy, since an in-place unit changes what it is given.
            BlockKind.Residual => Chain(input.clone()) + input,
            BlockKind.Concatenation => cat([input, Chain(input)], 1),
            BlockKind.Reuse => _shared!.call(_units[0].call(input)) - _shared.call(_units[1].call(input)) * 0.5,
            _ => Chain(input),
        };
        return y.MoveToOuterDisposeScope();
    }

    public override string ToString() => $"{_kind}({string.Join(", ", _units.Select(unit => unit.GetName()))})";

    private Tensor Chain(Tensor x)
    {
        foreach (nn.Module<Tensor, Tensor> unit in _units)
            x = unit.call(x);
        return x;
    }
}
