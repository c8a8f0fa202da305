namespace Hinge.Torch.Native;

/// <summary>What a library is for; the order is the order of loading.</summary>
public enum LibTorchRole
{
    /// <summary>The OpenMP runtime libtorch was built with.</summary>
    OpenMp,

    /// <summary>Tensors' storage and dispatch: <c>c10</c>.</summary>
    Core,

    /// <summary>The operations on the processor: <c>torch_cpu</c>.</summary>
    Cpu,

    /// <summary>The library others link against: <c>torch</c>.</summary>
    Front,

    /// <summary>TorchSharp's bridge: <c>LibTorchSharp</c>.</summary>
    Bridge,
}
