using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Ballots;
using Sipas.Storage;
using Sipas.Text;
using static Sipas.Proof.ExportNames;

namespace Sipas.Proof;

internal sealed record CorrectionLine(string Reason, string BroughtBy, string ReviewedBy)
{
    public static CorrectionLine Of(BallotCorrection correction) => new(correction.Reason, correction.BroughtBy, correction.ReviewedBy);

    public BallotCorrection ToCorrection() => new(Need(Reason), Need(BroughtBy), Need(ReviewedBy));
}
