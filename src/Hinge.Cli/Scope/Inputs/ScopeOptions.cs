using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Scope;
using Hinge.Scope.Networks;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>The options that mean the same in every command of LinearScope (spec §14).</summary>
internal static class ScopeOptions
{
    private const int MebiByte = 1 << 20;

    /// <summary>--net: the network.</summary>
    public static Option<string> Net { get; } = new("--net")
    {
        Description = "Network: a name of 'hinge scope nets', a graph file or an ONNX file",
        HelpName = "NAME|net.json|model.onnx",
        DefaultValueFactory = _ => "tiny-digits-bn",
    };

    /// <summary>--weights: the network's weights.</summary>
    public static Option<string?> Weights { get; } = new("--weights")
    {
        Description = "Weights: safetensors or PyTorch checkpoint; 'random' for seeded random ones",
        HelpName = "FILE",
    };

    /// <summary>--image: the picture.</summary>
    public static Option<string?> Image { get; } = new("--image")
    {
        Description = "Picture: PNG, JPEG, npy, npz:key, idx, CIFAR .bin, also .gz [default: an embedded one]",
        HelpName = "FILE",
    };

    /// <summary>--digit: an embedded picture.</summary>
    public static Option<int?> Digit { get; } =
        CommonOptions.Integer("--digit", "Embedded digit to take when there is no --image", 0);

    /// <summary>--double: double precision.</summary>
    public static Option<bool> Double { get; } = new("--double") { Description = "Compute in double precision" };

    /// <summary>--origin: the coordinates of inputs.</summary>
    public static Option<Coordinates> Origin { get; } = CommonOptions.Choice(
        "--origin", "Coordinates of F and r, what the network sees or the picture's own values",
        ("input", Coordinates.Input), ("raw", Coordinates.Raw));

    /// <summary>--plan: how questions about F are answered.</summary>
    public static Option<ExecutionPlan> Plan { get; } = CommonOptions.Choice(
        "--plan", "How questions are answered",
        ("auto", ExecutionPlan.Cache), ("cache", ExecutionPlan.Cache), ("fly", ExecutionPlan.Fly),
        ("autograd", ExecutionPlan.Autograd));

    private static readonly Option<int?> s_take =
        CommonOptions.Integer("--take", "Which picture of a file of several", 0);

    private static readonly Option<Crop?> s_crop = new("--crop")
    {
        Description = "Part of the picture: left, top, width, height",
        HelpName = "x,y,w,h",
        CustomParser = Crop.Parse,
    };

    private static readonly Option<bool> s_luma = new("--luma")
    {
        Description = "Give a network of one channel 0.299 R + 0.587 G + 0.114 B",
    };

    private static readonly Option<NetworkInput?> s_input = CommonOptions.Choice<NetworkInput?>(
        "--input", "What the network takes",
        ("own", null), ("luma", NetworkInput.Luma), ("studio-luma", NetworkInput.StudioLuma),
        ("rgb", NetworkInput.Rgb), ("rgb-255", NetworkInput.Rgb255), ("imagenet", NetworkInput.ImageNet),
        ("caffe", NetworkInput.Caffe),
        ("luma-255", NetworkInput.Luma with { Range = 255 }));

    private static readonly Option<int?> s_scale =
        CommonOptions.Integer("--scale", "Enlargement, where the weights leave it open", 2);
    private static readonly Option<int?> s_width = CommonOptions.Integer("--width", "Channels, for random weights", 1);
    private static readonly Option<int?> s_depth =
        CommonOptions.Integer("--depth", "Layers or blocks, for random weights", 1);
    private static readonly Option<int?> s_classes =
        CommonOptions.Integer("--classes", "Classes, for random weights", 1);

    private static readonly Option<NormMode> s_norm = CommonOptions.Choice(
        "--norm", "How norms over a picture are frozen",
        ("statistics", NormMode.Statistics), ("centred", NormMode.Centred), ("tangent", NormMode.Tangent));

    private static readonly Option<ActivationMode> s_activation = CommonOptions.Choice(
        "--act", "How smooth activations are frozen",
        ("zero-secant", ActivationMode.ZeroSecant), ("secant", ActivationMode.Secant),
        ("tangent", ActivationMode.Tangent));

    private static readonly Option<GateMode> s_gate = CommonOptions.Choice(
        "--gate", "How products of branches are frozen",
        ("gate", GateMode.Gate), ("symmetric", GateMode.Symmetric), ("tangent", GateMode.Tangent));

    private static readonly Option<UnknownUnit> s_unknown = CommonOptions.Choice(
        "--unknown", "What to do with a module without a rule",
        ("error", UnknownUnit.Error), ("tangent", UnknownUnit.Tangent));

    private static readonly Option<int?> s_lanes =
        CommonOptions.Integer("--lanes", "Questions in one replay [default: by --memory]", 1);

    private static readonly Option<int?> s_memory =
        CommonOptions.Integer("--memory", "MiB for replays, and for a matrix [default: 1024]", 1);

    /// <summary>Adds the options that say which network and how it is frozen.</summary>
    public static Command WithNetwork(this Command command) => With(
        command, Net, Weights, s_scale, s_width, s_depth, s_classes, s_input, s_luma, Origin, Double,
        s_norm, s_activation, s_gate, s_unknown, s_lanes, s_memory);

    /// <summary>Adds the options that say which picture.</summary>
    public static Command WithPicture(this Command command) => With(command, Image, Digit, s_take, s_crop);

    /// <summary>The settings of the scope.</summary>
    public static ScopeSettings Settings(CommandContext context) => new()
    {
        Modes = new()
        {
            Norm = context.Arguments.GetValue(s_norm),
            Activation = context.Arguments.GetValue(s_activation),
            Gate = context.Arguments.GetValue(s_gate),
        },
        Unknown = context.Arguments.GetValue(s_unknown),
        Lanes = context.Arguments.GetValue(s_lanes) ?? 0,
        MemoryBudget = MemoryBudget(context),
        Seed = context.Seed,
    };

    /// <summary>Bytes that the user allows.</summary>
    public static long MemoryBudget(CommandContext context) =>
        (context.Arguments.GetValue(s_memory) ?? 1024L) * MebiByte;

    /// <summary>What the user says of the network besides its name and weights.</summary>
    public static NetworkChoices Choices(CommandContext context) => new()
    {
        Input = context.Arguments.GetValue(s_input),
        Luma = context.Arguments.GetValue(s_luma),
        Raw = context.Arguments.GetValue(Origin) == Coordinates.Raw,
        Double = context.Arguments.GetValue(Double),
        Seed = context.Seed,
        Options = new()
        {
            Scale = context.Arguments.GetValue(s_scale),
            Width = context.Arguments.GetValue(s_width),
            Depth = context.Arguments.GetValue(s_depth),
            Classes = context.Arguments.GetValue(s_classes),
        },
    };

    /// <summary>The picture that the command line names, or one that fits the network.</summary>
    public static ScopeInput Picture(CommandContext context, ScopeNetwork network, string? image)
    {
        Crop? crop = context.Arguments.GetValue(s_crop);
        ScopeInput input = image is not null
            ? ScopeInput.File(image, context.Arguments.GetValue(s_take))
            : context.Arguments.GetValue(Digit) is { } digit ? ScopeInput.Digit(digit) : ScopeInput.For(network);
        return crop is null ? input : input.Part(crop);
    }

    private static Command With(Command command, params ReadOnlySpan<Option> options)
    {
        foreach (Option option in options)
            command.Options.Add(option);
        return command;
    }
}
