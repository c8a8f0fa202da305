#!/usr/bin/env dotnet
#:project ../src/Hinge.Torch
// Loads libtorch, says what it is, and multiplies two matrices:  dotnet run -c Release examples/libtorch.cs
using Hinge.Torch.Native;
using TorchSharp;

LibTorch.Ensure();
LibTorchReport report = LibTorch.Probe();
Console.WriteLine($"libtorch {report.Version}, kernels for {report.CpuCapability}, {report.Threads} threads");

using torch.Tensor a = torch.tensor(new float[,] { { 1, 2 }, { 3, 4 } });
using torch.Tensor b = a.matmul(a);
Console.WriteLine($"trace of the square: {b.trace().item<float>()}");
