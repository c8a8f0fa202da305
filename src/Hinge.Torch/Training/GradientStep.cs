using Hinge.Core;
using Hinge.Torch.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Training;

/// <summary>The ordinary step: gradient of one loss, bounded, then one move of one optimiser.</summary>
public static class GradientStep
{
    /// <summary>
    /// A step for <see cref="Trainer"/> that puts the network into training mode, minimises the loss and reports it as
    /// <c>loss</c> (and <c>gradient norm</c>, before the bound, where the settings bound it).
    /// </summary>
    /// <param name="settings">For its <see cref="TrainingSettings.MaxGradientNorm"/>.</param>
    /// <param name="network">The network in training.</param>
    /// <param name="optimiser">Holds the parameters that move.</param>
    /// <param name="loss">A scalar for a batch; it may report further metrics through the batch.</param>
    /// <returns>The step. A loss that is not finite is reported before anything has moved.</returns>
    public static Action<TrainingBatch> Minimise(
        TrainingSettings settings, nn.Module network, OptimizerHelper optimiser, Func<TrainingBatch, Tensor> loss) =>
        batch => Take(batch, settings, network, optimiser, loss);

    private static void Take(
        TrainingBatch batch, TrainingSettings settings, nn.Module network, OptimizerHelper optimiser,
        Func<TrainingBatch, Tensor> loss)
    {
        if (!network.training)
            network.train();
        optimiser.zero_grad();
        Tensor value = loss(batch);
        if (value.numel() != 1)
            throw new InputException($"loss is {value.Describe()}, expected one number");
        double number = value.ToDouble();
        batch.ReportFirst("loss", number);
        if (!double.IsFinite(number))
            return;
        value.backward();
        if (settings.MaxGradientNorm < double.PositiveInfinity)
        {
            double norm = nn.utils.clip_grad_norm_(Moving(optimiser), settings.MaxGradientNorm);
            batch.Report("gradient norm", norm);
            if (!double.IsFinite(norm))
                return;
        }
        _ = optimiser.step();
    }

    // Parameters that are frozen or that the loss does not reach have no gradient, and clipping wants one.
    private static IEnumerable<Parameter> Moving(OptimizerHelper optimiser) => optimiser.parameters().Where(parameter =>
    {
        using Tensor? gradient = parameter.grad;
        return gradient is not null;
    });
}
