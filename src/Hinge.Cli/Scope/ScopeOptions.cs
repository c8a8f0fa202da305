using System.CommandLine;
using Hinge.Cli.Shell;

namespace Hinge.Cli.Scope;

/// <summary>The options that mean the same in every command of LinearScope.</summary>
internal static class ScopeOptions
{
    /// <summary>--net: the network.</summary>
    public static Option<string> Net { get; } = new("--net")
    {
        Description = "Network; hinge scope nets lists them",
        HelpName = "NAME",
        DefaultValueFactory = _ => "tiny-digits-bn",
    };

    /// <summary>--image: the picture.</summary>
    public static Option<string?> Image { get; } = new("--image")
    {
        Description = "Picture, PNG or JPEG [default: an embedded digit]",
        HelpName = "FILE",
    };

    /// <summary>--digit: an embedded picture.</summary>
    public static Option<int> Digit { get; } = new("--digit")
    {
        Description = "Embedded digit to take when there is no --image",
        HelpName = "I",
        CustomParser = result => CommonOptions.Number(result, "--digit", 0, int.MaxValue),
    };

    /// <summary>--double: double precision.</summary>
    public static Option<bool> Double { get; } = new("--double") { Description = "Compute in double precision" };

    /// <summary>The picture that the command line names.</summary>
    public static ScopeInput Input(CommandContext context) => context.Arguments.GetValue(Image) is { } path
        ? ScopeInput.File(path)
        : ScopeInput.Digit(context.Arguments.GetValue(Digit));
}
