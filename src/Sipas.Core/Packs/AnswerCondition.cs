namespace Sipas.Packs;

/// <summary>One condition on one coded answer.</summary>
public sealed record AnswerCondition
{
    private readonly IReadOnlyList<int> _levels = [];

    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>The condition is met if the answer is one of these levels; if the list is empty, by any level.</summary>
    public IReadOnlyList<int> Levels { get => _levels; init => _levels = value ?? []; }
}
