namespace Sipas.AspNetCore.Pages;

/// <summary>The link on an error page.</summary>
/// <param name="TextKey">Key of its text.</param>
/// <param name="Href">Its target.</param>
internal sealed record FaultLink(string TextKey, string Href);
