using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Torch.Native;

namespace Hinge.Cli.Tests.Shell;

public class FailureTests
{
    private static readonly CancellationToken s_cancelled = new(canceled: true);
    private static readonly CancellationToken s_running = new(canceled: false);

    [Fact]
    public void Bad_input_is_2() =>
        Assert.Equal(new Failure("a.npy: bad", 2), Failure.From(new InputException("a.npy: bad"), s_running));

    [Fact]
    public void A_failed_run_is_1() =>
        Assert.Equal(new Failure("missed", 1), Failure.From(new RunFailedException("missed"), s_running));

    [Fact]
    public void An_unusable_machine_is_1_and_sends_to_the_doctor() =>
        Assert.Equal(
            new Failure("no; 'hinge doctor' says more", 1), Failure.From(new LibTorchException("no"), s_running));

    [Fact]
    public void Cancellation_is_130_when_the_user_asked_for_it() =>
        Assert.Equal(new Failure("cancelled", 130), Failure.From(new OperationCanceledException(), s_cancelled));

    [Fact]
    public void Cancellation_that_nobody_asked_for_is_a_defect() =>
        Assert.Equal(1, Failure.From(new OperationCanceledException(), s_running).ExitCode);

    [Fact]
    public void The_unexpected_is_1_names_its_type_and_stays_on_one_line() =>
        Assert.Equal(new Failure("unexpected InvalidOperationException: a b", 1),
            Failure.From(new InvalidOperationException("a\r\nb"), s_running));

    [Fact]
    public void What_a_parallel_loop_or_a_static_constructor_wrapped_is_unwrapped()
    {
        Exception wrapped = new AggregateException(new TypeInitializationException("T", new InputException("bad")));

        Assert.Equal(new Failure("bad", 2), Failure.From(wrapped, s_running));
    }

    [Fact]
    public void Two_causes_are_not_one()
    {
        AggregateException two = new(new InputException("a"), new InputException("b"));

        Failure failure = Failure.From(two, s_running);
        Assert.StartsWith("unexpected AggregateException", failure.Message, StringComparison.Ordinal);
    }
}
