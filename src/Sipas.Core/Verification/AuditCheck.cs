using System.Globalization;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>Verifies the chain of the audit log, and compares the recorded state with the stored data.</summary>
internal sealed class AuditCheck
{
    private readonly LogHead _head;
    private readonly ReceiptKeyring _keyring;
    private readonly bool _signatures;
    private readonly List<Problem> _problems = [];
    private readonly List<AuditRecord> _authentic = [];
    private readonly HashSet<string> _unsignedClosings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _links = new() { [0] = AuditHead.Empty.Link };

    public AuditCheck(LogHead head, ReceiptKeyring keyring, bool signatures)
    {
        (_head, _keyring, _signatures) = (head, keyring, signatures);
        FollowChain();
        CompareContents();
        CompareSpent();
    }

    /// <summary>The problems found, in the order of the audit log.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>The records that match the chain and have the required signature.</summary>
    public IReadOnlyList<AuditRecord> Authentic => _authentic;

    /// <summary>Names of surveys whose closing was recorded without a key.</summary>
    public IReadOnlySet<string> UnsignedClosings => _unsignedClosings;

    /// <summary>The end of the audit log.</summary>
    public AuditHead End { get; private set; } = AuditHead.Empty;

    /// <summary>Compares the audit log with a state that was signed elsewhere.</summary>
    /// <param name="place">Source of the signed state, for messages.</param>
    /// <param name="signed">The end of the audit log at that time.</param>
    public void Compare(string place, AuditHead signed)
    {
        if (signed.Number > End.Number)
        {
            Fault(ProblemCodes.AuditCut, place, Show(End.Number), Show(signed.Number));
        }
        else if (!_links.TryGetValue(signed.Number, out string? link) || link != signed.Link)
        {
            Fault(ProblemCodes.AuditDiffers, place, Show(signed.Number));
        }
    }

    private void FollowChain()
    {
        byte[] link = AuditChain.Start();
        foreach (AuditRecord record in _head.Audit.Where(record => record.Number is not null))
        {
            bool follows = record.Number == End.Number + 1;
            string next = Hex.Lower(AuditChain.Next(link, record));
            if (!follows)
            {
                Fault(ProblemCodes.AuditGap, Place(record), Show(End.Number + 1));
            }
            else if (record.Link != next)
            {
                Fault(ProblemCodes.AuditChanged, Place(record));
            }

            // Continues from the stored link, so that one bad record is reported as one fault and not also for all later records.
            string stored = IsLink(record.Link) ? record.Link! : next;
            (link, End) = (Convert.FromHexString(stored), new AuditHead(record.Number!.Value, stored));
            _links[End.Number] = stored;
            Judge(record, fits: follows && record.Link == next);
        }

        // A record without a number is not covered by the chain.
        AuditRecord[] outside = [.. _head.Audit.Where(record => record.Number is null)];
        foreach (AuditRecord closing in outside.Where(record => record.Action == AuditActions.SurveyClosed))
        {
            FaultClosing(closing);
        }

        if (outside.Length > 0)
        {
            Fault(ProblemCodes.AuditGap, Place(outside[^1]), "1");
        }
    }

    private void Judge(AuditRecord record, bool fits)
    {
        bool mayLackKey = AuditChain.MayBeUnsigned(record.Action) && record is { Makes: null, KeyId: null, Signature: null };
        if (!mayLackKey && !IsSigned(record))
        {
            if (record.Action == AuditActions.SurveyClosed)
            {
                FaultClosing(record);
            }
            else
            {
                Fault(ProblemCodes.AuditUnsigned, Place(record), record.KeyId ?? "–");
            }

            return;
        }

        if (!fits)
        {
            return;
        }

        _authentic.Add(record);
        if (record.Makes is { } makes)
        {
            AuditChain.Apply(makes, _states);
        }

    }

    private void FaultClosing(AuditRecord record)
    {
        string name = record.Detail.Split(' ')[0];
        _unsignedClosings.Add(name);
        Fault(ProblemCodes.ClosingUnsigned, name, record.KeyId ?? "–");
    }

    private bool IsSigned(AuditRecord record) => record is { KeyId: { } key, Signature: { } signature, Link: { } link, Number: { } number }
        && _keyring.Knows(key) && (!_signatures || _keyring.Verifies(key, AuditChain.SignedBytes(number, link), Decode(signature)));

    private void CompareContents()
    {
        foreach (StoredContent content in _head.Contents)
        {
            if (!_states.Remove(content.Subject, out string? recorded))
            {
                Fault(ProblemCodes.StateUnrecorded, content.Subject, content.Digest);
            }
            else if (recorded != content.Digest)
            {
                Fault(ProblemCodes.StateChanged, content.Subject, content.Digest, recorded);
            }
        }

        foreach ((string subject, string recorded) in _states.OrderBy(state => state.Key, StringComparer.Ordinal))
        {
            Fault(ProblemCodes.StateMissing, subject, null, recorded);
        }
    }

    private void CompareSpent()
    {
        if (_head.Spent is not { } spent)
        {
            return;
        }

        if (spent.Seal is not { } seal)
        {
            if (spent.Count > 0)
            {
                Fault(ProblemCodes.SpentUnsigned, null, "–");
            }

            return;
        }

        if (!_keyring.Knows(seal.KeyId) || (_signatures && !_keyring.Verifies(seal.KeyId, seal.SignedBytes(), Decode(seal.Signature))))
        {
            Fault(ProblemCodes.SpentUnsigned, null, seal.KeyId);
        }
        else
        {
            Compare("spent_seal", seal.Audit);
        }

        if ((seal.Count, seal.SumDigest) != (spent.Count, spent.SumDigest))
        {
            Fault(ProblemCodes.SpentDiffers, null, $"{Show(spent.Count)}, {spent.SumDigest}", $"{Show(seal.Count)}, {seal.SumDigest}");
        }
    }

    private void Fault(string code, string? place, string? value = null, string? allowed = null) =>
        _problems.Add(new Problem(code, place, value, allowed));

    private static string Place(AuditRecord record) =>
        $"audit {(record.Number is { } number ? Show(number) : "–")}, {Iso8601.Write(record.At)}, {record.Action}";

    private static bool IsLink(string? link) => link is { Length: 64 } && link.All(char.IsAsciiHexDigitLower);

    private static byte[] Decode(string signature)
    {
        try
        {
            return Base64Text.Decode(signature);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);
}
