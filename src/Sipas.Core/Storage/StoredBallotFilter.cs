using Sipas.Ballots;

namespace Sipas.Storage;

/// <summary>Which stored ballots are counted: those that meet every condition given. A condition left null admits all; an empty set admits none.</summary>
public sealed record StoredBallotFilter
{
    /// <summary>The first day, in Vietnam; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, itself included; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Codes of the units, for example those of a subtree.</summary>
    public IReadOnlyCollection<string>? Units { get; init; }

    /// <summary>Codes of the procedures.</summary>
    public IReadOnlyCollection<string>? Procedures { get; init; }

    /// <summary>Collection modes.</summary>
    public IReadOnlyCollection<CollectionMode>? Modes { get; init; }

    /// <summary>Selection bases.</summary>
    public IReadOnlyCollection<SelectionBasis>? Bases { get; init; }

    /// <summary>Channels: who stands for the ballots.</summary>
    public IReadOnlyCollection<CollectionChannel>? Channels { get; init; }

    /// <summary>True for flagged ballots only, false for the others only.</summary>
    public bool? Flagged { get; init; }

    /// <summary>What respondents said of themselves: codes of answers by item code, of items that the questionnaire asks. A ballot meets it when its answer to each of these items is one of the codes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<byte>>? RespondentAnswers { get; init; }

    /// <summary>Whether there is any condition that live counts by unit and basis cannot answer.</summary>
    public bool NeedsColumns => From is not null || To is not null || Procedures is not null || Modes is not null || Channels is not null || Flagged is not null || RespondentAnswers is not null;
}
