namespace Hinge.Flight.Learning;

/// <summary>
/// Two threads for work of some microseconds (specification §8). The second waits awake for a moment, then asleep: what
/// only spins is terrible on a shared machine. With one thread both halves run one after the other.
/// </summary>
internal sealed class ThreadPair : IDisposable
{
    private const int Spins = 2_000;

    private readonly Thread? _second;
    private readonly SemaphoreSlim _begin = new(0), _end = new(0);
    private Action<int>? _work;
    private Exception? _failure;
    private int _asked, _answered;
    private int _sleeping, _waiting;

    /// <summary>Starts the second thread, where there is to be one.</summary>
    /// <param name="threads">1, or more for two.</param>
    public ThreadPair(int threads)
    {
        if (threads < 2)
            return;
        _second = new Thread(Serve) { IsBackground = true, Name = "flight" };
        _second.Start();
    }

    /// <summary>Runs both halves of a piece of work, and returns when both are done.</summary>
    /// <param name="work">Told which half: 0 or 1.</param>
    public void Run(Action<int> work)
    {
        if (_second is null)
        {
            work(0);
            work(1);
            return;
        }
        _work = work;
        int turn = Interlocked.Increment(ref _asked);
        if (Interlocked.Exchange(ref _sleeping, 0) == 1)
            _begin.Release();
        work(0);
        Wait(ref _answered, turn, ref _waiting, _end);
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            throw new InvalidOperationException("the second thread failed", failure);
    }

    /// <summary>Ends the second thread.</summary>
    public void Dispose()
    {
        if (_second is not null)
        {
            _work = null;
            Interlocked.Increment(ref _asked);
            if (Interlocked.Exchange(ref _sleeping, 0) == 1)
                _begin.Release();
            _second.Join();
        }
        _begin.Dispose();
        _end.Dispose();
    }

    private void Serve()
    {
        for (int turn = 1; ; turn++)
        {
            Wait(ref _asked, turn, ref _sleeping, _begin);
            if (_work is not { } work)
                return;
            try
            {
                work(1);
            }
            catch (Exception failure)
            {
                _failure = failure;
            }
            Volatile.Write(ref _answered, turn);
            Interlocked.MemoryBarrier();
            if (Interlocked.Exchange(ref _waiting, 0) == 1)
                _end.Release();
        }
    }

    // Whoever takes the flag down releases the semaphore; the waiter that takes it down itself does not wait.
    private static void Wait(ref int count, int turn, ref int flag, SemaphoreSlim asleep)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref count) >= turn)
                return;
            Thread.SpinWait(1);
        }
        Volatile.Write(ref flag, 1);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref count) >= turn && Interlocked.Exchange(ref flag, 0) == 1)
            return;
        asleep.Wait();
    }
}
