using Sipas.Ballots;

namespace Sipas.Storage.Dapper;

/// <summary>The place that a ballot is given in the log and in the chain of its unit.</summary>
internal sealed record BallotPlace(BallotDraft Draft, long Sequence, long QuestionnaireId, long UnitId, long Position, byte[] ChainHash, long? ClosingId);

/// <summary>A ballot with its place and its receipt: what a row holds.</summary>
internal sealed record BallotRow(BallotPlace Place, Receipt Receipt)
{
    public Ballot Ballot => Place.Draft.Ballot;

    public long Sequence => Place.Sequence;

    public long? ClosingId => Place.ClosingId;
}

/// <summary>A signature and the number of the first ballot that it covers.</summary>
internal sealed record SealRow(long FirstSequence, ReceiptSeal Seal);

/// <summary>What a column holds; each dialect has its own way of writing it.</summary>
internal enum ColumnKind
{
    Id,
    Time,
    Int64,
    NullableInt64,
    Int32,
    Int16,
    Text,
    Bytes,
}

/// <summary>A column of the table of ballots and the value that a row puts there.</summary>
internal sealed record BallotColumn(string Name, ColumnKind Kind, Func<BallotRow, object?> Value)
{
    /// <summary>The columns in the order in which both dialects write them.</summary>
    public static IReadOnlyList<BallotColumn> All { get; } =
    [
        new("sequence", ColumnKind.Int64, row => row.Sequence),
        new("position", ColumnKind.Int64, row => row.Place.Position),
        new("started_at", ColumnKind.Time, row => row.Ballot.StartedAt),
        new("completed_at", ColumnKind.Time, row => row.Ballot.CompletedAt),
        new("received_at", ColumnKind.Time, row => row.Place.Draft.ReceivedAt),
        new("ballot_id", ColumnKind.Id, row => row.Ballot.Id),
        new("questionnaire_id", ColumnKind.Int32, row => (int)row.Place.QuestionnaireId),
        new("unit_id", ColumnKind.Int32, row => (int)row.Place.UnitId),
        new("mode", ColumnKind.Int16, row => (short)row.Ballot.Mode),
        new("basis", ColumnKind.Int16, row => (short)row.Ballot.Basis),
        new("started_offset", ColumnKind.Int16, row => (short)row.Ballot.StartedAt.Offset.TotalMinutes),
        new("completed_offset", ColumnKind.Int16, row => (short)row.Ballot.CompletedAt.Offset.TotalMinutes),
        new("procedure_code", ColumnKind.Text, row => row.Ballot.ProcedureCode),
        new("device_code", ColumnKind.Text, row => row.Ballot.DeviceCode),
        new("language", ColumnKind.Text, row => row.Ballot.Language),
        new("answers", ColumnKind.Text, row => row.Ballot.Layout.ToCharacters(row.Ballot.Codes.Span)),
        new("content_hash", ColumnKind.Bytes, row => row.Place.Draft.ContentHash),
        new("chain_hash", ColumnKind.Bytes, row => row.Place.ChainHash),
        new("counted_on", ColumnKind.Int32, row => DayNumber.Of(row.Place.Draft.CountedOn)),
        new("clock_skew", ColumnKind.NullableInt64, row => row.Place.Draft.ClockSkew?.Ticks / TimeSpan.TicksPerMillisecond),
        new("sent_by", ColumnKind.Text, row => row.Place.Draft.SentBy),
        new("channel", ColumnKind.Int16, row => (short)row.Place.Draft.Channel),
    ];

    /// <summary>The names, separated by commas.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(column => column.Name));
}

/// <summary>A value with its place: what a row of the table of values holds.</summary>
internal sealed record ValueRow(long Sequence, short Number, byte[] Commitment, byte[]? Salt, string? Value)
{
    /// <summary>The rows of a ballot.</summary>
    public static IEnumerable<ValueRow> Of(BallotRow ballot)
    {
        var numbers = ballot.Ballot.Layout.ValueQuestions.Select((question, i) => (question.Code, Number: (short)(i + 1)))
            .ToDictionary(pair => pair.Code, pair => pair.Number, StringComparer.Ordinal);
        return ballot.Place.Draft.Values.Select(value =>
            new ValueRow(ballot.Sequence, numbers[value.QuestionCode], value.Commitment.ToArray(), value.Salt?.ToArray(), value.Value));
    }
}
