using Hinge.Scope.Units;

namespace Hinge.Scope.Bias;

/// <summary>
/// How far a classifier relies on its biases: which class wins by y, by F x alone and by r alone, over a labelled set
/// (spec §10).
/// </summary>
/// <remarks>
/// F x and r depend on where zero is, y does not (spec §2, coordinates). Coordinates are the network's own, or the
/// picture's where a normalisation is given; the embedded networks take the picture's own values, so that both are the
/// same. When k classes share the highest score, each counts as 1/k of an answer: with r = 0 the residual alone is
/// right as often as chance.
/// </remarks>
/// <param name="Count">Inputs measured.</param>
/// <param name="Accuracy">Share of inputs whose highest y is that of their class.</param>
/// <param name="LinearAccuracy">The same by F x alone.</param>
/// <param name="ResidualAccuracy">The same by r alone.</param>
/// <param name="LinearAgreement">Share of inputs where F x has its highest score at the class that y has.</param>
/// <param name="ResidualAgreement">The same for r.</param>
/// <param name="ResidualOfWinner">Mean of r_c/y_c, c the class of the highest y.</param>
/// <param name="ResidualShare">Mean of ‖r‖/(‖Fx‖ + ‖r‖).</param>
/// <param name="Kinds">
/// Mean of ‖r^(k)‖/(‖Fx‖ + ‖r‖), r^(k) the part of r from all sites of kind k. Parts may cancel: the shares need not
/// add up to <paramref name="ResidualShare"/>. In raw coordinates r has one part more, F(−m/s), of no site.
/// </param>
/// <param name="Completeness">
/// Largest ‖Fx + r − y‖/(‖Fx‖ + ‖r‖) of a batch, with F x from a replay of its own: that the three belong together.
/// </param>
public sealed partial record BiasReliance(
    int Count,
    double Accuracy,
    double LinearAccuracy,
    double ResidualAccuracy,
    double LinearAgreement,
    double ResidualAgreement,
    double ResidualOfWinner,
    double ResidualShare,
    IReadOnlyDictionary<SiteKind, double> Kinds,
    double Completeness);
