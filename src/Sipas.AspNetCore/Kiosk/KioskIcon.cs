namespace Sipas.AspNetCore.Kiosk;

/// <summary>An icon of a manifest.</summary>
internal sealed record KioskIcon(string Src, string Sizes, string Type, string Purpose);
