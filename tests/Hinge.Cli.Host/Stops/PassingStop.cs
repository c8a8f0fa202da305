using System.Text.Json.Nodes;
using Hinge.Cli.Tour;
using Hinge.Core.Runs;
using TorchSharp;

namespace Hinge.Cli.Host.Stops;

/// <summary>Uses libtorch, reports progress, passes.</summary>
internal sealed class PassingStop : ITourStop
{
    public string Name => "pass";

    public string Description => "a stop that holds";

    public bool UsesTorch => true;

    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        context.Progress.Report(new RunProgress("adding", 1, 2));
        using torch.Tensor ones = torch.ones(3);
        using torch.Tensor sum = ones.sum();
        JsonObject fields = new()
        {
            ["sum"] = sum.item<float>(),
            ["seed"] = context.Seed,
            ["threads"] = torch.get_num_threads(),
        };
        context.Report.AddSection("Addition").Text("Three ones.");
        return new TourResult(true, "1 + 1 + 1 = 3", "exact", fields);
    }
}
