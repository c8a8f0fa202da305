namespace Hinge.Cli.Tour;

/// <summary>One system's part of the tour: a measured truth on small built-in data, within 30 seconds.</summary>
public interface ITourStop
{
    /// <summary>The name, that of the system's command group: lower-case letters.</summary>
    string Name { get; }

    /// <summary>What the stop shows, in a few words.</summary>
    string Description { get; }

    /// <summary>Whether libtorch is needed; it is then loaded before <see cref="Run"/>.</summary>
    bool UsesTorch { get; }

    /// <summary>Does the work.</summary>
    /// <param name="context">The seed, the folder, and where progress goes.</param>
    /// <param name="cancellation">Set when the user wants the tour to stop.</param>
    /// <exception cref="Core.RunFailedException">The truth does not hold; the tour goes on.</exception>
    /// <exception cref="OperationCanceledException">The tour was stopped.</exception>
    TourResult Run(TourContext context, CancellationToken cancellation);
}
