using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Checkpoints;

namespace Hinge.Torch.Weights;

/// <summary>Named weights from a file of any supported format, told apart by its first bytes.</summary>
public static class WeightFile
{
    /// <summary>Reads a safetensors file or a PyTorch checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefixes">Cut from the start of the names, as often as they occur, for example
    /// <c>state_dict.</c> and <c>module.</c>; a name that starts otherwise is taken as it is.</param>
    /// <exception cref="InputException">The file cannot be read or is malformed, or two names become one.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path, params ReadOnlySpan<string> prefixes)
    {
        byte[] start = new byte[16];
        int count;
        using (FileStream stream = InputFile.OpenRead(path))
            count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (CheckpointFile.IsCheckpoint(start.AsSpan(0, count)))
            return CheckpointFile.Read(path, "", prefixes);
        return NamePrefixes.Strip(SafetensorsFile.Read(path).Tensors, path, prefixes);
    }
}
