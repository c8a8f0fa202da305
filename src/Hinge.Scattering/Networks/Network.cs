using Hinge.Scattering.Certificates;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Networks;

/// <summary>
/// A scattering network on one grid: modules, the frame whose χ gives the last layer's features, and which paths are
/// followed. Immutable; all frames are built with it.
/// </summary>
/// <remarks>U_n[λ]f = P_n(M_n(f∗g_λ)) and Φ^n(f) = {U[q]f∗χ_n : q of length n}; arXiv 1512.06293 and
/// 1605.08283.</remarks>
public sealed class Network
{
    private PathTree? _tree;

    /// <summary>A network.</summary>
    /// <param name="size">The size of a signal.</param>
    /// <param name="modules">One a layer, at most 16.</param>
    /// <param name="output">The frame whose χ gives the features of the last layer.</param>
    /// <param name="options">Paths, input, boundary, repair.</param>
    /// <exception cref="NetworkException">A grid cannot be pooled; the message names the layer.</exception>
    /// <exception cref="FrameException">A frame cannot be had on its grid.</exception>
    public Network(
        GridSize size, IReadOnlyList<Module> modules, FrameSettings output, NetworkOptions? options = null)
        : this(size, modules, output, options ?? new(), Networks.Repair.None, null)
    {
    }

    private Network(
        GridSize size, IReadOnlyList<Module> modules, FrameSettings output, NetworkOptions options, Repair repair,
        Stage? root)
    {
        if (modules.Count > 16)
            throw new NetworkException($"{modules.Count} modules; expected at most 16");
        (Size, Modules, Output, Options, RepairedBy) = (size, [.. modules], output, options, repair);
        Boundary = options.Boundary ?? Boundary.Periodic(size);
        if (Boundary.Signal != size)
            throw new NetworkException($"the boundary is for signals of {Boundary.Signal}, the network for {size}");
        Root = root ?? new StageBuilder(this).Build();
    }

    /// <summary>The size of a signal.</summary>
    public GridSize Size { get; }

    /// <summary>How a signal is put onto the grid of the first layer.</summary>
    public Boundary Boundary { get; }

    /// <summary>The modules, one a layer.</summary>
    public IReadOnlyList<Module> Modules { get; }

    /// <summary>The frame whose χ gives the features of the last layer.</summary>
    public FrameSettings Output { get; }

    /// <summary>Paths, input, boundary.</summary>
    public NetworkOptions Options { get; }

    /// <summary>The repair that was applied.</summary>
    public Repair RepairedBy { get; }

    /// <summary>D, the number of modules.</summary>
    public int Depth => Modules.Count;

    /// <summary>Whether a feature is two numbers, the real and the imaginary part.</summary>
    public bool HasComplexFeatures => Stages.Any(stage => !stage.IsReal || !stage.Frame.Generator.IsRealFilter);

    /// <summary>The stage of the input.</summary>
    internal Stage Root { get; }

    /// <summary>All stages, by layer.</summary>
    internal IReadOnlyList<Stage> Stages => field ??= Reachable(Root);

    /// <summary>The paths in the order of the features.</summary>
    internal PathTree Tree => _tree ??= new(this);

    /// <summary>The paths in the order of their features: by layer, then by atoms, the last one fastest.</summary>
    /// <exception cref="NetworkException">There are more than 2²⁴ values.</exception>
    public IReadOnlyList<ScatteringPath> Paths()
    {
        Count().RefuseTooLarge();
        return Tree.Describe();
    }

    /// <summary>Maps and values of one signal, without walking the paths.</summary>
    public NetworkSize Count() => PathCount.Of(this);

    /// <summary>The certificate: computed from the actual filters, for any input.</summary>
    public Certificate Certify() => Certificate.Of(this);

    /// <summary>The network with every module that is not admissible repaired, that of the output included.</summary>
    /// <param name="repair">How.</param>
    /// <exception cref="FrameException">A tight frame is wanted of one that loses a frequency.</exception>
    public Network Repair(Repair repair) =>
        repair == RepairedBy ? this : new(Size, Modules, Output, Options, repair, null);

    /// <summary>The network with the paths of a selection alone. The certificate stays as it is.</summary>
    /// <param name="selection">The paths.</param>
    public Network Select(PathSelection selection) =>
        new(Size, Modules, Output, Options with { Selected = selection }, RepairedBy, Root);

    /// <summary>For tests: the network with one atom of the first layer multiplied by a number.</summary>
    internal Network Weakened(int atom, double factor)
    {
        Frame frame = Root.Frame;
        Atom[] atoms = [.. frame.Propagated.Select((each, index) => index == atom ? each.Times(factor) : each)];
        Atom generator = atom < 0 ? frame.Generator.Times(factor) : frame.Generator;
        Stage changed = new()
        {
            Layer = 0, Reduction = 1, Scaling = Root.Scaling, IsReal = Root.IsReal, Module = Root.Module,
            Next = Root.Next, Frame = new(frame.Name, generator, atoms),
        };
        return new(Size, Modules, Output, Options, RepairedBy, changed);
    }

    /// <summary>The grid of a stage's features.</summary>
    internal GridSize OutputGrid(Stage stage)
    {
        GridSize grid = stage.Grid.Divide(OutputStride(stage));
        int crop = Options.OutputCrop + (Options.OutputCropBehind ?? Options.OutputCrop);
        return grid.Dimensions == 1 ? new(grid.Columns - crop) : new(grid.Rows - crop, grid.Columns - crop);
    }

    /// <summary>Every how many samples of a stage a feature is taken.</summary>
    internal int OutputStride(Stage stage) =>
        Options.OutputReduction is { } reduction ? Math.Max(1, reduction / stage.Reduction) : 1;

    private static List<Stage> Reachable(Stage root)
    {
        List<Stage> found = [root];
        HashSet<Stage> seen = [root];
        for (int i = 0; i < found.Count; i++)
        {
            foreach (Stage next in found[i].Next)
            {
                if (seen.Add(next))
                    found.Add(next);
            }
        }
        return found;
    }
}
