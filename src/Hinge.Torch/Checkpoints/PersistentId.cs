using System.Globalization;
using Hinge.Core;

namespace Hinge.Torch.Checkpoints;

/// <summary>What checkpoints keep outside their pickle: storages, and in old pickled modules the modules' source.
/// </summary>
internal static class PersistentId
{
    /// <summary>The value that a persistent identifier stands for.</summary>
    /// <param name="id">The identifier: <c>('storage', type, key, device, count, [view])</c> or
    /// <c>('module', class, file, source)</c>, whose source is passed over.</param>
    /// <param name="source">For messages.</param>
    public static object? Resolve(object?[] id, PickleSource source) => id switch
    {
        ["module", PickledGlobal type, ..] => type,
        ["storage", PickledGlobal type, var key, _, long count, ..] when count >= 0 => new StorageReference(
            KeyText(key) ?? throw Unknown(source),
            type.Name,
            StorageTypes.OfStorage(type.Name),
            type.Name == StorageTypes.Untyped,
            count,
            ViewOffset(id, source)),
        _ => throw Unknown(source),
    };

    // In legacy files a view is (key, offset, size); its own key matters to nobody here.
    private static long ViewOffset(object?[] id, PickleSource source) => id switch
    {
        { Length: < 6 } or [_, _, _, _, _, null, ..] => 0,
        [_, _, _, _, _, object?[] and [_, long offset and >= 0, _], ..] => offset,
        _ => throw Unknown(source),
    };

    private static string? KeyText(object? key) => key switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static InputException Unknown(PickleSource source) =>
        source.Wrong("a persistent identifier that is not a storage; expected those that torch.save writes");
}
