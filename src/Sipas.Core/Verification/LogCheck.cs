using System.Globalization;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>Processes the log in order and records all faults.</summary>
internal sealed class LogCheck
{
    private const int DaysAround = 400;

    // Ballots received concurrently, by several hosts or during an import, can be appended in a different order.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private static readonly LocalizedText SpentUnknown = new("mã mời đã dùng", "spent tickets");

    private readonly VerificationSettings _settings;
    private readonly ReceiptKeyring _keyring;
    private readonly LogHead _head;
    private readonly (SurveyClosing Closing, MerkleTree Tree)[] _closings;
    private readonly Dictionary<string, ChainHead> _heads = new(StringComparer.Ordinal);
    private readonly MerkleTree _tree = new();
    private readonly List<Problem> _problems = [];
    private readonly List<Problem> _warnings = [];
    private readonly List<Receipt> _receipts = [];
    private readonly Dictionary<Guid, (long By, long Original)> _replaced = [];
    private readonly AuditCheck _audit;
    private readonly string? _code;
    private long _faults;
    private long _late;
    private long _byTicket;
    private long _values;
    private long _erased;
    private long _lastSequence;
    private DateTimeOffset _lastReceived;
    private long _stepsBack;
    private ReceiptSeal? _seal;
    private long _sealFirst;
    private bool _anchorSeen;

    public LogCheck(VerificationSettings settings, ReceiptKeyring keyring, LogHead head)
    {
        _settings = settings;
        _keyring = keyring;
        _head = head;
        _closings = [.. head.Closings.Select(closing => (closing, new MerkleTree()))];
        _code = settings.ReceiptCode is { } code ? Plain(code) : null;
        _audit = new AuditCheck(head, keyring, settings.Signatures);
        if (settings.Anchor is { } anchor && !keyring.Verifies(anchor.SignedBy, anchor.SignedBytes(), SignatureOf(anchor)))
        {
            Fault(ProblemCodes.AnchorUnsigned, anchor.SignedBy);
        }

        CompareAnchor();
    }

    public long BallotCount => _tree.Count;

    public void Add(StoredBallot ballot, BallotSeal seal)
    {
        if (ballot.Sequence != _lastSequence + 1)
        {
            Fault(ProblemCodes.SequenceGap, Place(ballot), Show(_lastSequence + 1));
        }

        long before = _lastSequence;
        _lastSequence = ballot.Sequence;
        FollowClock(ballot);
        bool whole = ballot.ContentHash.Length == 32;
        if (seal.ContentHash is null || !ballot.ContentHash.Span.SequenceEqual(seal.ContentHash))
        {
            Fault(ProblemCodes.ContentChanged, Place(ballot));
        }

        foreach (SealedValue value in ballot.Values)
        {
            _values++;
            if (value.IsErased)
            {
                _erased++;
            }
            else if (!value.IsWhole)
            {
                Fault(ProblemCodes.ValueChanged, Place(ballot), value.QuestionCode);
            }
        }

        // A hash of the wrong size is already reported; the chain continues with the recomputed hash.
        ReadOnlySpan<byte> content = whole ? ballot.ContentHash.Span : seal.ContentHash ?? new byte[32];
        ChainHead head = _heads.TryGetValue(ballot.UnitCode, out ChainHead known)
            ? known
            : new ChainHead(0, UnitChain.Start(ballot.UnitCode), Fits: true, Noted: -1);
        if (ballot.Position != head.Position + 1)
        {
            Fault(ProblemCodes.PositionGap, Place(ballot), Show(head.Position + 1));
        }

        (bool leafFits, DateOnly? signedDay) = FollowSeals(ballot, seal, before);
        byte[] note = signedDay is { } day ? CanonicalNote.Hash(ballot with { CountedOn = day }) : seal.Note;
        bool contentFits = whole && seal.ContentHash is { } recomputed && ballot.ContentHash.Span.SequenceEqual(recomputed);
        _heads[ballot.UnitCode] = FollowChain(ballot, head, content, note, contentFits && (leafFits || signedDay is not null));
        _tree.Append(content);
        AddToClosings(ballot, content);
        _byTicket += ballot.Channel == CollectionChannel.Ticket ? 1 : 0;
        FollowCorrection(ballot);
        if (_code is not null && whole && _seal is { } covering && Plain(Receipt.CodeOf(ballot.ContentHash.Span)) == _code
            && _receipts.Count < VerificationReport.MaximumProblems)
        {
            _receipts.Add(ballot.ToReceipt(covering, (int)(ballot.Sequence - _sealFirst)));
        }

        CompareAnchor();
    }

    /// <param name="damage">The damage that ended the read before the end of the log.</param>
    /// <param name="condition">The condition reported by the database.</param>
    public VerificationReport Finish(IReadOnlyList<Problem> damage, StoreCondition condition)
    {
        foreach (Problem problem in damage)
        {
            Fault(problem);
        }

        EndSeal(_lastSequence);
        long sealedTo = Math.Max(_lastSequence, _seal is { } last ? _sealFirst + last.Count - 1 : 0);
        if (_head.LastSealed > sealedTo)
        {
            Fault(ProblemCodes.SealIncomplete, $"sequence {Show(sealedTo + 1)}", Show(_head.LastSealed - sealedTo));
        }
        else if (_head.LastSequence > sealedTo && damage.Count == 0)
        {
            Fault(ProblemCodes.SequenceGap, $"sequence {Show(_head.LastSequence)}", Show(sealedTo + 1));
        }

        if (_settings.Anchor is { } anchor && !_anchorSeen)
        {
            Fault(ProblemCodes.RecordsMissing, $"sequence {Show(_tree.Count + 1)}", Show(anchor.BallotCount - _tree.Count),
                Missing(anchor));
        }

        foreach (Guid unnamed in _replaced.Keys)
        {
            Fault(ProblemCodes.CorrectionUnproved, $"sequence ≤ {Show(_lastSequence)}", unnamed.ToString("D"));
        }

        foreach ((SurveyClosing closing, MerkleTree tree) in _closings)
        {
            string root = Convert.ToHexString(tree.Root()).ToLowerInvariant();
            if (root != closing.Root || tree.Count != closing.BallotCount)
            {
                Fault(ProblemCodes.RootDiffers, closing.Name, root, closing.Root);
            }
        }

        CheckClosings();
        CheckKeys();
        CheckBeside(damage.Count == 0);
        foreach (Problem fault in condition.Faults)
        {
            Fault(fault);
        }

        if (_code is not null && _receipts.Count == 0)
        {
            Fault(ProblemCodes.ReceiptNotFound, null, _settings.ReceiptCode);
        }

        return new VerificationReport
        {
            BallotCount = _tree.Count,
            LateCount = _late,
            ValueCount = _values,
            ErasedValueCount = _erased,
            Root = Convert.ToHexString(_tree.Root()).ToLowerInvariant(),
            Units = [.. _heads.OrderBy(head => head.Key, StringComparer.Ordinal)
                .Select(head => new ChainEnd(head.Key, head.Value.Position, Convert.ToHexString(head.Value.Link).ToLowerInvariant()))],
            KeyIds = [.. _keyring.KeyIds.Order(StringComparer.Ordinal)],
            ClosingCount = _closings.Length,
            Receipts = _receipts,
            FaultCount = _faults,
            Problems = _problems,
            ClockSetBackCount = _stepsBack,
            Warnings = [.. _warnings],
            Audit = _audit.End,
            SpentCount = _head.Spent?.Count ?? 0,
            Closings = _head.Closings,
            UncoveredTables = _head.UncoveredTables,
            Unchecked = _head.Spent is null ? [.. condition.Unchecked, SpentUnknown] : condition.Unchecked,
        };
    }

    private void FollowClock(StoredBallot ballot)
    {
        if (_lastReceived - ballot.ReceivedAt > ClockTolerance && ++_stepsBack <= VerificationReport.MaximumProblems)
        {
            _warnings.Add(new Problem(ProblemCodes.ClockSetBack, Place(ballot), Iso8601.Write(ballot.ReceivedAt),
                Iso8601.Write(_lastReceived))
            {
                Severity = ProblemSeverity.Warning,
            });
        }

        _lastReceived = ballot.ReceivedAt;
    }

    // If a link does not match, but the previous link and all other data of the ballot do, and the next link follows from
    // the stored one, then the server metadata was changed. Otherwise the link itself may have been changed.
    private ChainHead FollowChain(StoredBallot ballot, ChainHead head, ReadOnlySpan<byte> content, byte[] note, bool restFits)
    {
        byte[] next = UnitChain.Next(head.Link, content, note);
        bool fits = ballot.Position != head.Position + 1 || ballot.ChainHash.Span.SequenceEqual(next);
        int noted = -1;
        if (!fits)
        {
            if (head.Noted >= 0)
            {
                _problems[head.Noted] = new Problem(ProblemCodes.ChainBroken, _problems[head.Noted].Place);
            }

            bool isNote = head.Fits && restFits && ballot.ChainHash.Length == 32;
            Fault(isNote ? ProblemCodes.NoteChanged : ProblemCodes.ChainBroken, Place(ballot));
            noted = isNote && _faults <= VerificationReport.MaximumProblems ? _problems.Count - 1 : -1;
        }

        // Continues from the stored link, so that one bad record is reported as one fault and not also for all later records.
        return new ChainHead(ballot.Position, ballot.ChainHash.Length == 32 ? ballot.ChainHash.ToArray() : next, fits, noted);
    }

    // Every ballot must be a leaf of the seal that covers its number, and every leaf of a seal must be a ballot. Returns
    // whether the leaf matches, or the counting day with which it would match.
    private (bool Fits, DateOnly? SignedDay) FollowSeals(StoredBallot ballot, BallotSeal own, long before)
    {
        if (ballot.Seal is { } begins)
        {
            EndSeal(before);
            (_seal, _sealFirst) = (ReceiptTree.IsWhole(begins.Leaves.Span) ? begins : null, ballot.Sequence);
            if (!own.KeyKnown)
            {
                Fault(ProblemCodes.ReceiptKeyUnknown, Place(ballot), begins.KeyId, string.Join(", ", _keyring.KeyIds));
            }
            else if (!own.Signed)
            {
                Fault(ProblemCodes.SignatureWrong, Place(ballot), begins.KeyId);
            }
        }

        long index = ballot.Sequence - _sealFirst;
        if (_seal is not { } seal || index >= seal.Count)
        {
            Fault(ProblemCodes.SealMissing, Place(ballot));
            return (false, null);
        }

        if (!seal.Leaves.Span.Slice((int)index * 32, 32).SequenceEqual(own.Leaf))
        {
            ReadOnlySpan<byte> leaf = seal.Leaves.Span.Slice((int)index * 32, 32);
            if (_faults < VerificationReport.MaximumProblems && SignedDay(ballot, leaf) is { } day)
            {
                Fault(ProblemCodes.CountedDayChanged, Place(ballot), Show(ballot.CountedOn), Show(day));
                return (false, day);
            }

            Fault(ProblemCodes.SignatureWrong, Place(ballot), seal.KeyId);
            return (false, null);
        }

        return (true, null);
    }

    // Finds a counting day with which the receipt would match, which means that only the day was changed. The day is near
    // the ballot's own time or the server's, allowing for a wrong clock.
    private static DateOnly? SignedDay(StoredBallot ballot, ReadOnlySpan<byte> leaf)
    {
        foreach (DateTimeOffset time in (DateTimeOffset[])[ballot.CompletedAt, ballot.ReceivedAt])
        {
            int middle = (int)(time.UtcTicks / TimeSpan.TicksPerDay);
            for (int day = Math.Max(middle - DaysAround, 0); day <= Math.Min(middle + DaysAround, DateOnly.MaxValue.DayNumber); day++)
            {
                if (leaf.SequenceEqual((ballot with { CountedOn = DateOnly.FromDayNumber(day) }).ReceiptLeaf().Hash()))
                {
                    return DateOnly.FromDayNumber(day);
                }
            }
        }

        return null;
    }

    private void EndSeal(long last)
    {
        if (_seal is { } seal && last < _sealFirst + seal.Count - 1)
        {
            Fault(ProblemCodes.SealIncomplete, $"sequence {Show(last + 1)}", Show(_sealFirst + seal.Count - 1 - last));
        }
    }

    // The canonical bytes of a correction identify the ballot it replaces. Exactly that ballot must be excluded from the
    // counts. A correction comes after the ballot it replaces.
    private void FollowCorrection(StoredBallot ballot)
    {
        long? original = null;
        if (ballot.Replaces is { } other)
        {
            bool named = _replaced.Remove(other, out (long By, long Original) replaced) && replaced.By == ballot.Sequence;
            original = named ? replaced.Original : ballot.Original;
            if (!named || ballot.Original != original)
            {
                Fault(ProblemCodes.CorrectionUnproved, Place(ballot), other.ToString("D"));
            }
        }
        else if (ballot.Original is not null || ballot.Correction is not null)
        {
            Fault(ProblemCodes.CorrectionUnproved, Place(ballot), ballot.Id.ToString("D"));
        }

        if (ballot.ReplacedBy is { } by)
        {
            _replaced[ballot.Id] = (by, original ?? ballot.Sequence);
        }
    }

    private void AddToClosings(StoredBallot ballot, ReadOnlySpan<byte> content)
    {
        if (ballot.Late)
        {
            // It must be late for the first covering closing that existed at that time.
            _late++;
            string? lateFor = Array.Find(_closings,
                pair => pair.Closing.LastSequence < ballot.Sequence && pair.Closing.Scope.Covers(ballot)).Closing?.Name;
            if (lateFor is null || ballot.LateFor != lateFor)
            {
                Fault(ProblemCodes.LateUnproved, Place(ballot), ballot.LateFor ?? "–", lateFor ?? "–");
            }

            return;
        }

        if (ballot.LateFor is { } survey)
        {
            Fault(ProblemCodes.LateUnproved, Place(ballot), survey, "–");
        }

        foreach ((SurveyClosing closing, MerkleTree tree) in _closings)
        {
            if (!closing.Scope.Covers(ballot))
            {
                continue;
            }

            if (ballot.Sequence <= closing.LastSequence)
            {
                tree.Append(content);
            }
            else
            {
                Fault(ProblemCodes.LateCounted, Place(ballot), closing.Name);
            }
        }
    }

    // A closing is recorded and signed in the commit that creates it. A closing recorded without a key is reported through
    // its audit record.
    private void CheckClosings()
    {
        IEnumerable<AuditRecord> records = _audit.Authentic.Where(record => record.Action == AuditActions.SurveyClosed);
        HashSet<string> noted = [.. records.Select(record => record.Detail)];
        foreach (SurveyClosing closing in _head.Closings)
        {
            if (!noted.Contains(closing.AuditDetail()) && !_audit.UnsignedClosings.Contains(closing.Name))
            {
                Fault(ProblemCodes.ClosingChanged, closing.Name);
            }
        }

        foreach (string name in noted.Select(detail => detail.Split(' ')[0])
            .Where(name => !_head.Closings.Any(closing => closing.Name == name)).Order(StringComparer.Ordinal))
        {
            Fault(ProblemCodes.ClosingChanged, name);
        }
    }

    // A key's id is derived from its bytes, its vouch is signed by the previous key, and the audit log records how the key was added.
    private void CheckKeys()
    {
        using var all = new ReceiptKeyring(_head.Keys);
        string[] added = [.. _head.Audit.Where(record => record.Action == AuditActions.KeyAdded).Select(record => record.Detail)];
        var rotated = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] ids in _head.Audit.Where(record => record.Action == AuditActions.KeyRotated)
            .Select(record => record.Detail.Split(' ')).Where(ids => ids.Length == 2))
        {
            rotated[ids[1]] = ids[0];
        }

        foreach (ReceiptKey key in _head.Keys)
        {
            string? former = rotated.GetValueOrDefault(key.KeyId);
            if (!all.Knows(key.KeyId) || (key.Vouch is null) != (key.VouchedBy is null) || key.VouchedBy != former
                || (former is not null && !all.Verifies(former, ReceiptKey.VouchedBytes(former, key.PublicKey), key.Vouch))
                || (former is null && added.Length > 0 && !added.Contains(key.KeyId, StringComparer.Ordinal)))
            {
                Fault(ProblemCodes.KeyChanged, key.KeyId, former ?? key.VouchedBy ?? "–");
            }
        }

        foreach (string id in added.Concat(rotated.Keys).Where(id => !_head.Keys.Any(key => key.KeyId == id)).Order(StringComparer.Ordinal))
        {
            Fault(ProblemCodes.KeyChanged, id, "–");
        }
    }

    // Checks the audit log, the data it covers, the spent tickets, and the state recorded in an anchor.
    private void CheckBeside(bool whole)
    {
        if (_settings.Anchor is { } anchor)
        {
            _audit.Compare("anchor", anchor.Audit);
            foreach (AnchoredClosing closing in anchor.Closings)
            {
                string there = _head.Closings.FirstOrDefault(own => own.Name == closing.Name)?.Digest() ?? "–";
                if (there != closing.Digest)
                {
                    Fault(ProblemCodes.ClosingMissing, closing.Name, there, closing.Digest);
                }
            }

            if (_head.Spent is { } spent && spent.Count < anchor.SpentCount)
            {
                Fault(ProblemCodes.SpentFewer, null, Show(spent.Count), Show(anchor.SpentCount));
            }
        }

        foreach (Problem problem in _audit.Problems)
        {
            Fault(problem);
        }

        if (whole && _head.Spent is { } marks && marks.Count != _byTicket)
        {
            Fault(ProblemCodes.SpentCountDiffers, null, Show(marks.Count), Show(_byTicket));
        }
    }

    // When the log has reached the length recorded in the anchor, it must match the anchor.
    private void CompareAnchor()
    {
        if (_settings.Anchor is not { } anchor || anchor.BallotCount != _tree.Count)
        {
            return;
        }

        // The root covers the ballots; the links also cover their server metadata.
        _anchorSeen = true;
        bool sameRoot = Convert.ToHexString(_tree.Root()).Equals(anchor.Root, StringComparison.OrdinalIgnoreCase);
        ChainEnd? other = anchor.Units.FirstOrDefault(unit => !(_heads.TryGetValue(unit.UnitCode, out ChainHead head)
            && head.Position == unit.Position && Convert.ToHexString(head.Link).Equals(unit.Link, StringComparison.OrdinalIgnoreCase)));
        if (sameRoot && other is null)
        {
            return;
        }

        Fault(ProblemCodes.AnchorDiffers, other is null
            ? $"sequence ≤ {Show(_tree.Count)}"
            : $"unit {other.UnitCode}, position ≤ {Show(other.Position)}", Show(anchor.BallotCount));
    }

    private string Missing(Anchor anchor) => string.Join(", ", anchor.Units
        .Select(unit => (unit, there: _heads.TryGetValue(unit.UnitCode, out ChainHead head) ? head.Position : 0))
        .Where(pair => pair.there < pair.unit.Position)
        .Take(10)
        .Select(pair => $"{pair.unit.UnitCode} {Show(pair.there + 1)}–{Show(pair.unit.Position)}"));

    private void Fault(string code, string? place, string? value = null, string? allowed = null) =>
        Fault(new Problem(code, place, value, allowed));

    private void Fault(Problem problem)
    {
        if (++_faults <= VerificationReport.MaximumProblems)
        {
            _problems.Add(problem);
        }
    }

    private static string Place(StoredBallot ballot) =>
        string.Create(CultureInfo.InvariantCulture,
            $"sequence {ballot.Sequence}, unit {ballot.UnitCode}, position {ballot.Position}, ballot {ballot.Id:D}");

    private static byte[] SignatureOf(Anchor anchor)
    {
        try
        {
            return Base64Text.Decode(anchor.Signature);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    // Codes are read out and written down, so case, hyphens and letters that look like digits are normalized.
    private static string Plain(string code) =>
        string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)
            .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
