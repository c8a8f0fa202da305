using Hinge.Scope.Analyses;

namespace Hinge.Cli.Scope;

/// <summary>The account of one class: its votes, its residual and its row of F.</summary>
/// <param name="Label">The class.</param>
/// <param name="Votes">y = Σ votes + r, pixel by pixel.</param>
/// <param name="Row">The weight that each pixel has in y, row by row; channels summed.</param>
/// <param name="Raw">The votes in the picture's own values; null where those are what the network sees.</param>
internal sealed record ClassAccount(int Label, PixelVotes Votes, double[] Row, PixelVotes? Raw);
