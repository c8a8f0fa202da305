using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Simulation;

/// <summary>
/// Many drones of one kind, stepped together (specification §7). States lie in blocks of 16 drones,
/// <see cref="StateRow.Count"/> rows of 16 numbers each. A step allocates nothing. Ranges of blocks may be stepped by
/// several threads at once: drones do not depend on each other, nor results on the division.
/// </summary>
public sealed unsafe class QuadrotorBatch
{
    /// <summary>Drones in a block.</summary>
    public const int BlockSize = KernelRow.Lanes;

    /// <summary>The most drones in a batch.</summary>
    public const int MostDrones = 1 << 24;

    private readonly QuadrotorConstants<float> _scalar;
    private readonly KernelConstants _constants;
    private readonly AlignedRows _states, _actions;
    private readonly ushort[] _lost;
    private readonly HoverTask _task;
    private readonly double _force, _torque;

    /// <summary>A batch of drones at rest.</summary>
    /// <param name="drone">The drone.</param>
    /// <param name="task">Its step, starts, disturbances and bounds.</param>
    /// <param name="count">How many, 1 to <see cref="MostDrones"/>.</param>
    /// <param name="path">The code to use; null takes the fastest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of its range.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the path.</exception>
    /// <exception cref="DroneFormatException">The drone does not pass its checks at the task's step.</exception>
    /// <exception cref="TaskFormatException">The task is impossible.</exception>
    public QuadrotorBatch(Drone drone, HoverTask task, int count, SimulatorPath? path = null)
    {
        ArgumentNullException.ThrowIfNull(drone);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostDrones);
        Path = path ?? SimulatorPaths.Best;
        if (!SimulatorPaths.IsSupported(Path))
            throw new PlatformNotSupportedException($"this processor does not run {Path}");
        task.Check();
        _scalar = QuadrotorConstants<float>.Of(drone, task.Step);
        _constants = new(drone, task.Step, task.Termination);
        _task = task;
        _force = task.Disturbance.ForceOf(drone);
        _torque = task.Disturbance.TorqueOf(drone);
        Drone = drone;
        Count = count;
        Blocks = (count + BlockSize - 1) / BlockSize;
        _states = new(Blocks * BlockSize * StateRow.Count);
        _actions = new(Blocks * BlockSize * Drone.RotorCount);
        _lost = new ushort[Blocks];

        // The lanes behind the last drone fly too, and are never looked at.
        float[] rest = new float[StateRow.Count];
        new Quadrotor(drone, task.Step).Rest(rest);
        for (int i = 0; i < Blocks * BlockSize; i++)
            Put(i, rest);
    }

    /// <summary>The drone.</summary>
    public Drone Drone { get; }

    /// <summary>How many drones.</summary>
    public int Count { get; }

    /// <summary>How many blocks; the last may be partly used.</summary>
    public int Blocks { get; }

    /// <summary>The code in use.</summary>
    public SimulatorPath Path { get; }

    /// <summary>The next actions: four rows of 16 numbers a block; clamped to [-1, 1] by the step.</summary>
    public Span<float> ActionRows => _actions.Span;

    /// <summary>The states: <see cref="StateRow.Count"/> rows of 16 numbers a block.</summary>
    public Span<float> StateRows => _states.Span;

    /// <summary>A bit a drone, a number a block: out of the task's bounds after the last step.</summary>
    public ReadOnlySpan<ushort> Lost => _lost;

    /// <summary>Draws a start and a disturbance for every drone.</summary>
    /// <param name="seed">Drone i gets what the same seed and i give in a batch of any size.</param>
    public void Reset(ulong seed)
    {
        RandomStream root = new RandomStream(seed).Split("batch");
        Span<float> state = stackalloc float[StateRow.Count];
        for (int i = 0; i < Count; i++)
        {
            RandomStream random = root.Split((ulong)i);
            _task.Start.Draw(random, Drone.Command, state);
            Disturbance.Draw(random, _force, _torque, state);
            Put(i, state);
        }
        Array.Clear(_lost);
    }

    /// <summary>Copies the state of a drone.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="state">Receives the rows of <see cref="StateRow"/>.</param>
    public void CopyState(int index, Span<float> state)
    {
        Check(index);
        for (int row = 0; row < StateRow.Count; row++)
            state[row] = _states.Pointer[Place(index, row)];
    }

    /// <summary>Replaces the state of a drone.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="state">The rows of <see cref="StateRow"/>.</param>
    public void SetState(int index, ReadOnlySpan<float> state)
    {
        Check(index);
        Put(index, state);
    }

    /// <summary>Steps all drones.</summary>
    /// <param name="actions">Four numbers a drone, drone after drone.</param>
    /// <param name="terminated">Receives for each drone whether it is out of bounds now.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void Step(ReadOnlySpan<float> actions, Span<bool> terminated)
    {
        if (actions.Length != Count * Drone.RotorCount || terminated.Length != Count)
        {
            throw new ArgumentException(
                $"{Count} drones take {Count * Drone.RotorCount} actions and {Count} flags");
        }
        for (int i = 0; i < Count; i++)
        {
            float* target = _actions.Pointer + ((i / BlockSize) * BlockSize * Drone.RotorCount) + (i % BlockSize);
            for (int rotor = 0; rotor < Drone.RotorCount; rotor++)
                target[rotor * BlockSize] = actions[(Drone.RotorCount * i) + rotor];
        }
        StepBlocks(0, Blocks);
        for (int i = 0; i < Count; i++)
            terminated[i] = ((_lost[i / BlockSize] >> (i % BlockSize)) & 1) != 0;
    }

    /// <summary>Steps a range of blocks under <see cref="ActionRows"/>; other ranges may run beside it.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="blocks">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the batch.</exception>
    public void StepBlocks(int first, int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(blocks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, Blocks - first);
        float* state = _states.Pointer + ((long)first * BlockSize * StateRow.Count);
        float* actions = _actions.Pointer + ((long)first * BlockSize * Drone.RotorCount);
        float* scratch = KernelScratch.OfThread();
        fixed (ushort* lost = &_lost[0])
        {
            switch (Path)
            {
                case SimulatorPath.Vector512 when _constants.IsLevel:
                    KernelVector512.Step<LevelShape>(
                        state, actions, lost + first, blocks, _constants.Pointer, scratch);
                    break;
                case SimulatorPath.Vector512:
                    KernelVector512.Step<GeneralShape>(
                        state, actions, lost + first, blocks, _constants.Pointer, scratch);
                    break;
                case SimulatorPath.Vector256 when _constants.IsLevel:
                    KernelVector256.Step<LevelShape>(
                        state, actions, lost + first, blocks, _constants.Pointer, scratch);
                    break;
                case SimulatorPath.Vector256:
                    KernelVector256.Step<GeneralShape>(
                        state, actions, lost + first, blocks, _constants.Pointer, scratch);
                    break;
                default:
                    StepScalar(state, actions, lost + first, blocks);
                    break;
            }
        }
        GC.KeepAlive(this);
    }

    private void StepScalar(float* state, float* actions, ushort* lost, int blocks)
    {
        Span<float> one = stackalloc float[StateRow.Count], action = stackalloc float[Drone.RotorCount];
        for (int block = 0; block < blocks; block++)
        {
            int bits = 0;
            for (int lane = 0; lane < BlockSize; lane++)
            {
                for (int row = 0; row < StateRow.Count; row++)
                    one[row] = state[(row * BlockSize) + lane];
                for (int rotor = 0; rotor < Drone.RotorCount; rotor++)
                    action[rotor] = actions[(rotor * BlockSize) + lane];
                QuadrotorDynamics.Step(_scalar, one, action);
                for (int row = 0; row < StateRow.Moving; row++)
                    state[(row * BlockSize) + lane] = one[row];
                bits |= (_task.Termination.Ends(one) ? 1 : 0) << lane;
            }
            lost[block] = (ushort)bits;
            state += BlockSize * StateRow.Count;
            actions += BlockSize * Drone.RotorCount;
        }
    }

    private void Put(int index, ReadOnlySpan<float> state)
    {
        for (int row = 0; row < StateRow.Count; row++)
            _states.Pointer[Place(index, row)] = state[row];
    }

    private void Check(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }

    private static int Place(int index, int row) =>
        (((index / BlockSize * StateRow.Count) + row) * BlockSize) + (index % BlockSize);
}
