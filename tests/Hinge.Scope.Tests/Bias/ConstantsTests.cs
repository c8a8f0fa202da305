using Hinge.Core.Randomness;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Units;
using Hinge.Torch.Training;
using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Bias;

/// <summary>Constants of a network are large terms that may cancel; r and its parts must survive that.</summary>
[NoLeak]
public class ConstantsTests
{
    [Fact]
    public void Sites_that_cancel_leave_r_exact_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        using Conv2d convolution = nn.Conv2d(1, 1, 1);
        using (no_grad())
        {
            convolution.weight.fill_(1f / 3);
            convolution.bias!.fill_(1e5f);
        }
        Tensor constant = tensor(-1e5f);
        using Sequential net = nn.Sequential(
            ("first", convolution), ("relu", nn.ReLU()), ("shift", new ConstantAdd(constant)),
            ("last", nn.Conv2d(1, 1, 1)));
        using (no_grad())
        {
            ((Conv2d)net.children().Last()).weight.fill_(1f / 3);
            ((Conv2d)net.children().Last()).bias!.fill_(1e-3f);
        }
        net.eval();

        // In single precision 1e5/3 is known to 2e-3 only, more than the 1e-3 that is left.
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(ones(1, 1, 2, 2));
        using BiasContributions bias = at.Bias();
        Assert.Equal([1e-3f, 1e-3f, 1e-3f, 1e-3f], at.Residual.data<float>().ToArray());
        Assert.Equal(1e5 / 3 * 2, bias.Norms[0], 1e-2);
        Assert.True(at.Certify().Sites < 1e-7);
    }

    [Fact]
    public void A_unit_that_takes_only_its_own_type_is_given_it()
    {
        using DisposeScope scope = NewDisposeScope();
        ScopeSettings settings = new() { Unknown = UnknownUnit.Tangent };
        using Sequential net = nn.Sequential(
            ("first", nn.Conv2d(1, 2, 1)), ("own", new Squashed()), ("last", nn.Conv2d(2, 1, 1)));
        Initialisation.KaimingUniform(net, new RandomStream(1));
        net.eval();
        using LinearScope linear = LinearScope.Attach(net, settings);
        using Interpreter at = linear.Freeze(ones(1, 1, 2, 2));
        Assert.True(at.Certify().Passed, at.Certify().ToString());
        Assert.Equal(3, at.BiasSites.Count);
    }

    [Fact]
    public void Kinds_are_sums_of_sites()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new(ScalarType.Float32);
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(SmallNet.NewInput(ScalarType.Float32, samples: 2));
        using BiasContributions bias = at.Bias();
        IReadOnlyDictionary<SiteKind, Tensor> kinds = at.BiasByKind();
        Assert.Equal([SiteKind.Bias, SiteKind.Shift], kinds.Keys.Order());
        foreach ((SiteKind kind, Tensor part) in kinds)
        {
            long[] places =
                [.. bias.Sites.Select((site, i) => (site.Kind, i)).Where(s => s.Kind == kind).Select(s => (long)s.i)];
            Tensor sum = bias.Contributions.index_select(0, tensor(places)).sum([0L]);
            Assert.True(RelativeError.Between(part, sum) < 1e-14);
        }
    }

    // A leaf without a rule, with a weight that refuses another type.
    private sealed class Squashed : nn.Module<Tensor, Tensor>
    {
        public Squashed()
            : base(nameof(Squashed)) =>
            register_buffer("mix", RandomTensors.Gaussian([2, 2], ScalarType.Float32, new RandomStream(1)));

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor last = input.transpose(1, -1).matmul(get_buffer("mix")!).transpose(1, -1);
            return last.sin().contiguous().MoveToOuterDisposeScope();
        }
    }
}
