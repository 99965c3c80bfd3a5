using Sipas.Ballots;

namespace Sipas.Storage.Dapper;

/// <summary>The columns of the ballot table, in the order in which all dialects write them. Typed, because every ballot
/// passes through here.</summary>
internal static class BallotTable
{
    /// <summary>The column names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "sequence", "position", "started_at", "completed_at", "received_at", "ballot_id", "questionnaire_id", "unit_id", "mode", "basis",
        "started_offset", "completed_offset",
        "procedure_code", "device_code", "language", "answers", "content_hash", "chain_hash", "counted_on", "clock_skew", "sent_by",
        "channel",
    ];

    /// <summary>The column names, separated by commas.</summary>
    public static string List { get; } = string.Join(", ", Names);

    /// <summary>Writes a row.</summary>
    public static void Write<TWriter>(BallotRow row, ref TWriter writer)
        where TWriter : IBallotRowWriter
    {
        Ballot ballot = row.Ballot;
        PendingBallot draft = row.Draft;
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
