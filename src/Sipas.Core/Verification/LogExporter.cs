using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;

namespace Sipas.Verification;

/// <summary>Writes a log as lines of JSON that an auditor can read without this library; see docs/export.md.</summary>
internal static class LogExporter
{
    private const int ProgressStep = 4096;

    /// <summary>Writes a snapshot of the log. Ballots received during the export are not included.</summary>
    /// <param name="source">A store, which does not need to be open.</param>
    /// <param name="target">Receives the lines and is not closed. The output is a valid export only after this method has returned.</param>
    /// <param name="takenAt">The current time.</param>
    /// <param name="progress">Receives the number of ballots written so far, every few thousand ballots; optional.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <remarks>Memory grows with the number of units and the audit log, not with the ballots. A value erased during the
    /// export may or may not be included; its commitment is always included.</remarks>
    /// <exception cref="SipasException">The store cannot be read.</exception>
    public static async Task<ExportSummary> WriteAsync(
        ILogSource source, Stream target, DateTimeOffset takenAt, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        LogHead head = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        using var lines = new Lines(target);
        ExportJsonContext json = ExportJsonContext.Readable;
        IReadOnlyList<string>? notCovered = head.UncoveredTables.Count == 0 ? null : head.UncoveredTables;
        string taken = Iso8601.Write(takenAt.ToUniversalTime());
        lines.Add(new HeaderLine(HeaderLine.Word, ExportedLog.FormatName, taken, head.LastSequence, notCovered), json.HeaderLine);
        lines.Add(head.Keys.Select(KeyLine.Of), json.KeyLine);
        lines.Add(head.Questionnaires.Select(QuestionnaireLine.Of), json.QuestionnaireLine);
        lines.Add(head.Closings.Select(ClosingLine.Of), json.ClosingLine);
        lines.Add(head.Audit.Select(AuditLine.Of), json.AuditLine);
        lines.Add(head.Contents.Select(ContentLine.Of), json.ContentLine);
        if (head.Spent is { } spent)
        {
            lines.Add(SpentLine.Of(spent), json.SpentLine);
        }

        var ends = new SortedDictionary<string, (long Position, ReadOnlyMemory<byte> Link)>(StringComparer.Ordinal);
        long ballots = 0;
        await foreach (StoredBallot ballot in source.ReadStoredAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (ballot.Sequence > head.LastSequence)
            {
                break;
            }

            StoredBallot known = ballot.ReplacedBy > head.LastSequence ? ballot with { ReplacedBy = null } : ballot;
            lines.Add(BallotLine.Of(known), ExportJsonContext.Ballot);
            ends[ballot.UnitCode] = (ballot.Position, ballot.ChainHash);
            if (++ballots % ProgressStep == 0)
            {
                await lines.FlushAsync(cancellationToken).ConfigureAwait(false);
                progress?.Report(new LogProgress(ballots, head.LastSequence));
            }
        }

        lines.Add(ends.Select(end => new UnitLine(UnitLine.Word, end.Key, end.Value.Position, Hex.Lower(end.Value.Link.Span))),
            json.UnitLine);
        var summary = new ExportSummary(ballots, ends.Count, lines.Digest());
        lines.Add(new EndLine(EndLine.Word, lines.Count + 1, ballots, ends.Count, summary.Digest), json.EndLine);
        await lines.FlushAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(new LogProgress(ballots, head.LastSequence));
        return summary;
    }

    private sealed class Lines(Stream target) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly MemoryStream _buffer = new();

        public long Count { get; private set; }

        public void Add<T>(T line, JsonTypeInfo<T> type)
        {
            JsonSerializer.Serialize(_buffer, line, type);
            _buffer.WriteByte((byte)'\n');
            Count++;
        }

        public void Add<T>(IEnumerable<T> lines, JsonTypeInfo<T> type)
        {
            foreach (T line in lines)
            {
                Add(line, type);
            }
        }

        public string Digest()
        {
            Hash();
            return Hex.Lower(_hash.GetCurrentHash());
        }

        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            Hash();
            await target.WriteAsync(_buffer.GetBuffer().AsMemory(0, (int)_buffer.Length), cancellationToken).ConfigureAwait(false);
            _buffer.SetLength(0);
            _hashed = 0;
        }

        public void Dispose()
        {
            _hash.Dispose();
            _buffer.Dispose();
        }

        private int _hashed;

        private void Hash()
        {
            _hash.AppendData(_buffer.GetBuffer(), _hashed, (int)_buffer.Length - _hashed);
            _hashed = (int)_buffer.Length;
        }
    }
}
