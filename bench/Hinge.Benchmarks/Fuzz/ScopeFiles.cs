using Hinge.Core.Randomness;
using Hinge.Scope;
using Hinge.Scope.Colouring;
using Hinge.Testing;
using Hinge.Torch.Native;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Fuzz;

/// <summary>The readers of LinearScope's own files, of a small frozen network.</summary>
internal static class ScopeFiles
{
    private const int Side = 6;

    private static nn.Module<Tensor, Tensor>? s_net;

    public static IEnumerable<FuzzedReader> Readers(TemporaryFolder folder) =>
    [
        new("interpreter", () => [Write(folder, (at, path) => at.Save(path))], bytes =>
        {
            using DisposeScope scope = NewDisposeScope();
            using Interpreter loaded = Interpreter.Load(Put(folder, bytes), s_net!);
        }),
        new("sparse map", () => [Write(folder, (at, path) => at.ToSparse().Map.Save(path))],
            bytes => SparseMap.Load(Put(folder, bytes))),
    ];

    private static byte[] Write(TemporaryFolder folder, Action<Interpreter, string> save)
    {
        LibTorch.Ensure();
        s_net ??= NewNet();
        float[] pixels = new float[Side * Side];
        new RandomStream(2).FillUniform(pixels, 0, 1);
        using DisposeScope scope = NewDisposeScope();
        using LinearScope hooked = LinearScope.Attach(s_net);
        using Interpreter at = hooked.Freeze(tensor(pixels, [1, 1, Side, Side]));
        string path = folder.File("sound");
        save(at, path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static TorchSharp.Modules.Sequential NewNet()
    {
        var net = nn.Sequential(
            ("first", nn.Conv2d(1, 2, 3, padding: 1)), ("relu", nn.ReLU()), ("second", nn.Conv2d(2, 1, 3, padding: 1)));
        Initialisation.KaimingUniform(net, new RandomStream(1));
        net.eval();
        return net;
    }

    private static string Put(TemporaryFolder folder, byte[] bytes)
    {
        string path = folder.File("damaged");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
