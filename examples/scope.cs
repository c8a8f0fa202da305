#!/usr/bin/env dotnet
#:project ../src/Hinge.Scope

// A network of one's own, unchanged, seen as the affine map that it is for one input.
using Hinge.Scope;
using TorchSharp;
using static TorchSharp.torch;

using DisposeScope disposal = NewDisposeScope();
random.manual_seed(1);
using var net = nn.Sequential(
    ("conv", nn.Conv2d(1, 4, 3, padding: 1)), ("relu", nn.ReLU()), ("pool", nn.MaxPool2d(2)),
    ("flatten", nn.Flatten()), ("linear", nn.Linear(64, 3)));
net.eval();

Tensor x = rand([1, 1, 8, 8]);
using LinearScope scope = LinearScope.Attach(net);
using Interpreter at = scope.Freeze(x);
Console.WriteLine(at.Certify());

using Tensor row = at.Row(2);
double votes = (row * x).sum().ToDouble(), r = at.Residual[0, 2].ToDouble();
Console.WriteLine($"output 2 = {at.Output[0, 2].ToDouble():f4} = votes {votes:f4} + biases {r:f4}");
foreach (var part in at.BiasOf(2).Parts)
    Console.WriteLine($"  {part.Site.Name,-8} adds {part.Value,8:f4}");
