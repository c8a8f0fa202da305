using Hinge.Core.Randomness;
using Hinge.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests;

/// <summary>A convolution, batch norm, strided and transposed convolution, linear head: one of everything.</summary>
internal sealed class SmallNet : nn.Module<Tensor, Tensor>
{
#pragma warning disable CS0649, IDE0044 // Fields are found by name through reflection when components register.
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;
    private readonly Conv2d down;
    private readonly ConvTranspose2d up;
    private readonly PReLU unit;
    private readonly Linear head;
#pragma warning restore CS0649, IDE0044

    public SmallNet(ulong seed = 1, int classes = 3) : base("SmallNet")
    {
        // A convolution's constructor leaves a wrapper behind for the scope to collect.
        using var scope = NewDisposeScope();
        conv = nn.Conv2d(1, 4, 3, padding: 1);
        norm = nn.BatchNorm2d(4);
        down = nn.Conv2d(4, 4, 3, stride: 2, padding: 1, groups: 2, bias: false);
        up = nn.ConvTranspose2d(4, 2, 2, stride: 2);
        unit = nn.PReLU(4);
        head = nn.Linear(2 * 8 * 8, classes);
        RegisterComponents();
        Initialisation.KaimingUniform(this, new RandomStream(seed));
    }

    public Conv2d First => conv;

    public Linear Head => head;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor h = unit.call(norm.call(conv.call(input)));
        h = up.call(nn.functional.relu(down.call(h)));
        return head.call(h.flatten(1)).MoveToOuterDisposeScope();
    }
}
