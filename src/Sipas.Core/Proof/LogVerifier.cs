using System.Globalization;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Proof;

/// <summary>Recomputes a whole log: content hashes, notes, chains, signatures, corrections, closed surveys with their roots, keys, and what an anchor says. Streams: memory grows with the units, not with the ballots.</summary>
public static class LogVerifier
{
    private const int PartSize = 2048;

    /// <summary>Verifies a log as it is at this moment.</summary>
    /// <param name="source">A store, which need not be opened, or an export.</param>
    /// <param name="settings">What else to look at.</param>
    /// <param name="progress">Gets the number of ballots verified so far, every few thousand; may be left out.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What was found. Damage to an export or a database is among the faults; if it ends the reading, after the faults before it.</returns>
    /// <exception cref="SipasException">The source cannot be read.</exception>
    public static async Task<VerificationReport> VerifyAsync(
        ILogSource source, VerificationSettings settings, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        StoreCondition condition = await source.CheckConditionAsync(cancellationToken).ConfigureAwait(false);
        LogHead head;
        try
        {
            head = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SipasException error) when (IsDamage(error) && source is not ExportedLog)
        {
            return VerificationReport.OfDamage([.. condition.Faults.Union(error.Problems)], condition.Unchecked);
        }

        IReadOnlyCollection<string>? trusted = settings.TrustedKeyIds ?? settings.Anchor?.KeyIds;
        using var keyring = new ReceiptKeyring(head.Keys, trusted);
        using var rings = new ThreadLocal<ReceiptKeyring>(() => new ReceiptKeyring(head.Keys, trusted), trackAllValues: true);
        var check = new LogCheck(settings, keyring, head);
        IReadOnlyList<Problem> damage = [];
        Task following = Task.CompletedTask;
        try
        {
            var part = new List<KeptBallot>(PartSize);
            try
            {
                await foreach (KeptBallot ballot in source.ReadKeptAsync(0, cancellationToken).ConfigureAwait(false))
                {
                    if (ballot.Sequence > head.LastSequence)
                    {
                        break;
                    }

                    // A correction that came after this moment is not looked at, and neither is that it replaced a ballot.
                    part.Add(ballot.ReplacedBy > head.LastSequence ? ballot with { ReplacedBy = null } : ballot);
                    if (part.Count == PartSize)
                    {
                        // While these are followed the next ones are read; never more than two parts are held.
                        await following.ConfigureAwait(false);
                        List<KeptBallot> full = part;
                        following = Task.Run(() => Follow(full), cancellationToken);
                        part = new List<KeptBallot>(PartSize);
                    }
                }
            }
            catch (SipasException error) when (source is ExportedLog || IsDamage(error))
            {
                damage = error.Problems;
            }

            await following.ConfigureAwait(false);
            Follow(part);
            return check.Finish(damage, condition);
        }
        finally
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (ReceiptKeyring ring in rings.Values)
            {
                ring.Dispose();
            }
        }

        static bool IsDamage(SipasException error) => error.Problems.All(problem => problem.Code == ProblemCodes.DatabaseDamaged);

        void Follow(List<KeptBallot> ballots)
        {
            // What depends on one ballot alone is computed on all processors; the chains are followed in order.
            var seals = new BallotSeal[ballots.Count];
            Parallel.For(0, ballots.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => seals[i] = BallotSeal.Of(ballots[i], rings.Value!, settings.Signatures));
            for (int i = 0; i < seals.Length; i++)
            {
                check.Add(ballots[i], seals[i]);
            }

            progress?.Report(new LogProgress(check.BallotCount, head.LastSequence));
        }
    }
}

/// <summary>What one ballot shows by itself.</summary>
/// <param name="ContentHash">The recomputed content hash; null when the fields can be no ballot's.</param>
/// <param name="Note">The recomputed hash of its note.</param>
/// <param name="Leaf">The recomputed leaf of its receipt.</param>
/// <param name="KeyKnown">Whether the key that signed the seal which begins here is taken; true when none begins.</param>
/// <param name="Signed">Whether the signature of the seal which begins here fits its leaves; true when none begins, its key is not taken, or signatures are not looked at.</param>
internal readonly record struct BallotSeal(byte[]? ContentHash, byte[] Note, byte[] Leaf, bool KeyKnown, bool Signed)
{
    public static BallotSeal Of(KeptBallot ballot, ReceiptKeyring keyring, bool signatures)
    {
        byte[]? hash = null;
        try
        {
            // What is not there is written like an empty code, and no code is empty.
            hash = ballot.ProcedureCode is "" || ballot.DeviceCode is "" ? null : CanonicalBallot.ContentHash(ballot);
        }
        catch (ArgumentOutOfRangeException)
        {
            // A mode or basis that is none: no ballot ever had it.
        }

        bool known = ballot.Seal is not { } seal || keyring.Knows(seal.KeyId);
        return new BallotSeal(hash, ballot.SentBy is "" ? [] : CanonicalNote.Hash(ballot), ballot.ReceiptLeaf(), known, !signatures || !known || ballot.Seal?.IsSigned(keyring) != false);
    }
}

/// <summary>How far the chain of a unit was followed.</summary>
/// <param name="Position">Number of the last ballot.</param>
/// <param name="Link">Its link, as it is stored.</param>
/// <param name="Fits">Whether it follows from the one before.</param>
/// <param name="Former">Whether the chain is of the format before, which was told once.</param>
/// <param name="Noted">Place among the problems of the fault that the last ballot's note was changed; -1 when it was not told.</param>
internal readonly record struct ChainHead(long Position, byte[] Link, bool Fits, bool Former, int Noted);

/// <summary>Follows the log in order and notes what does not fit.</summary>
internal sealed class LogCheck
{
    private const int DaysAround = 400;

    // Ballots that arrive together, at several hosts or beside an import, are appended in another order than they came.
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

    public void Add(KeptBallot ballot, BallotSeal seal)
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

        // A hash that is not even of its size is already told; the chain goes on with what the content gives.
        ReadOnlySpan<byte> content = whole ? ballot.ContentHash.Span : seal.ContentHash ?? new byte[32];
        ChainHead head = _heads.TryGetValue(ballot.UnitCode, out ChainHead known) ? known : new ChainHead(0, UnitChain.Start(ballot.UnitCode), Fits: true, Former: false, Noted: -1);
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
        if (_code is not null && whole && _seal is { } covering && Plain(Receipt.CodeOf(ballot.ContentHash.Span)) == _code && _receipts.Count < VerificationReport.MaximumProblems)
        {
            _receipts.Add(ballot.ToReceipt(covering, (int)(ballot.Sequence - _sealFirst)));
        }

        CompareAnchor();
    }

    /// <param name="damage">What ended the reading before the log's end.</param>
    /// <param name="condition">What the database says about itself.</param>
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
            Fault(ProblemCodes.RecordsMissing, $"sequence {Show(_tree.Count + 1)}", Show(anchor.BallotCount - _tree.Count), Missing(anchor));
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
            Units = [.. _heads.OrderBy(head => head.Key, StringComparer.Ordinal).Select(head => new ChainEnd(head.Key, head.Value.Position, Convert.ToHexString(head.Value.Link).ToLowerInvariant()))],
            KeyIds = [.. _keyring.KeyIds.Order(StringComparer.Ordinal)],
            ClosingCount = _closings.Length,
            Receipts = _receipts,
            FaultCount = _faults,
            Problems = _problems,
            ClockSetBackCount = _stepsBack,
            Warnings = [.. _warnings, .. _audit.Warnings],
            Audit = _audit.End,
            SpentCount = _head.Spent?.Count ?? 0,
            Closings = _head.Closings,
            UncoveredTables = _head.UncoveredTables,
            Unchecked = _head.Spent is null ? [.. condition.Unchecked, SpentUnknown] : condition.Unchecked,
        };
    }

    private void FollowClock(KeptBallot ballot)
    {
        if (_lastReceived - ballot.ReceivedAt > ClockTolerance && ++_stepsBack <= VerificationReport.MaximumProblems)
        {
            _warnings.Add(new Problem(ProblemCodes.ClockSetBack, Place(ballot), IsoTime.Write(ballot.ReceivedAt), IsoTime.Write(_lastReceived)) { Severity = ProblemSeverity.Warning });
        }

        _lastReceived = ballot.ReceivedAt;
    }

    // A link that does not follow while the one before it did, all else of the ballot fits, and the next one goes on from it: then the note was changed. Otherwise the link may be.
    private ChainHead FollowChain(KeptBallot ballot, ChainHead head, ReadOnlySpan<byte> content, byte[] note, bool restFits)
    {
        byte[] next = UnitChain.Next(head.Link, content, note);
        bool fits = ballot.Position != head.Position + 1 || ballot.ChainHash.Span.SequenceEqual(next);
        bool former = head.Former;
        int noted = -1;
        if (!fits && ballot.Position == 1 && UnitChain.FormerFormat(ballot.UnitCode, content, ballot.ChainHash.Span) is { } outdated)
        {
            former = true;
            Fault(outdated);
        }
        else if (!fits && !former)
        {
            if (head.Noted >= 0)
            {
                _problems[head.Noted] = new Problem(ProblemCodes.ChainBroken, _problems[head.Noted].Place);
            }

            bool isNote = head.Fits && restFits && ballot.ChainHash.Length == 32;
            Fault(isNote ? ProblemCodes.NoteChanged : ProblemCodes.ChainBroken, Place(ballot));
            noted = isNote && _faults <= VerificationReport.MaximumProblems ? _problems.Count - 1 : -1;
        }

        // The stored link goes on, so that one bad record is one fault and not one for all after it.
        return new ChainHead(ballot.Position, ballot.ChainHash.Length == 32 ? ballot.ChainHash.ToArray() : next, fits, former, noted);
    }

    // Every ballot must be a leaf of the seal that covers its number, and every leaf of a seal a ballot. Says whether it is, or with which day it would be.
    private (bool Fits, DateOnly? SignedDay) FollowSeals(KeptBallot ballot, BallotSeal own, long before)
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

    // A receipt that would be whole with another day: then only the day was changed. It lies between the ballot's own time and the server's, give or take a wrong clock.
    private static DateOnly? SignedDay(KeptBallot ballot, ReadOnlySpan<byte> leaf)
    {
        foreach (DateTimeOffset time in (DateTimeOffset[])[ballot.CompletedAt, ballot.ReceivedAt])
        {
            int middle = (int)(time.UtcTicks / TimeSpan.TicksPerDay);
            for (int day = Math.Max(middle - DaysAround, 0); day <= Math.Min(middle + DaysAround, DateOnly.MaxValue.DayNumber); day++)
            {
                if (leaf.SequenceEqual((ballot with { CountedOn = DateOnly.FromDayNumber(day) }).ReceiptLeaf()))
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

    // Which ballot a correction replaces stands in its bytes; which one is left out of the counts must be that one. A correction follows what it replaces.
    private void FollowCorrection(KeptBallot ballot)
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

    private void AddToClosings(KeptBallot ballot, ReadOnlySpan<byte> content)
    {
        if (ballot.Late)
        {
            // It came too late for the first closing that covers it and was there.
            _late++;
            string? lateFor = Array.Find(_closings, pair => pair.Closing.LastSequence < ballot.Sequence && pair.Closing.Scope.Covers(ballot)).Closing?.Name;
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

    // A closing was recorded and signed in the commit that made it. One that was recorded without a key is told by its record.
    private void CheckClosings()
    {
        IEnumerable<AuditRecord> records = _audit.Authentic.Where(record => record.Action == AuditActions.SurveyClosed);
        HashSet<string> noted = [.. records.Select(record => record.Detail)];
        foreach (SurveyClosing closing in _head.Closings)
        {
            if (!noted.Contains(AuditActions.DetailOf(closing)) && !_audit.UnsignedClosings.Contains(closing.Name))
            {
                Fault(ProblemCodes.ClosingChanged, closing.Name);
            }
        }

        foreach (string name in noted.Select(detail => detail.Split(' ')[0]).Where(name => !_head.Closings.Any(closing => closing.Name == name)).Order(StringComparer.Ordinal))
        {
            Fault(ProblemCodes.ClosingChanged, name);
        }
    }

    // A key's id follows from its bytes, its vouch is signed by the key before, and the audit log noted which way it came.
    private void CheckKeys()
    {
        using var all = new ReceiptKeyring(_head.Keys);
        string[] added = [.. _head.Audit.Where(record => record.Action == AuditActions.KeyAdded).Select(record => record.Detail)];
        var rotated = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] ids in _head.Audit.Where(record => record.Action == AuditActions.KeyRotated).Select(record => record.Detail.Split(' ')).Where(ids => ids.Length == 2))
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

    // The audit log, what it covers, the spent tickets, and what an anchor says of them.
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

    // When the log is as long as it was, it must be what it was.
    private void CompareAnchor()
    {
        if (_settings.Anchor is not { } anchor || anchor.BallotCount != _tree.Count)
        {
            return;
        }

        // The root holds the ballots, the links hold what was noted of them too.
        _anchorSeen = true;
        bool sameRoot = Convert.ToHexString(_tree.Root()).Equals(anchor.Root, StringComparison.OrdinalIgnoreCase);
        ChainEnd? other = anchor.Units.FirstOrDefault(unit => !(_heads.TryGetValue(unit.UnitCode, out ChainHead head)
            && head.Position == unit.Position && Convert.ToHexString(head.Link).Equals(unit.Link, StringComparison.OrdinalIgnoreCase)));
        if (sameRoot && other is null)
        {
            return;
        }

        Fault(ProblemCodes.AnchorDiffers, other is null ? $"sequence ≤ {Show(_tree.Count)}" : $"unit {other.UnitCode}, position ≤ {Show(other.Position)}", Show(anchor.BallotCount));
    }

    private string Missing(Anchor anchor) => string.Join(", ", anchor.Units
        .Select(unit => (unit, there: _heads.TryGetValue(unit.UnitCode, out ChainHead head) ? head.Position : 0))
        .Where(pair => pair.there < pair.unit.Position)
        .Take(10)
        .Select(pair => $"{pair.unit.UnitCode} {Show(pair.there + 1)}–{Show(pair.unit.Position)}"));

    private void Fault(string code, string? place, string? value = null, string? allowed = null) => Fault(new Problem(code, place, value, allowed));

    private void Fault(Problem problem)
    {
        if (++_faults <= VerificationReport.MaximumProblems)
        {
            _problems.Add(problem);
        }
    }

    private static string Place(KeptBallot ballot) =>
        string.Create(CultureInfo.InvariantCulture, $"sequence {ballot.Sequence}, unit {ballot.UnitCode}, position {ballot.Position}, ballot {ballot.Id:D}");

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

    // Codes are read out and written down: case, hyphens and the letters that look like digits do not count.
    private static string Plain(string code) =>
        string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
