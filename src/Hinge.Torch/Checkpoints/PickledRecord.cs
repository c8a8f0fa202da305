namespace Hinge.Torch.Checkpoints;

/// <summary>An object of a class that is not known here: an inert record of what the pickle says about it.</summary>
/// <param name="type">The class.</param>
internal sealed class PickledRecord(PickledGlobal type) : PickledDictionary
{
    /// <summary>The class; never looked up.</summary>
    public PickledGlobal Type { get; } = type;

    /// <summary>What the object would have been given as its state: usually a dictionary of its attributes.</summary>
    public object? State { get; set; }

    /// <summary>Elements, where the class is a kind of list.</summary>
    public List<object?> Elements { get; } = [];
}
