namespace Hinge.Cli.Scope.Inputs;

/// <summary>How questions about F are answered (spec §5).</summary>
internal enum ExecutionPlan
{
    /// <summary>By replaying recorded decisions.</summary>
    Cache,

    /// <summary>By the doubled batch: the network runs beside every question.</summary>
    Fly,

    /// <summary>By automatic differentiation.</summary>
    Autograd,
}
