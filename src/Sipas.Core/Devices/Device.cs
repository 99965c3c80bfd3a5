namespace Sipas.Devices;

/// <summary>A tablet or counter computer that collects for one organisation unit. Its secret is stored only as a hash.</summary>
internal sealed record Device
{
    /// <summary>Code assigned by the server, for example <c>D7K2M0XA</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Code of the unit for which it collects; its ballots carry no other.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Location in the officer's words, for example <c>Quầy 3</c>; null if not stated. Never a person's name.</summary>
    public string? Label { get; init; }

    /// <summary>Time at which an officer added it, in UTC.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Time of the last enrolment, in UTC; null while its code waits.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>Time of revocation, in UTC; null while it is trusted.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>SHA-256 of its secret: 32 bytes; null before enrolment.</summary>
    public ReadOnlyMemory<byte>? SecretHash { get; init; }

    /// <summary>Its phases, oldest first; at least one.</summary>
    public required IReadOnlyList<PhaseChange> Phases { get; init; }

    /// <summary>Its last reported status; null if it never reported.</summary>
    public DeviceStatus? LastSign { get; init; }

    /// <summary>The current phase.</summary>
    public DevicePhase Phase => Phases[^1].Phase;

    /// <summary>Returns the phase at an instant; before the first phase, the first one.</summary>
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

    /// <summary>Whether the device is expected to report and has not.</summary>
    /// <param name="now">Server time.</param>
    /// <param name="after">Maximum time without a report.</param>
    /// <returns>True for an enrolled, unrevoked device whose last report, or enrolment, is longer ago than that.</returns>
    public bool IsSilent(DateTimeOffset now, TimeSpan after) =>
        RevokedAt is null && EnrolledAt is { } enrolled && now - (LastSign is { } sign && sign.At > enrolled ? sign.At : enrolled) > after;
}
