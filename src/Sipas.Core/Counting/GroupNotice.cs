using System.Globalization;
using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Counting;

/// <summary>A reason to review the ballots of one channel of a unit on certain days. It does not flag ballots or change figures.</summary>
/// <param name="UnitCode">The unit.</param>
/// <param name="PackId">The method pack.</param>
/// <param name="QuestionnaireVersion">The questionnaire.</param>
/// <param name="Channel">The channel, one through which anyone can submit ballots.</param>
/// <param name="From">First day, in Vietnam.</param>
/// <param name="Day">Last day, in Vietnam. Days are the days of receipt by the server's clock.</param>
/// <param name="Code">Code of the rule: one of <see cref="Codes"/>.</param>
/// <param name="Value">The value found, with its p-value.</param>
/// <param name="Allowed">The largest p-value that produces a notice, and the compared values.</param>
internal sealed record GroupNotice(
    string UnitCode, string PackId, string QuestionnaireVersion, CollectionChannel Channel, DateOnly From, DateOnly Day, string Code,
        string Value, string Allowed)
{
    /// <summary>The rules, as codes of <see cref="ProblemCodes"/>.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        ProblemCodes.VolumeAboveHistory, ProblemCodes.LowShareAgainstHistory, ProblemCodes.LowShareAgainstCredentialed,
        ProblemCodes.PatternAgainstHistory,
        ProblemCodes.PatternAgainstCredentialed,
    ];

    /// <summary>The reason as a sentence in Vietnamese and English: a warning, never an error.</summary>
    public Problem Reason => new(Code, $"{UnitCode}, {BallotNames.Of(Channel)}, {Days}", Value,
        Allowed)
    {
        Severity = ProblemSeverity.Warning,
    };

    /// <summary>Sorts notices by day, then by unit, questionnaire, channel and code.</summary>
    /// <param name="notices">The notices.</param>
    public static IReadOnlyList<GroupNotice> InOrder(IEnumerable<GroupNotice> notices) =>
    [
        .. notices.OrderBy(notice => notice.Day).ThenBy(notice => notice.UnitCode, StringComparer.Ordinal)
        .ThenBy(notice => notice.PackId, StringComparer.Ordinal)
            .ThenBy(notice => notice.QuestionnaireVersion, StringComparer.Ordinal).ThenBy(notice => notice.Channel)
            .ThenBy(notice => notice.Code, StringComparer.Ordinal),
    ];

    private string Days => From == Day ? Text(Day) : $"{Text(From)} – {Text(Day)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
