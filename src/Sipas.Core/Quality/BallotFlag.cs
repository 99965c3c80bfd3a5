using System.Globalization;
using Sipas.Problems;

namespace Sipas.Quality;

/// <summary>A reason to review a ballot.</summary>
/// <param name="Sequence">The ballot's sequence number in the store's log.</param>
/// <param name="Code">Code of the rule: one of <see cref="Codes"/>.</param>
/// <param name="Value">The value found, for example <c>3.2 s</c>.</param>
/// <param name="Allowed">The limit that would not have been flagged, for example <c>4.5 s</c>.</param>
internal sealed record BallotFlag(long Sequence, string Code, string Value, string Allowed)
{
    /// <summary>The rules, as codes of <see cref="ProblemCodes"/>.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        ProblemCodes.AnsweredTooFast, ProblemCodes.StraightLine, ProblemCodes.IdenticalAnswers, ProblemCodes.BallotBurst,
        ProblemCodes.NightBallot,
        ProblemCodes.StaffDevice, ProblemCodes.DuplicateContent, ProblemCodes.DurationMissing, ProblemCodes.DurationImpossible,
        ProblemCodes.TimeAgainstReceipt,
    ];

    /// <summary>The reason as a sentence in Vietnamese and English: a warning, never an error.</summary>
    public Problem Reason => new(Code, Sequence.ToString(CultureInfo.InvariantCulture), Value,
        Allowed)
    {
        Severity = ProblemSeverity.Warning,
    };
}
