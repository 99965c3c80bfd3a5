namespace Sipas.AspNetCore.Admin;

/// <summary>Says that <c>AddAdmin</c> was called.</summary>
internal sealed class SipasAdminMarker;
