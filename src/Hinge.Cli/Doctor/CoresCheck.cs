using Hinge.Torch.Native;

namespace Hinge.Cli.Doctor;

/// <summary>The cores this process may use and the threads libtorch takes of them.</summary>
internal static class CoresCheck
{
    public static Check Run(LibTorchReport torch)
    {
        string threads = torch.Loaded ? $", {torch.Threads} threads for an operation of libtorch" : "";
        return new Check("cores", CheckStatus.Ok, $"{Environment.ProcessorCount}{threads}");
    }
}
