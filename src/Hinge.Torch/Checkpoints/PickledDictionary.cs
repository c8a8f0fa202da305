namespace Hinge.Torch.Checkpoints;

/// <summary>A dictionary, ordered or not, as the pairs that were put into it: keys need no hashing.</summary>
internal class PickledDictionary
{
    /// <summary>Keys and values in the order of the pickle; a later pair replaces an earlier one of the same key.
    /// </summary>
    public List<(object? Key, object? Value)> Pairs { get; } = [];

    /// <summary>The last value of a text key, or null.</summary>
    public object? Find(string key) => Pairs.FindLast(pair => pair.Key is string text && text == key).Value;
}
