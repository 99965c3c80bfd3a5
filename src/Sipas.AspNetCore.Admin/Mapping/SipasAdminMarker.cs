namespace Sipas.AspNetCore.Admin.Mapping;

/// <summary>Marks that <c>AddAdmin</c> was called.</summary>
internal sealed class SipasAdminMarker;
