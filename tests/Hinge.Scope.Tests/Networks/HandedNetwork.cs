using Hinge.Core.Formats;
using Hinge.Scope.Networks;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// Networks published by others, beside the checkout, with reference values from an independent implementation.
/// </summary>
internal static class HandedNetwork
{
    private static readonly Dictionary<string, (string Architecture, string Folder)> s_all = new()
    {
        ["fsrcnn_x2"] = ("fsrcnn", "super-resolution"),
        ["fsrcnn_x3"] = ("fsrcnn", "super-resolution"),
        ["fsrcnn_x4"] = ("fsrcnn", "super-resolution"),
        ["fsrcnn_small_x2"] = ("fsrcnn", "super-resolution"),
        ["fsrcnn_small_x3"] = ("fsrcnn", "super-resolution"),
        ["fsrcnn_small_x4"] = ("fsrcnn", "super-resolution"),
        ["espcn_x2"] = ("espcn", "super-resolution"),
        ["espcn_x3"] = ("espcn", "super-resolution"),
        ["espcn_x4"] = ("espcn", "super-resolution"),
        ["lapsrn_x2"] = ("lapsrn", "super-resolution"),
        ["vdsr"] = ("vdsr", "super-resolution"),
        ["rdn_x2"] = ("rdn", "super-resolution"),
        ["bf_dncnn"] = ("bf-dncnn", "denoising"),
        ["unet_bias"] = ("unet", "denoising"),
        ["unet_bias_free"] = ("bf-unet", "denoising"),
        ["resnet20_cifar10"] = ("resnet20", "classification"),
        ["squeezenet10_imagenet"] = ("squeezenet", "classification"),
        ["la_muse"] = ("transform-net", "style"),
    };

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. s_all.Keys];

    /// <summary>The architecture of a network.</summary>
    public static Architecture Architecture(string name) => Architectures.Find(s_all[name].Architecture);

    /// <summary>The network with its weights; skips the test when they are absent.</summary>
    public static nn.Module<Tensor, Tensor> Load(string name, ScalarType type = ScalarType.Float64)
    {
        string path = SharedData.Path($"scope/{s_all[name].Folder}/{name}.safetensors");
        nn.Module<Tensor, Tensor> network = Architecture(name).Load(path);
        network.to(type);
        return network;
    }

    /// <summary>Reference values; skips the test when they are absent.</summary>
    public static IReadOnlyDictionary<string, NdArray> Reference(string name) =>
        NpzFile.Read(SharedData.Path($"scope/reference/{name}.npz"));

    /// <summary>The input of the reference values.</summary>
    public static Tensor ReferenceInput(string name, ScalarType type = ScalarType.Float64)
    {
        using Tensor x = Reference(name)["x"].ToTensor();
        return x.to(type);
    }
}
