using Hinge.Core;
using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Files;

[NoLeak]
public class InterpreterFileTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_saved_interpreter_replays_equal_to_the_bit(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        string path = folder.File("digit.scope");
        using SmallNet net = new(type);
        using Tensor x = SmallNet.NewInput(type, samples: 2);
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(x);
        at.Save(path);

        using SmallNet other = new(type);
        using Interpreter loaded = Interpreter.Load(path, other);
        Assert.Equal(at.Calls, loaded.Calls);
        Assert.Equal(at.Health, loaded.Health);
        AssertSame(at.Output, loaded.Output);
        AssertSame(at.Residual, loaded.Residual);
        AssertSame(at.Apply(x), loaded.Apply(x));
        AssertSame(at.ApplyTransposed(at.Output), loaded.ApplyTransposed(at.Output));
        Assert.Equal(at.BiasOf(1).Total, loaded.BiasOf(1).Total);
        Assert.True(loaded.Certify().Passed);
    }

    [Theory]
    [InlineData(1, NetworkFlavour.Everything)]
    [InlineData(3, NetworkFlavour.Everything)]
    [InlineData(5, NetworkFlavour.PiecewiseLinear)]
    [InlineData(6, NetworkFlavour.PiecewiseLinear)]
    public void Every_kind_of_record_survives_a_file(ulong seed, NetworkFlavour flavour)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        string path = folder.File("random.scope");
        using RandomNetwork net = new(seed, flavour, ScalarType.Float64);
        using Tensor x = net.NewInput();
        foreach (FreezingModes modes in (FreezingModes[])[new(), FreezingModes.Jacobian])
        {
            Tensor before;
            using (LinearScope hooked = LinearScope.Attach(net, new() { Modes = modes }))
            using (Interpreter at = hooked.Freeze(x))
            {
                at.Save(path);
                before = at.Apply(x);
            }
            using Interpreter loaded = Interpreter.Load(path, net);
            Assert.Equal(modes, loaded.Modes);
            AssertSame(before, loaded.Apply(x));
        }
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["a.scope", "b.scope"])
        {
            using SmallNet net = new();
            using LinearScope hooked = LinearScope.Attach(net);
            using Interpreter at = hooked.Freeze(SmallNet.NewInput());
            at.Save(folder.File(name));
        }
        Assert.Equal(File.ReadAllBytes(folder.File("a.scope")), File.ReadAllBytes(folder.File("b.scope")));
    }

    [Fact]
    public void Other_weights_are_refused_with_both_hashes()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        using SmallNet net = new();
        string path = Saved(net, folder);
        using SmallNet other = new(seed: 6);
        string message = Assert.Throws<InputException>(() => Interpreter.Load(path, other)).Message;
        Assert.Matches("saved with weights [0-9a-f]{12}…, the network has [0-9a-f]{12}…", message);
    }

    [Fact]
    public void Mutated_files_are_refused_or_give_an_interpreter()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        using SmallNet net = new();
        string path = Saved(net, folder);
        ReaderFuzz.Hold([File.ReadAllBytes(path)], bytes =>
        {
            string mutated = folder.File("mutated.scope");
            File.WriteAllBytes(mutated, bytes);
            using DisposeScope inner = NewDisposeScope();
            using Interpreter loaded = Interpreter.Load(mutated, net);
        });
    }

    private static string Saved(SmallNet net, TemporaryFolder folder)
    {
        string path = folder.File("digit.scope");
        using LinearScope hooked = LinearScope.Attach(net);
        using Interpreter at = hooked.Freeze(SmallNet.NewInput());
        at.Save(path);
        return path;
    }

    private static void AssertSame(Tensor a, Tensor b) => Assert.True(a.eq(b).all().ToBoolean());
}
