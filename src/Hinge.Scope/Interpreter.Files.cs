using Hinge.Core;
using Hinge.Scope.Files;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>Saves this interpreter; the same input and seed give the same bytes.</summary>
    /// <param name="path">The file, usually <c>*.scope</c>; written whole or not at all.</param>
    public void Save(string path) => InterpreterFile.Write(path, this);

    /// <summary>Loads a saved interpreter without running the network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="net">The network it was saved from, with the same weights, in evaluation mode and without a
    /// scope.</param>
    /// <param name="settings">Rules, lanes and seed; the modes come from the file.</param>
    /// <exception cref="InputException">The file is damaged, of another version, or of other weights.</exception>
    public static Interpreter Load(string path, nn.Module<Tensor, Tensor> net, ScopeSettings? settings = null) =>
        InterpreterFile.Read(path, net, settings ?? new());
}
