using Sipas.Ballots;
using Sipas.Scoring;

namespace Sipas.Storage;

/// <summary>Selects values: those of one pack, narrowed by the given conditions.</summary>
public sealed record ValueFilter
{
    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire; null for every version.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>Code of the question; null for every question.</summary>
    public string? QuestionCode { get; init; }

    /// <summary>Sampled or self-selected; null for both.</summary>
    public SelectionBasis? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null for no lower bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null for no upper bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether the filter covers a value of a ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="questionCode">Code of the value's question.</param>
    public bool Covers(KeptBallot ballot, string questionCode)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return (QuestionCode is null || questionCode == QuestionCode)
            && new SurveyScope { PackId = PackId, QuestionnaireVersion = QuestionnaireVersion, Basis = Basis, From = From, To = To }.Covers(ballot);
    }
}

/// <summary>Selects values to erase: those of one ballot, those of one question before a day, or all texts before a day.</summary>
public sealed record ValueErasure
{
    private ValueErasure()
    {
    }

    /// <summary>Id of the ballot; null when a question is erased.</summary>
    public Guid? BallotId { get; private init; }

    /// <summary>Id of the pack; null when a ballot, or every text, is erased.</summary>
    public string? PackId { get; private init; }

    /// <summary>Code of the question, in every version of the pack's questionnaire; null when a ballot is erased.</summary>
    public string? QuestionCode { get; private init; }

    /// <summary>Counting day in Vietnam before which values are erased; null when a ballot is erased.</summary>
    public DateOnly? Before { get; private init; }

    /// <summary>Selects all values of one ballot, for example when a person requests erasure or the ballot names a person.</summary>
    /// <param name="ballotId">Id of the ballot.</param>
    public static ValueErasure OfBallot(Guid ballotId) => new() { BallotId = ballotId };

    /// <summary>Selects the values of one question whose retention period has ended.</summary>
    /// <param name="packId">Id of the pack.</param>
    /// <param name="questionCode">Code of the question.</param>
    /// <param name="before">Counting day in Vietnam; values of ballots of this day and later are retained.</param>
    public static ValueErasure OfQuestion(string packId, string questionCode, DateOnly before)
    {
        ArgumentException.ThrowIfNullOrEmpty(packId);
        ArgumentException.ThrowIfNullOrEmpty(questionCode);
        return new() { PackId = packId, QuestionCode = questionCode, Before = before };
    }

    /// <summary>Selects the short and long texts of every pack whose retention period has ended: free-text answers of citizens.</summary>
    /// <param name="before">Counting day in Vietnam; texts of ballots of this day and later are retained.</param>
    public static ValueErasure OfTexts(DateOnly before) => new() { Before = before };

    /// <summary>Whether the erasure covers a value of a ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="questionCode">Code of the value's question.</param>
    /// <param name="isText">Whether the question is answered by a short or long text.</param>
    public bool Covers(KeptBallot ballot, string questionCode, bool isText)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return BallotId is { } id ? ballot.Id == id
            : PackId is null ? isText && ballot.CountedOn < Before
            : ballot.PackId == PackId && questionCode == QuestionCode && ballot.CountedOn < Before;
    }

    /// <summary>Formats the detail for the audit log; never contains a value.</summary>
    /// <param name="count">Number of erased values.</param>
    public string Detail(long count) => BallotId is { } id
        ? FormattableString.Invariant($"ballot {id:D}: {count}")
        : PackId is null ? FormattableString.Invariant($"texts before {Before:yyyy-MM-dd}: {count}")
        : FormattableString.Invariant($"{PackId} {QuestionCode} before {Before:yyyy-MM-dd}: {count}");
}

/// <summary>A value with the ballot it belongs to, for analysts.</summary>
/// <param name="Sequence">Sequence number of the ballot in the store's log.</param>
/// <param name="BallotId">Id of the ballot.</param>
/// <param name="QuestionnaireVersion">Version of the questionnaire.</param>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Basis">Selection basis of the ballot.</param>
/// <param name="Day">Counting day of the ballot.</param>
/// <param name="QuestionCode">Code of the question.</param>
/// <param name="Value">The canonical value; null when it was erased.</param>
public sealed record ValueOfBallot(
    long Sequence, Guid BallotId, string QuestionnaireVersion, string UnitCode, SelectionBasis Basis, DateOnly Day, string QuestionCode, string? Value);

/// <summary>Reads and erases the answers to number, text and date questions. They are written with their ballot.</summary>
public interface IValueStore
{
    /// <summary>Reads values in log order, then in questionnaire order; values of late ballots are skipped.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(ValueFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts values; texts never leave the store through this method. Values of late ballots are skipped.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// For each question, a row per number or day, one row for its texts, and one row for erased values; in no
    /// particular order.
    /// </returns>
    Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Erases values and their salts, also of late ballots and of closed surveys. Commitments are retained, so every
    /// hash, chain, root and receipt remains valid. The erasure is recorded in the audit log.
    /// </summary>
    /// <param name="erasure">The selection.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of erased values; 0 when there were none, and no audit record is written.</returns>
    Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken);

    /// <summary>Counts the values that would be erased.</summary>
    /// <param name="erasure">The selection.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken);
}
