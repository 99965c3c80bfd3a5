using Sipas.Ballots;

namespace Sipas.Values;

/// <summary>Selects values to erase: those of one ballot, those of one question before a day, or all texts before a day.</summary>
internal sealed record ValueErasure
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
    public bool Covers(StoredBallot ballot, string questionCode, bool isText)
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
