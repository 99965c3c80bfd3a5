using Sipas.Ballots;

namespace Sipas.Storage.Dapper;

/// <summary>A ballot with its position in the log and in the chain of its unit: the contents of one row.</summary>
internal sealed record BallotRow(BallotDraft Draft, long Sequence, long QuestionnaireId, long UnitId, long Position, byte[] ChainHash, long? ClosingId)
{
    public Ballot Ballot => Draft.Ballot;
}

/// <summary>A signature and the number of the first ballot that it covers.</summary>
internal sealed record SealRow(long FirstSequence, ReceiptSeal Seal);

/// <summary>Receives the columns of a row in order; each dialect writes them differently.</summary>
internal interface IBallotRowWriter
{
    void Int64(long value);

    void Int64OrNull(long? value);

    void Int32(int value);

    void Int16(short value);

    void Text(string? value);

    void Bytes(byte[] value);

    void Id(Guid value);

    void Time(DateTimeOffset value);
}

/// <summary>The columns of the ballot table, in the order in which all dialects write them. Typed, because every ballot
/// passes through here.</summary>
internal static class BallotTable
{
    /// <summary>The column names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "sequence", "position", "started_at", "completed_at", "received_at", "ballot_id", "questionnaire_id", "unit_id", "mode", "basis", "started_offset", "completed_offset",
        "procedure_code", "device_code", "language", "answers", "content_hash", "chain_hash", "counted_on", "clock_skew", "sent_by", "channel",
    ];

    /// <summary>The column names, separated by commas.</summary>
    public static string List { get; } = string.Join(", ", Names);

    /// <summary>Writes a row.</summary>
    public static void Write<TWriter>(BallotRow row, ref TWriter writer)
        where TWriter : IBallotRowWriter
    {
        Ballot ballot = row.Ballot;
        BallotDraft draft = row.Draft;
        writer.Int64(row.Sequence);
        writer.Int64(row.Position);
        writer.Time(ballot.StartedAt);
        writer.Time(ballot.CompletedAt);
        writer.Time(draft.ReceivedAt);
        writer.Id(ballot.Id);
        writer.Int32((int)row.QuestionnaireId);
        writer.Int32((int)row.UnitId);
        writer.Int16((short)ballot.Mode);
        writer.Int16((short)ballot.Basis);
        writer.Int16((short)ballot.StartedAt.Offset.TotalMinutes);
        writer.Int16((short)ballot.CompletedAt.Offset.TotalMinutes);
        writer.Text(ballot.ProcedureCode);
        writer.Text(ballot.DeviceCode);
        writer.Text(ballot.Language);
        writer.Text(ballot.Layout.ToCharacters(ballot.Codes.Span));
        writer.Bytes(draft.ContentHash);
        writer.Bytes(row.ChainHash);
        writer.Int32(DayNumber.Of(draft.CountedOn));
        writer.Int64OrNull(draft.ClockSkew?.Ticks / TimeSpan.TicksPerMillisecond);
        writer.Text(draft.SentBy);
        writer.Int16((short)draft.Channel);
    }
}

/// <summary>A value with its ballot and question number: one row of the table of values.</summary>
internal sealed record ValueRow(long Sequence, short Number, byte[] Commitment, byte[]? Salt, string? Value)
{
    /// <summary>The rows of a ballot.</summary>
    public static IEnumerable<ValueRow> Of(BallotRow ballot)
    {
        var numbers = ballot.Ballot.Layout.ValueQuestions.Select((question, i) => (question.Code, Number: (short)(i + 1)))
            .ToDictionary(pair => pair.Code, pair => pair.Number, StringComparer.Ordinal);
        return ballot.Draft.Values.Select(value =>
            new ValueRow(ballot.Sequence, numbers[value.QuestionCode], value.Commitment.ToArray(), value.Salt?.ToArray(), value.Value));
    }
}
