using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Sipas.Common;
using Sipas.Limits;
using Sipas.Problems;

namespace Sipas.Counter;

/// <summary>
/// Proof of presence: codes that a display at the counter changes at short intervals, and the stamps for which pages
/// exchange them. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A code is the first 50 bits of HMAC-SHA256(key, "sipas-counter-code/1", unit, seconds of a step, step), with steps
/// counted from 1970 as in RFC 6238. A stamp is format (1 byte), step (8, big-endian), number of the opening (2), and
/// the first 16 bytes of HMAC-SHA256 over all before it and the unit. The uses of a code are counted in memory, for as
/// long as its stamps are valid: nothing is stored that joins a ballot to an opening. After a restart, a code that is
/// still valid can be used the full number of times again. Reasons: docs/decisions/0023-presence-at-the-counter.md.
/// </remarks>
internal sealed class CounterPresence
{
    /// <summary>Number of steps after its own for which a code opens the page, so that a person has time to scan.</summary>
    public const int StepsAfter = 2;

    /// <summary>
    /// Number of steps before its own for which a code opens the page: the clock of another server of the host may be
    /// ahead.
    /// </summary>
    public const int StepsBefore = 1;

    /// <summary>Number of characters of a code.</summary>
    public const int CodeLength = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const byte Format = 1;
    private const int MacLength = 16;
    private const int SignedLength = 1 + 8 + 2;

    private readonly CollectionSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Lazy<byte[]> _key;
    private readonly object _gate = new();
    private readonly Dictionary<(string Unit, long Step), Uses> _uses = [];
    private long _oldest;

    /// <summary>Creates the codes of a host.</summary>
    /// <param name="settings">Settings of the host.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="key">Returns the key, 32 bytes. Called once, when the first code is created or read.</param>
    public CounterPresence(CollectionSettings settings, TimeProvider clock, Func<byte[]> key)
    {
        _settings = settings;
        _clock = clock;
        _key = new Lazy<byte[]>(key);
    }

    /// <summary>Returns the problem of a code or stamp that proves nothing.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>
    /// <c>DEV0010</c> without a code or stamp, <c>DEV0011</c> for an expired or forged one, <c>DEV0012</c> for a
    /// used-up one.
    /// </returns>
    public static Problem ProblemOf(CounterOutcome outcome) => new(
        outcome switch
        {
            CounterOutcome.Ended => ProblemCodes.PresenceEnded,
            CounterOutcome.UsedUp => ProblemCodes.PresenceUsedUp,
            _ => ProblemCodes.PresenceRequired,
        },
        "presence");

    /// <summary>Returns the code that the display of a unit shows now.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <returns>The code; null where the unit has no display.</returns>
    public CounterCode? CodeOf(string unit)
    {
        if (!_settings.HasDisplay(unit))
        {
            return null;
        }

        long step = StepAt(_clock.GetUtcNow());
        return new CounterCode(CodeAt(unit, step), DateTimeOffset.FromUnixTimeSeconds((step + 1) * _settings.PresenceSeconds));
    }

    /// <summary>Exchanges a code for the stamp of one page.</summary>
    /// <param name="unit">Code of the unit whose page is opened.</param>
    /// <param name="code">The code; null for none.</param>
    /// <returns>The stamp, or the reason why there is none.</returns>
    public CounterOpening Open(string unit, string? code)
    {
        if (!_settings.HasDisplay(unit) || string.IsNullOrEmpty(code))
        {
            return new CounterOpening(CounterOutcome.None, null);
        }

        if (code.Length != CodeLength)
        {
            return new CounterOpening(CounterOutcome.Ended, null);
        }

        // All candidates are compared, so that the response time does not reveal which one matches.
        long now = StepAt(_clock.GetUtcNow());
        long? found = null;
        for (long step = now - StepsAfter; step <= now + StepsBefore; step++)
        {
            bool same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(unit, step)),
                Encoding.UTF8.GetBytes(code.ToUpperInvariant()));
            found = same ? step : found;
        }

        if (found is not { } opened)
        {
            return new CounterOpening(CounterOutcome.Ended, null);
        }

        lock (_gate)
        {
            Forget(now);
            Uses uses = UsesOf(unit, opened);
            if (uses.Opened == _settings.BallotsPerCode)
            {
                return new CounterOpening(CounterOutcome.UsedUp, null);
            }

            return new CounterOpening(CounterOutcome.Proven, StampOf(unit, opened, uses.Opened++));
        }
    }

    /// <summary>Uses a stamp for a ballot.</summary>
    /// <param name="unit">Code of the unit that the ballot rates.</param>
    /// <param name="stamp">The stamp; null for none.</param>
    /// <returns>The outcome; <see cref="CounterOutcome.UsedUp"/> for a stamp that another ballot used.</returns>
    public CounterOutcome Take(string unit, string? stamp)
    {
        if (!_settings.HasDisplay(unit) || string.IsNullOrEmpty(stamp))
        {
            return CounterOutcome.None;
        }

        if (Read(unit, stamp) is not { } read)
        {
            return CounterOutcome.Ended;
        }

        (long step, int number) = read;

        long now = StepAt(_clock.GetUtcNow());
        lock (_gate)
        {
            Forget(now);
            if (step < _oldest || step > now + StepsBefore)
            {
                return CounterOutcome.Ended;
            }

            // A stamp issued before a restart is not counted as opened in this process.
            Uses uses = UsesOf(unit, step);
            uses.Opened = Math.Max(uses.Opened, number + 1);
            if (uses.Taken[number])
            {
                return CounterOutcome.UsedUp;
            }

            uses.Taken[number] = true;
            return CounterOutcome.Proven;
        }
    }

    /// <summary>Releases a stamp whose ballot was not stored.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="stamp">The used stamp.</param>
    public void Release(string unit, string stamp)
    {
        if (Read(unit, stamp) is { } read)
        {
            lock (_gate)
            {
                if (_uses.TryGetValue((unit, read.Step), out Uses? uses))
                {
                    uses.Taken[read.Number] = false;
                }
            }
        }
    }

    private long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / _settings.PresenceSeconds;

    private Uses UsesOf(string unit, long step)
    {
        if (!_uses.TryGetValue((unit, step), out Uses? uses))
        {
            _uses.Add((unit, step), uses = new Uses(_settings.BallotsPerCode));
        }

        return uses;
    }

    // Limits memory to the units with a display times the steps for which stamps are valid.
    private void Forget(long now)
    {
        long oldest = now - StepsAfter - (_settings.PresenceMinutes * 60 / _settings.PresenceSeconds);
        if (oldest <= _oldest)
        {
            return;
        }

        _oldest = oldest;
        foreach ((string, long Step) key in _uses.Keys.Where(key => key.Step < oldest).ToArray())
        {
            _uses.Remove(key);
        }
    }

    private string CodeAt(string unit, long step)
    {
        byte[] hash = HMACSHA256.HashData(_key.Value,
            Encoding.UTF8.GetBytes(FormattableString.Invariant($"sipas-counter-code/1\n{unit}\n{_settings.PresenceSeconds}\n{step}\n")));
        ulong bits = BinaryPrimitives.ReadUInt64BigEndian(hash);
        return string.Create(CodeLength, bits, static (text, left) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[(int)(left >> (59 - (5 * i))) & 31];
            }
        });
    }

    private string StampOf(string unit, long step, int number)
    {
        byte[] bytes = new byte[SignedLength + MacLength];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), step);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(9), (ushort)number);
        Mac(unit, bytes.AsSpan(0, SignedLength)).CopyTo(bytes.AsSpan(SignedLength));
        return Base64Text.Encode(bytes);
    }

    private (long Step, int Number)? Read(string unit, string stamp)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Text.Decode(stamp);
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.Length != SignedLength + MacLength || bytes[0] != Format
            || !CryptographicOperations.FixedTimeEquals(Mac(unit, bytes.AsSpan(0, SignedLength)), bytes.AsSpan(SignedLength)))
        {
            return null;
        }

        // After the host lowered its limit, a stamp with a number above the limit is invalid.
        int number = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(9));
        return number < _settings.BallotsPerCode ? (BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1)), number) : null;
    }

    private byte[] Mac(string unit, ReadOnlySpan<byte> signed)
    {
        string head = FormattableString.Invariant($"sipas-counter-stamp/1\n{unit}\n{_settings.PresenceSeconds}\n");
        byte[] bytes = [.. Encoding.UTF8.GetBytes(head), .. signed];
        return HMACSHA256.HashData(_key.Value, bytes)[..MacLength];
    }

    private sealed class Uses(int maximum)
    {
        public int Opened { get; set; }

        public BitArray Taken { get; } = new(maximum);
    }
}
