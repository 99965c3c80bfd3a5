using Sipas.Ballots;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record CorrectionLine(string Reason, string BroughtBy, string ReviewedBy)
{
    public static CorrectionLine Of(BallotCorrection correction) => new(correction.Reason, correction.BroughtBy, correction.ReviewedBy);

    public BallotCorrection ToCorrection() => new(Need(Reason), Need(BroughtBy), Need(ReviewedBy));
}
