using System.CommandLine;
using Hinge.Cli.Scattering.Classification;
using Hinge.Cli.Shell;

namespace Hinge.Cli.Scattering;

/// <summary><c>hinge scatter</c>: features with a certificate.</summary>
internal static class ScatterCommands
{
    /// <summary>The group with its examples.</summary>
    public static SystemCommands Create() => new(
        new Command("scatter", "Scattering features with a computed certificate of stability")
        {
            FiltersCommand.Create(),
            CertifyCommand.Create(),
            TransformCommand.Create(),
            VerifyCommand.Create(),
            ClassifyCommand.Create(),
            CompanionCommand.Create(),
        },
        [
            "hinge scatter filters --frame wavelets:J=3,L=8 --size 64x64 --png bank.png",
            "hinge scatter certify --size 128x128 --depth 2 --frame wavelets:J=3,L=8 --pool sub:2",
            "hinge scatter transform --preset kymatio2d:J=3 digits.idx.gz --energy --out f.npz",
            "hinge scatter verify --size 32x32 --depth 2 --frame haar:J=2 --pairs 1000",
            "hinge scatter classify --train digits --preset kymatio2d:J=3 --with ridge",
        ]);
}
