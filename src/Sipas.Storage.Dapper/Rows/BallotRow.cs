using Sipas.Ballots;

namespace Sipas.Storage.Dapper.Rows;

/// <summary>A row of the table <c>ballot</c>: a ballot with its position in the log and in the chain of its unit.</summary>
public sealed class BallotRow
{
    internal BallotRow(PendingBallot draft, long sequence, long questionnaireId, UnitHead head, long? closingId)
    {
        (Draft, Sequence, QuestionnaireId, ClosingId) = (draft, sequence, questionnaireId, closingId);
        (UnitId, Position, ChainHash) = (head.UnitId, head.Position, head.Chain);
    }

    /// <summary>The column names, in the order in which <see cref="WriteTo"/> writes the values.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "sequence", "position", "started_at", "completed_at", "received_at", "ballot_id", "questionnaire_id", "unit_id", "mode", "basis",
        "started_offset", "completed_offset", .. BallotFields.Codes.Select(field => field.Column!), "answers", "content_hash", "chain_hash",
        "counted_on", "clock_skew", "sent_by", "channel",
    ];

    /// <summary>Sequence number in the log.</summary>
    public long Sequence { get; }

    internal PendingBallot Draft { get; }

    internal Ballot Ballot => Draft.Ballot;

    internal long QuestionnaireId { get; }

    internal long UnitId { get; }

    internal long Position { get; }

    internal byte[] ChainHash { get; }

    internal long? ClosingId { get; }

    /// <summary>Writes the values of the row, one per column of <see cref="Columns"/>.</summary>
    /// <param name="writer">Receives the values. A type parameter, so that a structure is not boxed.</param>
    /// <typeparam name="TWriter">Type of the writer.</typeparam>
    public void WriteTo<TWriter>(ref TWriter writer)
        where TWriter : IBallotRowWriter
    {
        BallotHeader header = Ballot.Header;
        writer.Number64(Sequence);
        writer.Number64(Position);
        writer.Time(header.StartedAt);
        writer.Time(header.CompletedAt);
        writer.Time(Draft.ReceivedAt);
        writer.Id(header.Id);
        writer.Number32((int)QuestionnaireId);
        writer.Number32((int)UnitId);
        writer.Number16((short)header.Mode);
        writer.Number16((short)header.Basis);
        writer.Number16((short)header.StartedAt.Offset.TotalMinutes);
        writer.Number16((short)header.CompletedAt.Offset.TotalMinutes);
        foreach (BallotField field in BallotFields.Codes)
        {
            writer.Text(field.Text!(header));
        }

        writer.Text(Ballot.Layout.ToCharacters(Ballot.Codes.Span));
        writer.Bytes(Draft.ContentHash);
        writer.Bytes(ChainHash);
        writer.Number32(DayNumber.Of(Draft.CountedOn));
        writer.Number64OrNull(Draft.ClockSkew?.Ticks / TimeSpan.TicksPerMillisecond);
        writer.Text(Draft.SentBy);
        writer.Number16((short)Draft.Channel);
    }
}
