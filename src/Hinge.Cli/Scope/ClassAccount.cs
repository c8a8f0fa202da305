using Hinge.Scope.Analyses;

namespace Hinge.Cli.Scope;

/// <summary>The account of one class: its votes, its residual and its row of F.</summary>
/// <param name="Votes">y = Σ votes + r, pixel by pixel.</param>
/// <param name="Row">The weight that each pixel has in y, row by row; channels summed.</param>
internal sealed record ClassAccount(PixelVotes Votes, double[] Row);
