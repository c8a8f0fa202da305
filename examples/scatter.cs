#!/usr/bin/env dotnet
#:project ../src/Hinge.Scattering
// A network that is not admissible as published, repaired, certified, attacked, and used:  dotnet run
// examples/scatter.cs
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hinge.Scattering;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;

Network published = Preset.Companion(new(28, 28), TensorFrame.Rbio22(3), NonLinearity.Modulus, Pooling.SubSample(2));
Network network = published.Repair(Repair.Scale);
Console.WriteLine($"{published.Certify().Lipschitz.Value:F6} becomes {network.Certify().Lipschitz.Value:F6}");
foreach (string line in network.Certify().ToLines())
    Console.WriteLine(line);

ScatteringTransform transform = new(network);
float[] image = new float[784], features = new float[transform.FeatureLength];
image[400] = 1;
transform.Transform(image, 1, features);
float norm = MathF.Sqrt(features.Sum(value => value * value));
string bytes = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(features)))[..16];
Console.WriteLine($"{transform.Paths.Count} paths, {features.Length} features, norm {norm:F6}, bytes {bytes}");

VerificationResult attack = Verification.Run(
    new(new(16, 16), [new(PolarFrame.Wavelets(2, 2), NonLinearity.Modulus, Pooling.None)], PolarFrame.Wavelets(2, 2)),
    new() { Pairs = 20, Starts = 2, Deformations = 8 });
Console.WriteLine(string.Join("; ", attack.Checks.Select(check => $"{check.Name} {check.Worst:G3}")));
