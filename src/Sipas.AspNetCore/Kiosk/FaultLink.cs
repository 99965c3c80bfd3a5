namespace Sipas.AspNetCore.Kiosk;

/// <summary>The way on from a page that says what went wrong.</summary>
/// <param name="TextKey">Key of its words.</param>
/// <param name="Href">Where it leads.</param>
internal sealed record FaultLink(string TextKey, string Href);
