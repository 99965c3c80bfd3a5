using Sipas.Ballots;

namespace Sipas.Verification;

/// <summary>The figures of one group of ballots.</summary>
/// <param name="Unit">Code of the unit; null for all ballots.</param>
/// <param name="Basis">Selection basis of the ballots.</param>
/// <param name="BallotCount">Number of ballots.</param>
/// <param name="Figures">The figures in the order of publication: overall, domains, criteria, items.</param>
internal sealed record PublishedGroup(string? Unit, SelectionBasis Basis, long BallotCount, IReadOnlyList<PublishedFigure> Figures);
