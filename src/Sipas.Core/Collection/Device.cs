namespace Sipas.Collection;

/// <summary>From when on a device is in a phase.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Since">Server time, in UTC.</param>
public readonly record struct PhaseChange(DevicePhase Phase, DateTimeOffset Since);

/// <summary>What a device told of itself last.</summary>
/// <param name="At">When the server heard of it, in UTC.</param>
/// <param name="QueueLength">Ballots that wait on the device: a count, 0 or more.</param>
/// <param name="Version">Version of its page; null when it did not say.</param>
/// <param name="ClockSkew">Its clock minus the server's; positive when it runs ahead. Null when it did not tell its time.</param>
public sealed record DeviceSign(DateTimeOffset At, long QueueLength, string? Version, TimeSpan? ClockSkew);

/// <summary>A tablet or counter computer that collects for one unit. Its secret is never kept, only the secret's hash.</summary>
public sealed record Device
{
    /// <summary>Code that the server gave it, for example <c>D7K2M0XA</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Code of the unit for which it collects; its ballots bear no other.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Where it stands, in the officer's words, for example <c>Quầy 3</c>; null when nobody said. Never a person's name.</summary>
    public string? Label { get; init; }

    /// <summary>When an officer added it, in UTC.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was enrolled last, in UTC; null while its code waits.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>When it was revoked, in UTC; null while it is trusted.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>SHA-256 of its secret: 32 bytes; null before enrolment.</summary>
    public ReadOnlyMemory<byte>? SecretHash { get; init; }

    /// <summary>Its phases, oldest first; at least one.</summary>
    public required IReadOnlyList<PhaseChange> Phases { get; init; }

    /// <summary>What it told of itself last; null when it was never heard.</summary>
    public DeviceSign? LastSign { get; init; }

    /// <summary>The phase it is in now.</summary>
    public DevicePhase Phase => Phases[^1].Phase;

    /// <summary>The phase it was in at an instant; before the first, the first.</summary>
    /// <param name="instant">An instant by the server's clock.</param>
    public DevicePhase PhaseAt(DateTimeOffset instant)
    {
        DevicePhase phase = Phases[0].Phase;
        foreach (PhaseChange change in Phases)
        {
            if (change.Since > instant)
            {
                break;
            }

            phase = change.Phase;
        }

        return phase;
    }

    /// <summary>Whether it should be heard of and is not.</summary>
    /// <param name="now">Server time.</param>
    /// <param name="after">How long a device may be silent.</param>
    /// <returns>True for an enrolled device that is not revoked and was heard last, or enrolled, longer ago than that.</returns>
    public bool IsSilent(DateTimeOffset now, TimeSpan after) =>
        RevokedAt is null && EnrolledAt is { } enrolled && now - (LastSign is { } sign && sign.At > enrolled ? sign.At : enrolled) > after;
}
