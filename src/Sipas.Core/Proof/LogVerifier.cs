using System.Globalization;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Proof;

/// <summary>Recomputes a whole log: content hashes, chains, signatures, roots of closed surveys, and what an anchor says. Streams: memory grows with the units, not with the ballots.</summary>
public static class LogVerifier
{
    private const int PartSize = 2048;

    /// <summary>Verifies a log as it is at this moment.</summary>
    /// <param name="source">A store, which need not be opened, or an export.</param>
    /// <param name="settings">What else to look at.</param>
    /// <param name="progress">Gets the number of ballots verified so far, every few thousand; may be left out.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What was found. Damage to an export that shows while its ballots are read is among the faults, after those before it.</returns>
    /// <exception cref="SipasException">The source cannot be read.</exception>
    public static async Task<VerificationReport> VerifyAsync(
        ILogSource source, VerificationSettings settings, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        LogHead head = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyCollection<string>? trusted = settings.TrustedKeyIds ?? settings.Anchor?.KeyIds;
        using var keyring = new ReceiptKeyring(head.Keys, trusted);
        using var rings = new ThreadLocal<ReceiptKeyring>(() => new ReceiptKeyring(head.Keys, trusted), trackAllValues: true);
        var check = new LogCheck(settings, keyring, head.Closings);
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
            catch (SipasException error) when (source is ExportedLog)
            {
                damage = error.Problems;
            }

            await following.ConfigureAwait(false);
            Follow(part);
            return check.Finish(damage);
        }
        finally
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (ReceiptKeyring ring in rings.Values)
            {
                ring.Dispose();
            }
        }

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
/// <param name="Leaf">The recomputed leaf of its receipt.</param>
/// <param name="KeyKnown">Whether the key that signed the seal which begins here is taken; true when none begins.</param>
/// <param name="Signed">Whether the signature of the seal which begins here fits its leaves; true when none begins, its key is not taken, or signatures are not looked at.</param>
internal readonly record struct BallotSeal(byte[]? ContentHash, byte[] Leaf, bool KeyKnown, bool Signed)
{
    public static BallotSeal Of(KeptBallot ballot, ReceiptKeyring keyring, bool signatures)
    {
        byte[]? hash = null;
        try
        {
            hash = CanonicalBallot.ContentHash(ballot);
        }
        catch (ArgumentOutOfRangeException)
        {
            // A mode or basis that is none: no ballot ever had it.
        }

        bool known = ballot.Seal is not { } seal || keyring.Knows(seal.KeyId);
        return new BallotSeal(hash, ballot.ReceiptLeaf(), known, !signatures || !known || ballot.Seal?.IsSigned(keyring) != false);
    }
}

/// <summary>Follows the log in order and notes what does not fit.</summary>
internal sealed class LogCheck
{
    private const int DaysAround = 400;

    private readonly VerificationSettings _settings;
    private readonly ReceiptKeyring _keyring;
    private readonly (SurveyClosing Closing, MerkleTree Tree)[] _closings;
    private readonly Dictionary<string, (long Position, byte[] Link)> _heads = new(StringComparer.Ordinal);
    private readonly MerkleTree _tree = new();
    private readonly List<Problem> _problems = [];
    private readonly List<Receipt> _receipts = [];
    private readonly HashSet<Guid> _replaced = [];
    private readonly string? _code;
    private long _faults;
    private long _late;
    private long _values;
    private long _erased;
    private long _lastSequence;
    private ReceiptSeal? _seal;
    private long _sealFirst;
    private bool _anchorSeen;

    public LogCheck(VerificationSettings settings, ReceiptKeyring keyring, IReadOnlyList<SurveyClosing> closings)
    {
        _settings = settings;
        _keyring = keyring;
        _closings = [.. closings.Select(closing => (closing, new MerkleTree()))];
        _code = settings.ReceiptCode is { } code ? Plain(code) : null;
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
        (long position, byte[] link) = _heads.TryGetValue(ballot.UnitCode, out (long, byte[]) head) ? head : (0, UnitChain.Start(ballot.UnitCode));
        if (ballot.Position != position + 1)
        {
            Fault(ProblemCodes.PositionGap, Place(ballot), Show(position + 1));
        }
        else if (!ballot.ChainHash.Span.SequenceEqual(UnitChain.Next(link, content)))
        {
            Fault(ProblemCodes.ChainBroken, Place(ballot));
        }

        FollowSeals(ballot, seal, before);

        // The stored link goes on, so that one bad record is one fault and not one for all after it.
        _heads[ballot.UnitCode] = (ballot.Position, ballot.ChainHash.Length == 32 ? ballot.ChainHash.ToArray() : UnitChain.Next(link, content));
        _tree.Append(content);
        AddToClosings(ballot, content);
        FollowCorrection(ballot);
        if (_code is not null && whole && _seal is { } covering && Plain(Receipt.CodeOf(ballot.ContentHash.Span)) == _code && _receipts.Count < VerificationReport.MaximumProblems)
        {
            _receipts.Add(ballot.ToReceipt(covering, (int)(ballot.Sequence - _sealFirst)));
        }

        CompareAnchor();
    }

    /// <param name="damage">What ended the reading before the log's end.</param>
    public VerificationReport Finish(IReadOnlyList<Problem> damage)
    {
        foreach (Problem problem in damage)
        {
            Fault(problem);
        }

        EndSeal(_lastSequence);
        if (_settings.Anchor is { } anchor && !_anchorSeen)
        {
            Fault(ProblemCodes.RecordsMissing, $"sequence {Show(_tree.Count + 1)}", Show(anchor.BallotCount - _tree.Count), Missing(anchor));
        }

        foreach (Guid unnamed in _replaced)
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
        };
    }

    // Every ballot must be a leaf of the seal that covers its number, and every leaf of a seal a ballot.
    private void FollowSeals(KeptBallot ballot, BallotSeal own, long before)
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
        }
        else if (!seal.Leaves.Span.Slice((int)index * 32, 32).SequenceEqual(own.Leaf))
        {
            ReadOnlySpan<byte> leaf = seal.Leaves.Span.Slice((int)index * 32, 32);
            if (_faults < VerificationReport.MaximumProblems && SignedDay(ballot, leaf) is { } day)
            {
                Fault(ProblemCodes.CountedDayChanged, Place(ballot), Show(ballot.CountedOn), Show(day));
            }
            else
            {
                Fault(ProblemCodes.SignatureWrong, Place(ballot), seal.KeyId);
            }
        }
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
        if (ballot.Replaces is { } other && !_replaced.Remove(other))
        {
            Fault(ProblemCodes.CorrectionUnproved, Place(ballot), other.ToString("D"));
        }

        if (ballot.IsReplaced)
        {
            _replaced.Add(ballot.Id);
        }
    }

    private void AddToClosings(KeptBallot ballot, ReadOnlySpan<byte> content)
    {
        if (ballot.Late)
        {
            _late++;
            return;
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

    // When the log is as long as it was, it must be what it was.
    private void CompareAnchor()
    {
        if (_settings.Anchor is not { } anchor || anchor.BallotCount != _tree.Count)
        {
            return;
        }

        _anchorSeen = true;
        if (Convert.ToHexString(_tree.Root()).Equals(anchor.Root, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        ChainEnd? other = anchor.Units.FirstOrDefault(unit => !(_heads.TryGetValue(unit.UnitCode, out (long Position, byte[] Link) head)
            && head.Position == unit.Position && Convert.ToHexString(head.Link).Equals(unit.Link, StringComparison.OrdinalIgnoreCase)));
        Fault(ProblemCodes.AnchorDiffers, other is null ? $"sequence ≤ {Show(_tree.Count)}" : $"unit {other.UnitCode}, position ≤ {Show(other.Position)}", Show(anchor.BallotCount));
    }

    private string Missing(Anchor anchor) => string.Join(", ", anchor.Units
        .Select(unit => (unit, there: _heads.TryGetValue(unit.UnitCode, out (long Position, byte[] Link) head) ? head.Position : 0))
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
