namespace Sipas.AspNetCore.Devices;

/// <summary>The body of <c>POST /sipas/v1/devices/enrol</c>.</summary>
internal sealed record EnrolRequest
{
    /// <summary>The one-time code from the officer, for example <c>7QK2-M0XA</c>; small letters and spaces do not
    /// matter.</summary>
    public required string Code { get; init; }
}
