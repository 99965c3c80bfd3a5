using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>A question as displayed.</summary>
internal sealed record KioskQuestion
{
    public required string Code { get; init; }

    /// <summary>Name of the widget that displays it.</summary>
    [JsonPropertyName("kind")]
    public required string Widget { get; init; }

    /// <summary>Whether each item is displayed separately.</summary>
    [JsonIgnore]
    public bool HasRows { get; init; }

    public required LocalizedText Text { get; init; }

    /// <summary>Its coded items; none for a number, text or date.</summary>
    public required IReadOnlyList<KioskItem> Items { get; init; }

    public bool Required { get; init; }

    public int? MaximumTicks { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public int? MaximumLength { get; init; }

    public IReadOnlyList<AnswerCondition> ShowWhen { get; init; } = [];

    /// <summary>Sound clips by language.</summary>
    public IReadOnlyDictionary<string, string>? Clips { get; init; }
}
