using System.Reflection;
using TorchSharp;
using Xunit.v3;

namespace Hinge.Testing;

/// <summary>Fails a test that leaves tensors alive on its thread.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoLeakAttribute : BeforeAfterTestAttribute
{
    [ThreadStatic]
    private static long s_before;

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        s_before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        long left = DisposeScopeManager.Statistics.ThreadTotalLiveCount - s_before;
        if (left != 0)
            throw new InvalidOperationException($"{left} tensors left alive");
    }
}
