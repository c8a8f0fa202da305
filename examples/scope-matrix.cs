#!/usr/bin/env dotnet
#:project ../src/Hinge.Scope

// The whole matrix of a network that enlarges pictures, and what it does to them, strongest first.
using Hinge.Samples;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Colouring;
using Hinge.Scope.Networks;
using Hinge.Scope.Spectra;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;

using DisposeScope disposal = NewDisposeScope();
using var net = EmbeddedNetworks.Find("tiny-sr").Load();
using LinearScope scope = LinearScope.Attach(net);
using Interpreter at = scope.Freeze(DrawnPictures.Grey(seed: 1, width: 48, height: 48).ToTensor());

SparseExtraction whole = at.ToSparse();
Console.WriteLine($"F {whole.Map.Rows} x {whole.Map.Columns} in {whole.Passes} passes: {whole.Certificate}");

TruncatedSvd svd = Lanczos.Compute(whole.Map, 8);
Console.WriteLine($"s1 {svd.Values[0]:f3} … s8 {svd.Values[7]:f3}, residual {svd.Residual:e1} s1");
foreach (SingularVectorFit fit in SingularVectorFit.OfInputs(svd, 3))
{
    double gabor = fit.Gabor.Determination;
    Console.WriteLine($"90 % of the energy in {fit.Area:p1} of the area; a Gabor function explains {gabor:p0}");
}
