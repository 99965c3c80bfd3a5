using Microsoft.AspNetCore.Antiforgery;
using Sipas.Devices;
using Sipas.Quarantine;
using Sipas.Units;

namespace Sipas.AspNetCore.Admin.Devices;

/// <summary>The model of the page of devices.</summary>
internal sealed record DeviceListModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required string ActPath { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }

    public required IReadOnlyList<HeldSubmissionEntry> Packages { get; init; }

    public required long TrialCount { get; init; }

    public required Func<long, string> PackagePath { get; init; }

    public required IReadOnlyList<OrganisationUnit> Units { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required TimeSpan SilentAfter { get; init; }

    /// <summary>A newly created code: shown in this response and never again.</summary>
    public required DeviceInvitation? Invitation { get; init; }

    public required string? InvitationLink { get; init; }

    /// <summary>Gets the key of a device's state: the text <c>device.state.KEY</c>.</summary>
    public string StateOf(Device device) =>
        device.RevokedAt is not null
        ? "revoked"
        : device.EnrolledAt is null ? "waiting" : device.IsSilent(Now, SilentAfter) ? "silent" : "enrolled";
}
