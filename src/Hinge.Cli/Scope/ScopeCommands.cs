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
            RowsCommand.Create(),
            ColumnsCommand.Create(),
            MatrixCommand.Create(),
            SvdCommand.Create(),
            BiasCommand.Create(),
            MapCommand.Create(),
            CompareCommand.Create(),
            VerifyCommand.Create(),
            SaveCommand.Create(),
            NetsCommand.Create(),
            TrainSamplesCommand.Create(),
        },
        [
            "hinge scope explain --digit 7",
            "hinge scope rows --net fsrcnn --weights w.pth --image a.png --at 40,52",
            "hinge scope svd --net tiny-sr",
        ]);
}
