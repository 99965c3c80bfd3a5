namespace Sipas.AspNetCore.Admin;

/// <summary>Marks that <c>AddAdmin</c> was called.</summary>
internal sealed class SipasAdminMarker;
