using System.CommandLine;
using Hinge.Cli.Shell;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope</c>: the commands of LinearScope.</summary>
internal static class ScopeCommands
{
    /// <summary>The group with its examples.</summary>
    public static SystemCommands Create() => new(
        new Command("scope", "See a network as the exact affine map it is for one picture")
        {
            ExplainCommand.Create(),
            VerifyCommand.Create(),
            NetsCommand.Create(),
            TrainSamplesCommand.Create(),
        },
        ["hinge scope explain --digit 7", "hinge scope verify --net tiny-sr --double", "hinge scope train-samples tiny-sr"]);
}
