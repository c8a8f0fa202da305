namespace Hinge.Scattering.Networks;

/// <summary>
/// The paths of a network as a tree in the order of the features: the children of a path are neighbours.
/// </summary>
internal sealed class PathTree
{
    private readonly List<PathNode> _nodes = [];

    public PathTree(Network network)
    {
        int components = network.HasComplexFeatures ? 2 : 1;
        long offset = 0;
        void Add(int parent, int atom, Stage stage, string key)
        {
            _nodes.Add(new(parent, atom, stage, checked((int)offset), key));
            offset += (long)network.OutputGrid(stage).Count * components;
        }
        Add(-1, -1, network.Root, "");
        for (int i = 0; i < _nodes.Count; i++)
        {
            PathNode node = _nodes[i];
            node.FirstChild = _nodes.Count;
            foreach (int atom in Children(network, node.Parent < 0 ? null : _nodes[node.Parent].Stage, node))
            {
                string key = i == 0 ? $"{atom}" : $"{node.Key},{atom}";
                if (network.Options.Selected?.Keeps(key) != false)
                    Add(i, atom, node.Stage.Next[atom], key);
            }
            node.ChildCount = _nodes.Count - node.FirstChild;
        }
        Length = checked((int)offset);
        Network = network;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The paths, the empty one first.</summary>
    public IReadOnlyList<PathNode> Nodes => _nodes;

    /// <summary>Numbers of all features of a signal.</summary>
    public int Length { get; }

    /// <summary>The paths in words of the field.</summary>
    public ScatteringPath[] Describe() => [.. _nodes.Select(Describe)];

    /// <summary>The atoms that follow a path that ends with an atom of the parent's stage.</summary>
    public static IEnumerable<int> Following(Network network, Stage? before, int last, Stage stage)
    {
        for (int atom = 0; atom < stage.Next.Length; atom++)
        {
            if (before is null || network.Options.Paths.Follows(
                before.Frame.Propagated[last].Label, before.FrequencyOf(last),
                stage.Frame.Propagated[atom].Label, stage.FrequencyOf(atom)))
                yield return atom;
        }
    }

    private static IEnumerable<int> Children(Network network, Stage? before, PathNode node) =>
        Following(network, before, node.Atom, node.Stage);

    private ScatteringPath Describe(PathNode node)
    {
        List<int> atoms = [];
        for (PathNode at = node; at.Parent >= 0; at = _nodes[at.Parent])
            atoms.Insert(0, at.Atom);
        GridSize size = Network.OutputGrid(node.Stage);
        if (node.Parent < 0)
            return new(0, atoms, -1, null, 0, node.Offset, size);
        Stage before = _nodes[node.Parent].Stage;
        Frames.AtomLabel label = before.Frame.Propagated[node.Atom].Label;
        return new(
            node.Stage.Layer, atoms, label.Level, label.Angle, before.FrequencyOf(node.Atom), node.Offset, size);
    }
}
