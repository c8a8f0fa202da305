using Hinge.Core.Formats;
using Hinge.Core.Randomness;

namespace Hinge.Testing.Samples;

/// <summary>Random tensors by name, made as they are asked for.</summary>
internal sealed class WeightSet(ulong seed)
{
    private readonly RandomStream _stream = new(seed);

    public Dictionary<string, NdArray> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a tensor of small numbers around <paramref name="centre"/> and returns its name.</summary>
    public string Add(string name, double centre, params long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, extent) => product * extent)];
        _stream.FillUniform(values, (float)centre - 0.5f, (float)centre + 0.5f);
        Tensors.Add(name, NdArray.From<float>(values, shape));
        return name;
    }
}
