using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>
/// What the hooks do during one run of the network's own code: the strategy behind every execution plan.
/// </summary>
internal interface ILanePass
{
    /// <summary>A unit is about to run.</summary>
    /// <param name="call">The call.</param>
    /// <param name="lanes">The full lane batch that the network's code handed over.</param>
    /// <returns>What the module itself gets.</returns>
    Tensor Enter(UnitCall call, Tensor lanes);

    /// <summary>A unit has run.</summary>
    /// <param name="call">The call.</param>
    /// <param name="lanes">The full lane batch from before the call.</param>
    /// <param name="own">The module's own output.</param>
    /// <returns>What the network's code gets: the full lane batch after the unit.</returns>
    Tensor Leave(UnitCall call, Tensor lanes, Tensor own);

    /// <summary>A container without a rule of its own is about to run.</summary>
    void EnterContainer(string path, Tensor lanes)
    {
    }

    /// <summary>A container without a rule of its own has run.</summary>
    void LeaveContainer(string path, Tensor lanes)
    {
    }
}
