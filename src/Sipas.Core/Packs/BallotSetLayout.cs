namespace Sipas.Packs;

/// <summary>A set of items that is counted by ballot, because its figure cannot be computed from counts by item: a node
/// under <see cref="AggregationRule.AllSatisfied"/>, or a multiple-choice question.</summary>
/// <remarks>
/// Two counters start at <see cref="CounterOffset"/>, after the counters of the items: the ballots with an answer that
/// counts, and among them the ballots in which every answer that counts also satisfies the condition. They are additive like
/// all counters, so tallies can still be merged.
/// </remarks>
internal sealed record BallotSetLayout
{
    /// <summary>Kind of the set.</summary>
    public required BallotSetKind Kind { get; init; }

    /// <summary>Code of the node or question.</summary>
    public required string Code { get; init; }

    /// <summary>Positions of the items in the questionnaire, from 0.</summary>
    public required IReadOnlyList<int> Items { get; init; }

    /// <summary>For each item: bit <c>n</c> is set when code <c>n</c> counts.</summary>
    public required IReadOnlyList<int> CountingCodes { get; init; }

    /// <summary>For each item: bit <c>n</c> is set when code <c>n</c> satisfies the condition.</summary>
    public required IReadOnlyList<int> HoldingCodes { get; init; }

    /// <summary>Index of the first of the two counters.</summary>
    public required int CounterOffset { get; init; }

    /// <summary>Counts one ballot.</summary>
    /// <param name="codes">One valid code per item of the questionnaire.</param>
    /// <param name="counters">All counters of the cell.</param>
    internal void Count(ReadOnlySpan<byte> codes, Span<long> counters)
    {
        bool any = false;
        bool all = true;
        for (int i = 0; i < Items.Count; i++)
        {
            int bit = 1 << codes[Items[i]];
            bool counts = (CountingCodes[i] & bit) != 0;
            any |= counts;
            all &= !counts || (HoldingCodes[i] & bit) != 0;
        }

        counters[CounterOffset] += any ? 1 : 0;
        counters[CounterOffset + 1] += any && all ? 1 : 0;
    }
}
