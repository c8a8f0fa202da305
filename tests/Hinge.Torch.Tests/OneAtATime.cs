using Xunit.Sdk;
using Xunit.v3;

// TorchSharp 0.107 does not keep the number of an operation (a Scalar) alive while libtorch reads it. A collection that
// another thread causes in that moment frees it, and the operation fails; so no other test may run beside one.
[assembly: Parallelization(Mode = ParallelMode.None)]
