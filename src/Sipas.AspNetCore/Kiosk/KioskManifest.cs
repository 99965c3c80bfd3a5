using System.Text.Json.Serialization;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>A web application manifest.</summary>
internal sealed record KioskManifest
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    [JsonPropertyName("short_name")]
    public required string ShortName { get; init; }

    public required string Lang { get; init; }

    [JsonPropertyName("start_url")]
    public required string StartUrl { get; init; }

    public required string Scope { get; init; }

    public required string Display { get; init; }

    [JsonPropertyName("theme_color")]
    public required string ThemeColor { get; init; }

    [JsonPropertyName("background_color")]
    public required string BackgroundColor { get; init; }

    public required IReadOnlyList<KioskIcon> Icons { get; init; }
}
