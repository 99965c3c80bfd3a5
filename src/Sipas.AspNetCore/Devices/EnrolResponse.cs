namespace Sipas.AspNetCore.Devices;

/// <summary>The response to the enrolment of a device.</summary>
internal sealed record EnrolResponse
{
    /// <summary>The device's code.</summary>
    public required string Device { get; init; }

    /// <summary>Its secret in base64url: shown this once.</summary>
    public required string Secret { get; init; }

    /// <summary>The unit for which it collects.</summary>
    public required string Unit { get; init; }

    /// <summary><c>official</c> or <c>trial</c>.</summary>
    public required string Phase { get; init; }
}
