using Sipas.Common;

namespace Sipas.Packs;

/// <summary>The topic of items, for example one of the policies of a form.</summary>
public sealed record Topic
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the topic.</summary>
    public required LocalizedText Text { get; init; }
}
