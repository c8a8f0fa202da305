using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// A convolution and the units after it. Its tensors carry the names that weight files give them: <c>weight</c> and
/// <c>bias</c> of the convolution, <c>slope</c> of a PReLU, <c>scale</c> of a channel scale, <c>norm.scale</c> and
/// <c>norm.shift</c> of an instance norm, <c>norm.…</c> of a batch norm.
/// </summary>
internal sealed class Layer : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] _units;

    /// <summary>Units one after the other.</summary>
    public Layer(params nn.Module<Tensor, Tensor>[] units)
        : base(nameof(Layer))
    {
        _units = units;
        foreach (nn.Module<Tensor, Tensor> unit in units)
            register_module(Convention(unit), unit);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input;
        foreach (nn.Module<Tensor, Tensor> unit in _units)
            x = unit.call(x);
        return x.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        from unit in recurse ? _units : []
        from tensor in unit.named_parameters()
        select (Published(unit, tensor.name), tensor.parameter);

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(
        bool recurse = true, bool include_nonpersistent_buffers = true) =>
        from unit in recurse ? _units : []
        from tensor in unit.named_buffers(recurse, include_nonpersistent_buffers)
        select (Published(unit, tensor.name), tensor.buffer);

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(
        Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        string before = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
        foreach ((string name, Parameter parameter) in named_parameters())
            destination.TryAdd(before + name, parameter);
        foreach ((string name, Tensor buffer) in named_buffers(include_nonpersistent_buffers: false))
            destination.TryAdd(before + name, buffer);
        return destination;
    }

    private static string Convention(nn.Module unit) => unit switch
    {
        Convolution => "convolution",
        ChannelScale => "scale",
        NormBase => "norm",
        _ => unit.GetName(),
    };

    private static string Published(nn.Module unit, string name) => unit switch
    {
        Convolution or ChannelScale => name,
        PReLU => "slope",
        InstanceNorm => name == "weight" ? "norm.scale" : "norm.shift",
        _ => $"norm.{name}",
    };
}
