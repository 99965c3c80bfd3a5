using System.Globalization;
using System.Text;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>A signed snapshot of the state of the log, in a small text that is stored elsewhere. It allows later removals
/// from the end of the log to be detected.</summary>
/// <remarks>
/// Lines: <c>sipas-anchor/2</c>, <c>taken TIME</c>, <c>ballots COUNT</c>, <c>root HEX</c>, <c>audit NUMBER LINK</c> for the
/// end of the audit log, <c>spent COUNT</c> for the spent tickets, a <c>key ID</c> for each existing key,
/// a <c>closing NAME HASH</c> for each closed survey, a <c>unit CODE POSITION LINK</c> for each unit,
/// <c>signed KEYID SIGNATURE</c>; the signature covers all lines before it, including their line feeds.
/// </remarks>
internal sealed record Anchor
{
    private const string Title = "sipas-anchor/2";

    /// <summary>Time at which it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Number of ballots in the log.</summary>
    public required long BallotCount { get; init; }

    /// <summary>Merkle root over all content hashes in log order: 64 lower-case hexadecimal digits.</summary>
    public required string Root { get; init; }

    /// <summary>The end of the audit log.</summary>
    public required AuditHead Audit { get; init; }

    /// <summary>Number of spent tickets.</summary>
    public required long SpentCount { get; init; }

    /// <summary>The closed surveys, in the order in which they were closed.</summary>
    public required IReadOnlyList<AnchoredClosing> Closings { get; init; }

    /// <summary>Ids of the keys that signed receipts.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }

    /// <summary>The chains' ends, by unit code.</summary>
    public required IReadOnlyList<ChainEnd> Units { get; init; }

    /// <summary>Id of the key that signed the anchor.</summary>
    public required string SignedBy { get; init; }

    /// <summary>The signature in base64url.</summary>
    public required string Signature { get; init; }

    /// <summary>Creates an anchor of a log that was just verified without faults.</summary>
    /// <param name="report">The verification report.</param>
    /// <param name="signer">The signer.</param>
    /// <param name="takenAt">The current time.</param>
    public static Anchor Of(VerificationReport report, ReceiptSigner signer, DateTimeOffset takenAt)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(signer);
        var anchor = new Anchor
        {
            TakenAt = Iso8601.CutToMilliseconds(takenAt),
            BallotCount = report.BallotCount,
            Root = report.Root,
            Audit = report.Audit,
            SpentCount = report.SpentCount,
            Closings = [.. report.Closings.Select(closing => new AnchoredClosing(closing.Name, closing.Digest()))],
            KeyIds = [.. report.KeyIds.Append(signer.KeyId).Distinct().Order(StringComparer.Ordinal)],
            Units = report.Units,
            SignedBy = signer.KeyId,
            Signature = "",
        };
        return anchor with { Signature = Base64Text.Encode(signer.Sign(anchor.SignedBytes())) };
    }

    /// <summary>Parses an anchor.</summary>
    /// <param name="text">The text, with line endings of any system.</param>
    /// <exception cref="SipasException">The text is not an anchor (<c>PRF0010</c>). The message contains the line.</exception>
    public static Anchor Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        int line = 0;
        try
        {
            if (lines[line++] != Title)
            {
                throw new FormatException(lines[0]);
            }

            string taken = Field("taken");
            if (!Iso8601.TryRead(taken, out DateTimeOffset takenAt))
            {
                throw new FormatException(taken);
            }

            long count = long.Parse(Field("ballots"), CultureInfo.InvariantCulture);
            string root = Field("root");
            string[] end = Field("audit").Split(' ');
            var audit = new AuditHead(long.Parse(end[0], CultureInfo.InvariantCulture), end[1]);
            long spent = long.Parse(Field("spent"), CultureInfo.InvariantCulture);
            var keys = new List<string>();
            var closings = new List<AnchoredClosing>();
            var units = new List<ChainEnd>();
            for (; lines[line].StartsWith("key ", StringComparison.Ordinal);)
            {
                keys.Add(Field("key"));
            }

            for (; lines[line].StartsWith("closing ", StringComparison.Ordinal);)
            {
                string[] parts = Field("closing").Split(' ');
                closings.Add(new AnchoredClosing(parts[0], parts[1]));
            }

            for (; lines[line].StartsWith("unit ", StringComparison.Ordinal);)
            {
                string[] parts = Field("unit").Split(' ');
                units.Add(new ChainEnd(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]));
            }

            string[] signed = Field("signed").Split(' ');
            return new Anchor
            {
                TakenAt = takenAt,
                BallotCount = count,
                Root = root,
                Audit = audit,
                SpentCount = spent,
                KeyIds = keys,
                Closings = closings,
                Units = units,
                SignedBy = signed[0],
                Signature = signed[1],
            };
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new SipasException(new Problem(ProblemCodes.AnchorUnreadable, line.ToString(CultureInfo.InvariantCulture),
                lines[Math.Min(Math.Max(line - 1, 0), lines.Length - 1)]), error);
        }

        string Field(string name)
        {
            string whole = lines[line++];
            return whole.StartsWith(name + " ", StringComparison.Ordinal) ? whole[(name.Length + 1)..] : throw new FormatException(whole);
        }
    }

    /// <summary>Returns the anchor as text, with line feeds.</summary>
    public string Write() => Encoding.UTF8.GetString(SignedBytes()) + $"signed {SignedBy} {Signature}\n";

    /// <summary>Returns the signed bytes: all lines except the last.</summary>
    public byte[] SignedBytes()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Title}\ntaken {Iso8601.Write(TakenAt)}\nballots {BallotCount}\nroot {Root}\n");
        text.Append(CultureInfo.InvariantCulture, $"audit {Audit.Number} {Audit.Link}\nspent {SpentCount}\n");
        foreach (string key in KeyIds)
        {
            text.Append(CultureInfo.InvariantCulture, $"key {key}\n");
        }

        foreach (AnchoredClosing closing in Closings)
        {
            text.Append(CultureInfo.InvariantCulture, $"closing {closing.Name} {closing.Digest}\n");
        }

        foreach (ChainEnd unit in Units)
        {
            text.Append(CultureInfo.InvariantCulture, $"unit {unit.UnitCode} {unit.Position} {unit.Link}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
