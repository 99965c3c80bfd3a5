using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>Computes index scores from answer counts, using the pack's aggregation rules. Exact: shares remain ratios of
/// whole numbers until a report rounds them.</summary>
public static class Scorer
{
    /// <summary>Scores a group of ballots.</summary>
    /// <param name="pack">The pack of the questionnaire of the counts.</param>
    /// <param name="tally">The counts of the group.</param>
    /// <returns>The scores. Figures that cannot be computed contain the reason.</returns>
    /// <exception cref="ArgumentException">The counts belong to another pack.</exception>
    /// <remarks>The rules are described in docs/method/: pooled-items.md, means.md, weighted.md, general-question.md,
    /// all-satisfied.md, mean-score.md, points.md, missing-answers.md.</remarks>
    public static ScoreCard Score(MethodPack pack, AnswerTally tally)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(tally);
        if (!string.Equals(pack.Id, tally.Layout.PackId, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The counts of pack '{tally.Layout.PackId}' cannot be scored by pack '{pack.Id}'.", nameof(tally));
        }

        IReadOnlyList<ItemLayout> layout = tally.Layout.Items;
        var items = new ItemScore[layout.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = ScoreItem(tally, layout[i], pack.Rules.Missing);
        }

        return new ScoreCard { Pack = pack, Tally = tally, Overall = new NodeScorer(pack, tally, items).Score(pack.Index), Items = items };
    }

    /// <summary>Returns the counts of one item.</summary>
    /// <param name="tally">The counts of the group.</param>
    /// <param name="item">The item.</param>
    internal static AnswerCounts CountsOf(AnswerTally tally, ItemLayout item)
    {
        long special = 0;
        for (int code = 1 + item.LevelCount; code < item.CodeCount; code++)
        {
            special += tally.Count(item, code);
        }

        return new AnswerCounts(tally.SatisfiedCount(item), tally.ValidCount(item), tally.Count(item, 0), special)
        {
            NotApplicable = Special(SpecialAnswer.NotApplicable),
            DontKnow = Special(SpecialAnswer.DontKnow),
        };

        long Special(SpecialAnswer answer) => item.TryCodeOfSpecial(answer, out byte code) ? tally.Count(item, code) : 0;
    }

    /// <summary>Returns the reason why these counts have no figure.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="ballots">Number of ballots in the group.</param>
    internal static NotComputable ReasonOf(AnswerCounts counts, long ballots) =>
        counts.Valid > 0 ? NotComputable.None : ballots == 0 ? NotComputable.NoBallots : NotComputable.NoValidAnswers;

    private static ItemScore ScoreItem(AnswerTally tally, ItemLayout item, MissingRule missing)
    {
        AnswerCounts counts = CountsOf(tally, item);
        NotComputable reason = item.SatisfiedCodes == 0 ? NotComputable.NotScored : ReasonOf(counts, tally.BallotCount);
        long denominator = counts.Denominator(missing);
        long levels = 0;
        long[] codes = new long[item.CodeCount];
        for (int code = 0; code < codes.Length; code++)
        {
            codes[code] = tally.Count(item, code);
        }

        for (int level = 1; level <= item.LevelCount; level++)
        {
            levels += level * codes[level];
        }

        return new ItemScore
        {
            Item = item,
            CodeCounts = codes,
            Score = new Score
            {
                Counts = counts,
                Reason = reason,
                Share = reason == NotComputable.None ? new ExactShare(counts.Satisfied, denominator) : null,
                Denominator = reason == NotComputable.None ? denominator : null,
                MeanLevel = counts.Valid > 0 ? new ExactShare(levels, counts.Valid) : null,
            },
        };
    }
}
