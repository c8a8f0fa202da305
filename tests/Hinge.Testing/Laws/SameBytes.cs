using Hinge.Core.Formats;
using Hinge.Torch.Tensors;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Testing.Laws;

/// <summary>Equality to the byte: no tolerance, −0 differs from 0, and equal NaNs are equal.</summary>
public static class SameBytes
{
    /// <summary>Asserts that two tensors agree in type, shape and every byte.</summary>
    public static void Hold(Tensor expected, Tensor actual)
    {
        NdArray a = expected.ToNdArray(), b = actual.ToNdArray();
        Assert.Equal(a.ToString(), b.ToString());
        int first = a.Bytes.Span.CommonPrefixLength(b.Bytes.Span);
        int size = a.Type.SizeInBytes();
        Assert.True(first == a.Bytes.Length, $"element {first / size} of {a} differs");
    }

    /// <summary>Asserts that two modules hold the same names, types, shapes and bytes.</summary>
    public static void Hold(nn.Module expected, nn.Module actual)
    {
        Dictionary<string, Tensor> a = expected.state_dict(), b = actual.state_dict();
        Assert.Equal(a.Keys.Order(), b.Keys.Order());
        foreach ((string name, Tensor value) in a)
        {
            Assert.True(value.ToNdArray().Bytes.Span.SequenceEqual(b[name].ToNdArray().Bytes.Span),
                $"{name} differs");
        }
        Assert.Equal(ModuleWeights.Sha256(expected), ModuleWeights.Sha256(actual));
    }

    /// <summary>Asserts that two files have the same content.</summary>
    public static void HoldInFiles(string expected, string actual) =>
        Assert.True(File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)),
            $"'{expected}' and '{actual}' differ");
}
