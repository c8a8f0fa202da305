using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// What users write: a residual sum, a concatenation, one in-place ReLU used three times, batch norm, max pooling, a
/// Sequential, a linear head.
/// </summary>
public sealed class SmallNet : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _first;
    private readonly nn.Module<Tensor, Tensor> _norm;
    private readonly nn.Module<Tensor, Tensor> _relu;
    private readonly nn.Module<Tensor, Tensor> _body;
    private readonly nn.Module<Tensor, Tensor> _pool;
    private readonly nn.Module<Tensor, Tensor> _head;

    public SmallNet(ScalarType type = ScalarType.Float64, ulong seed = 5)
        : base(nameof(SmallNet))
    {
        _first = nn.Conv2d(1, 4, 3, padding: 1);
        _norm = nn.BatchNorm2d(4);
        _relu = nn.ReLU(inplace: true);
        _body = nn.Sequential(
            ("conv", nn.Conv2d(4, 4, 3, padding: 1)), ("relu", nn.ReLU(inplace: true)), ("drop", nn.Dropout()));
        _pool = nn.MaxPool2d(2);
        _head = nn.Linear(8, 3);
        RegisterComponents();
        this.to(type);
        RandomWeights.Fill(this, new RandomStream(seed).Split("small net"));
        eval();
    }

    public static Tensor NewInput(ScalarType type = ScalarType.Float64, long samples = 1, ulong seed = 9) =>
        RandomTensors.Gaussian([samples, 1, 8, 8], type, new RandomStream(seed).Split("input"));

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_norm.call(_first.call(input)));
        Tensor y = _relu.call(_body.call(x.clone()) + x);
        Tensor both = _relu.call(_pool.call(cat([x, y], 1)));
        return _head.call(both.mean([2L, 3L])).MoveToOuterDisposeScope();
    }
}
