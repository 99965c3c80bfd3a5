using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>
/// Filter of stored ballots: admits the ballots that meet every given condition. A null condition admits all; an empty
/// set admits none.
/// </summary>
internal sealed record StoredBallotFilter
{
    /// <summary>First counting day in Vietnam, inclusive; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam, inclusive; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Codes of the units, for example those of a subtree.</summary>
    public IReadOnlyCollection<string>? Units { get; init; }

    /// <summary>Codes of the procedures.</summary>
    public IReadOnlyCollection<string>? Procedures { get; init; }

    /// <summary>Collection modes.</summary>
    public IReadOnlyCollection<CollectionMode>? Modes { get; init; }

    /// <summary>Selection bases.</summary>
    public IReadOnlyCollection<SelectionBasis>? Bases { get; init; }

    /// <summary>Collection channels.</summary>
    public IReadOnlyCollection<CollectionChannel>? Channels { get; init; }

    /// <summary>True for flagged ballots only, false for unflagged ballots only.</summary>
    public bool? Flagged { get; init; }

    /// <summary>
    /// Answers about the respondent: codes of answers by item code, for items of the questionnaire. A ballot matches
    /// when its answer to each of these items is one of the codes.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<byte>>? RespondentAnswers { get; init; }

    /// <summary>Whether the filter has a condition that live counts by unit and basis cannot answer.</summary>
    public bool NeedsColumns =>
        From is not null || To is not null || Procedures is not null || Modes is not null || Channels is not null || Flagged is not null
        || RespondentAnswers is not null;
}
