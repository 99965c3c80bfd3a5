using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>A log exported to a file, version 2; see docs/export.md. It can be read repeatedly and is never loaded into
/// memory as a whole.</summary>
internal sealed class ExportedLog : ILogSource
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-export/2";

    private readonly Func<Stream> _open;
    private readonly string _name;

    /// <summary>Creates a reader of an export.</summary>
    /// <param name="open">Opens the uncompressed file at its beginning. Called for each read.</param>
    /// <param name="name">Name of the file, for messages.</param>
    public ExportedLog(Func<Stream> open, string name)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_open, _name) = (open, name);
    }

    /// <inheritdoc/>
    /// <exception cref="SipasException">The file is not an export (<c>PRF0018</c>), or ends (<c>PRF0020</c>) or cannot be
    /// read (<c>PRF0019</c>) before its first ballot.</exception>
    public async Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        using ExportLineReader lines = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await ReadHeadAsync(lines, cancellationToken).ConfigureAwait(false)).Head;
    }

    /// <inheritdoc/>
    /// <remarks>Damage is reported when the read reaches it: a line that cannot be read (<c>PRF0019</c>), a missing end
    /// (<c>PRF0020</c>), or an end that does not match the content before it (<c>PRF0021</c>).</remarks>
    public async IAsyncEnumerable<StoredBallot> ReadStoredAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ExportLineReader lines = await OpenAsync(cancellationToken).ConfigureAwait(false);
        (LogHead head, string? type) = await ReadHeadAsync(lines, cancellationToken).ConfigureAwait(false);
        var ends = new Dictionary<string, (long Position, ReadOnlyMemory<byte> Link)>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        long ballots = 0;
        for (; type == BallotLine.Word; type = await NextAsync(lines, cancellationToken).ConfigureAwait(false))
        {
            StoredBallot ballot = Read(lines, ExportJsonContext.Ballot, line => line.ToBallot());
            lines.Hash();
            ballots++;
            ends[ballot.UnitCode] = (ballot.Position, ballot.ChainHash);
            if (ballot.Sequence > head.LastSequence)
            {
                throw Differs("lastSequence", Show(ballot.Sequence), Show(head.LastSequence));
            }

            if (ballot.Sequence > afterSequence)
            {
                yield return ballot;
            }
        }

        long units = 0;
        for (; type == UnitLine.Word; type = await NextAsync(lines, cancellationToken).ConfigureAwait(false), units++)
        {
            UnitLine line = Read(lines, ExportJsonContext.Readable.UnitLine,
                line => line with { Code = ExportNames.Need(line.Code, "code") });
            lines.Hash();
            string there = ends.Remove(line.Code, out (long Position, ReadOnlyMemory<byte> Link) end)
                ? $"{Show(end.Position)} {Hex.Lower(end.Link.Span)}"
                : "–";
            Compare($"unit {line.Code}", there, $"{Show(line.Position)} {line.ChainHash}");
        }

        if (type != EndLine.Word)
        {
            throw Unreadable(lines, $"type {type}", null);
        }

        EndLine last = Read(lines, ExportJsonContext.Readable.EndLine, line => line);
        foreach ((string unit, (long position, _)) in ends.OrderBy(end => end.Key, StringComparer.Ordinal))
        {
            Compare($"unit {unit}", Show(position), "–");
        }

        Compare("lines", Show(lines.Number), Show(last.Lines));
        Compare("ballots", Show(ballots), Show(last.Ballots));
        Compare("units", Show(units), Show(last.Units));
        Compare("digest", lines.Digest(), last.Digest);
        if (await lines.HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            Compare("end", "+", $"{Show(last.Lines)}");
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        void Compare(string place, string found, string explained)
        {
            if (found != explained)
            {
                problems.Add(new Problem(ProblemCodes.ExportDiffers, place, found, explained));
            }
        }
    }

    // The head consists of the lines before the first ballot, or before the end of a log without ballots. The type of the
    // line after the head is returned as well.
    private static async Task<(LogHead Head, string? Type)> ReadHeadAsync(ExportLineReader lines, CancellationToken cancellationToken)
    {
        HeaderLine header = Read(lines, ExportJsonContext.Readable.HeaderLine, line => line);
        lines.Hash();
        var keys = new List<ReceiptKey>();
        var questionnaires = new List<StoredQuestionnaire>();
        var closings = new List<SurveyClosing>();
        var audit = new List<AuditRecord>();
        var contents = new List<StoredContent>();
        SpentTickets? spent = null;
        string? type;
        while ((type = await NextAsync(lines, cancellationToken).ConfigureAwait(false))
            is KeyLine.Word or QuestionnaireLine.Word or ClosingLine.Word or AuditLine.Word or ContentLine.Word or SpentLine.Word)
        {
            switch (type)
            {
                case KeyLine.Word: keys.Add(Read(lines, ExportJsonContext.Readable.KeyLine, line => line.ToKey())); break;
                case QuestionnaireLine.Word:
                    questionnaires
                    .Add(Read(lines, ExportJsonContext.Readable.QuestionnaireLine, line => line.ToQuestionnaire())); break;
                case ClosingLine.Word: closings.Add(Read(lines, ExportJsonContext.Readable.ClosingLine, line => line.ToClosing())); break;
                case ContentLine.Word: contents.Add(Read(lines, ExportJsonContext.Readable.ContentLine, line => line.ToContent())); break;
                case SpentLine.Word: spent = Read(lines, ExportJsonContext.Readable.SpentLine, line => line.ToSpent()); break;
                default: audit.Add(Read(lines, ExportJsonContext.Readable.AuditLine, line => line.ToRecord())); break;
            }

            lines.Hash();
        }

        var head = new LogHead
        {
            LastSequence = header.LastSequence,
            Keys = keys,
            Questionnaires = questionnaires,
            Closings = closings,
            Audit = audit,
            Contents = contents,
            Spent = spent,
            UncoveredTables = header.NotCovered ?? [],
        };
        return (head, type);
    }

    private async Task<ExportLineReader> OpenAsync(CancellationToken cancellationToken)
    {
        Stream stream;
        try
        {
            stream = _open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "--export", _name), error);
        }

        var lines = new ExportLineReader(stream);
        try
        {
            string? format = await lines.ReadAsync(cancellationToken).ConfigureAwait(false) && TypeOf(lines) == HeaderLine.Word
                ? Read(lines, ExportJsonContext.Readable.HeaderLine, line => line.Format)
                : null;
            return format == FormatName
                ? lines
                : throw new SipasException(new Problem(ProblemCodes.ExportUnknown, _name, format ?? "–", FormatName));
        }
        catch (SipasException error) when (error.Problems[0].Code == ProblemCodes.ExportLineUnreadable)
        {
            lines.Dispose();
            throw new SipasException(new Problem(ProblemCodes.ExportUnknown, _name, error.Problems[0].Value, FormatName), error);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    private static async ValueTask<string?> NextAsync(ExportLineReader lines, CancellationToken cancellationToken) =>
        await lines.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? TypeOf(lines)
            : throw new SipasException(new Problem(ProblemCodes.ExportCutShort, Show(lines.Number)));

    // The type is always the first key.
    private static string? TypeOf(ExportLineReader lines)
    {
        try
        {
            var json = new Utf8JsonReader(lines.Line.Span);
            return json.Read() && json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("type"u8)
                && json.Read() && json.TokenType == JsonTokenType.String
                ? json.GetString()
                : throw new JsonException("no type");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Unreadable(lines, error.Message, error);
        }
    }

    private static TResult Read<TLine, TResult>(ExportLineReader lines, JsonTypeInfo<TLine> type, Func<TLine, TResult> make)
        where TLine : class
    {
        try
        {
            return make(JsonSerializer.Deserialize(lines.Line.Span, type) ?? throw new FormatException("null"));
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or DecoderFallbackException
            or OverflowException)
        {
            throw Unreadable(lines, error.Message, error);
        }
    }

    private static SipasException Unreadable(ExportLineReader lines, string reason, Exception? inner) =>
        new(new Problem(ProblemCodes.ExportLineUnreadable, Show(lines.Number), reason), inner);

    private static SipasException Differs(string place, string found, string explained) =>
        new(new Problem(ProblemCodes.ExportDiffers, place, found, explained));

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);
}
