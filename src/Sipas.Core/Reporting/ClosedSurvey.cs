using Sipas.Ballots;
using Sipas.Log;
namespace Sipas.Reporting;

/// <summary>
/// A closed survey in a report. Anyone with read access to the ballots can verify the closed set against its Merkle
/// root.
/// </summary>
public sealed record ClosedSurvey
{
    /// <summary>Name of the survey.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the questionnaire; null when the survey covers all versions of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>The wire name of the selection basis; null when the survey covers both.</summary>
    public string? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null without a limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null without a limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Number of ballots under the root.</summary>
    public required long Ballots { get; init; }

    /// <summary>Merkle root over their content hashes in log order: 64 lower-case hexadecimal digits.</summary>
    public required string Root { get; init; }

    /// <summary>Time of closing.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>Describes a closing in a report.</summary>
    /// <param name="closing">The closing.</param>
    internal static ClosedSurvey Of(SurveyClosing closing)
    {
        ArgumentNullException.ThrowIfNull(closing);
        return new ClosedSurvey
        {
            Name = closing.Name,
            QuestionnaireVersion = closing.Scope.QuestionnaireVersion,
            Basis = closing.Scope.Basis is { } basis ? BallotNames.Of(basis) : null,
            From = closing.Scope.From,
            To = closing.Scope.To,
            Ballots = closing.BallotCount,
            Root = closing.Root,
            ClosedAt = closing.ClosedAt,
        };
    }
}
