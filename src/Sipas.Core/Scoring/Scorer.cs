using Sipas.Aggregation;
using Sipas.Numerics;
using Sipas.Questionnaires;

namespace Sipas.Scoring;

/// <summary>Makes scores of counts by the rules a pack names. Exact: shares stay ratios of whole numbers until a report rounds them.</summary>
public static class Scorer
{
    /// <summary>Scores a group of ballots.</summary>
    /// <param name="pack">The pack of the questionnaire that was counted.</param>
    /// <param name="tally">The counts of the group.</param>
    /// <returns>The scores; what cannot be computed says why.</returns>
    /// <exception cref="ArgumentException">The counts belong to another pack.</exception>
    /// <remarks><see cref="AggregationRule.PooledItems"/>: index of a node = Σ satisfied answers ÷ Σ valid answers over its items; see docs/method/pooled-items.md.</remarks>
    public static ScoreCard Score(MethodPack pack, AnswerTally tally)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(tally);
        if (!string.Equals(pack.Id, tally.Layout.PackId, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The counts of pack '{tally.Layout.PackId}' cannot be scored by pack '{pack.Id}'.", nameof(tally));
        }

        ItemScore[] items = [.. tally.Layout.Items.Select(item => ScoreItem(tally, item))];
        return new ScoreCard { Pack = pack, Tally = tally, Overall = ScoreNode(pack.Index, tally, items), Items = items };
    }

    private static ItemScore ScoreItem(AnswerTally tally, ItemLayout item)
    {
        long[] codes = [.. Enumerable.Range(0, item.CodeCount).Select(code => tally.Count(item, code))];
        var counts = new AnswerCounts(tally.SatisfiedCount(item), tally.ValidCount(item), codes[0], codes[(1 + item.LevelCount)..].Sum());
        return new ItemScore { Item = item, CodeCounts = codes, Score = ToScore(counts, tally.BallotCount) };
    }

    private static NodeScore ScoreNode(IndexNode node, AnswerTally tally, ItemScore[] items)
    {
        NodeScore[] children = [.. node.Children.Select(child => ScoreNode(child, tally, items))];
        AnswerCounts counts = children.Aggregate(default(AnswerCounts), (sum, child) => sum + child.Score.Counts);
        foreach (string code in node.Items)
        {
            // A questionnaire version may ask fewer items than the tree names; those it does not ask have no counts.
            if (tally.Layout.Find(code) is { } item)
            {
                counts += items[item.Index].Score.Counts;
            }
        }

        return new NodeScore { Node = node, Children = children, Score = ToScore(counts, tally.BallotCount) };
    }

    private static Score ToScore(AnswerCounts counts, long ballots) => new()
    {
        Counts = counts,
        Share = counts.Valid == 0 ? null : new ExactShare(counts.Satisfied, counts.Valid),
        Reason = counts.Valid > 0 ? NotComputable.None : ballots == 0 ? NotComputable.NoBallots : NotComputable.NoValidAnswers,
    };
}
