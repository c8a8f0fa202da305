namespace Hinge.Scattering.Networks;

/// <summary>A path of a <see cref="PathTree"/>.</summary>
/// <param name="parent">The place of the path without its last atom; -1 for the empty path.</param>
/// <param name="atom">The last atom, among the propagated ones of the parent's frame.</param>
/// <param name="stage">The stage it leads to.</param>
/// <param name="offset">Where its features begin.</param>
/// <param name="key">Its atoms with commas between.</param>
internal sealed class PathNode(int parent, int atom, Stage stage, int offset, string key)
{
    public int Parent { get; } = parent;

    public int Atom { get; } = atom;

    public Stage Stage { get; } = stage;

    public int Offset { get; } = offset;

    public string Key { get; } = key;

    public int FirstChild { get; set; }

    public int ChildCount { get; set; }
}
