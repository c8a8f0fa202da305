using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Weights;

/// <summary>Prefixes that wrappers put before the names of weights.</summary>
internal static class NamePrefixes
{
    /// <summary>The same tensors, in the same order, under shorter names.</summary>
    /// <exception cref="InputException">Two names become one.</exception>
    public static IReadOnlyDictionary<string, NdArray> Strip(
        IReadOnlyDictionary<string, NdArray> tensors, string source, ReadOnlySpan<string> prefixes)
    {
        OrderedDictionary<string, NdArray> stripped = new(tensors.Count, StringComparer.Ordinal);
        foreach ((string name, NdArray tensor) in tensors)
        {
            string known = Strip(name, prefixes);
            if (!stripped.TryAdd(known, tensor))
                throw new InputException(
                    $"{source}: two tensors are called {Printable.Text(known)} once prefixes are cut off");
        }
        return stripped;
    }

    /// <summary>A name without any of the prefixes at its start; never cut to nothing.</summary>
    public static string Strip(string name, ReadOnlySpan<string> prefixes)
    {
        for (int i = 0; i < prefixes.Length; i++)
        {
            string prefix = prefixes[i];
            if (prefix.Length > 0 && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                name = name[prefix.Length..];
                i = -1;
            }
        }
        return name;
    }
}
