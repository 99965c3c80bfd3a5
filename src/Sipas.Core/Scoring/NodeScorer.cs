using System.Numerics;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>Scores the nodes of one index tree from the scores of its items.</summary>
/// <param name="pack">The pack.</param>
/// <param name="tally">The counts of the group.</param>
/// <param name="items">The items' scores in questionnaire order.</param>
internal sealed class NodeScorer(MethodPack pack, AnswerTally tally, ItemScore[] items)
{
    /// <summary>Scores a node and all its descendants.</summary>
    /// <param name="node">The node.</param>
    public NodeScore Score(IndexNode node)
    {
        var children = new NodeScore[node.Children.Count];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = Score(node.Children[i]);
        }

        ItemScore[] own = Items(node);
        AnswerCounts counts = default;
        foreach (ItemScore item in own)
        {
            counts += item.Score.Counts;
        }

        AggregationRule rule = node.RuleUnder(pack.Rules);
        Figure figure = rule switch
        {
            AggregationRule.MeanOfItems => OfParts(own.Select(item => new Part(item.Item.Item.Code, item.Score, ExactShare.One))),
            AggregationRule.MeanOfCriteria => OfParts(Below(children, IndexNodeKind.Criterion)),
            AggregationRule.MeanOfDomains => OfParts(Below(children, IndexNodeKind.Domain)),
            AggregationRule.Weighted => OfParts(Weighted(node, children)),
            AggregationRule.GeneralQuestion => OfGeneralQuestion(node),
            AggregationRule.AllSatisfied => OfBallots(node, counts),
            AggregationRule.MeanScore => OfLevels(own, counts, (level, levels) => new ExactShare(level, levels)),
            AggregationRule.MeanScoreFromOne => OfLevels(own, counts, (level, levels) => new ExactShare(level - 1, levels - 1)),
            AggregationRule.Points => OfPoints(own),
            _ => OfAnswers(counts),
        };

        // A general question has separate counts; every other rule reports the counts of all items below the node.
        return new NodeScore
        {
            Node = node,
            Children = children,
            Score = new Score
            {
                Share = figure.Share,
                Denominator = figure.Denominator,
                Points = figure.Points,
                MaximumPoints = figure.MaximumPoints,
                MissingParts = figure.MissingParts ?? [],
                Counts = rule == AggregationRule.GeneralQuestion ? figure.Counts : counts,
                Rule = rule,
                Reason = own.Length == 0 && rule != AggregationRule.GeneralQuestion ? NotComputable.NotAsked : figure.Reason,
                MeanLevel = MeanLevel(own),
            },
        };
    }

    // Counts first, then fills the array by position, because a province's page scores hundreds of trees.
    private ItemScore[] Items(IndexNode node)
    {
        var found = new ItemScore[CountItems(node)];
        int count = 0;
        AddItems(node, found, ref count);
        return found;
    }

    private int CountItems(IndexNode node)
    {
        int count = 0;
        for (int i = 0; i < node.Children.Count; i++)
        {
            count += CountItems(node.Children[i]);
        }

        for (int i = 0; i < node.Items.Count; i++)
        {
            count += Find(node.Items[i]) is null ? 0 : 1;
        }

        return count;
    }

    private void AddItems(IndexNode node, ItemScore[] found, ref int count)
    {
        for (int i = 0; i < node.Children.Count; i++)
        {
            AddItems(node.Children[i], found, ref count);
        }

        for (int i = 0; i < node.Items.Count; i++)
        {
            if (Find(node.Items[i]) is { } item)
            {
                found[count++] = item;
            }
        }
    }

    private ItemScore? Find(string code) => tally.Layout.Find(code) is { } item ? items[item.Index] : null;

    private static IEnumerable<Part> Below(NodeScore[] children, IndexNodeKind kind) => children
        .SelectMany(child => child.SelfAndDescendants())
        .Where(node => node.Node.Kind == kind && node.Score.Reason != NotComputable.NotAsked)
        .Select(node => new Part(node.Node.Code, node.Score, ExactShare.One));

    private IEnumerable<Part> Weighted(IndexNode node, NodeScore[] children)
    {
        foreach (PartWeight weight in node.Weights)
        {
            Score? score = children.FirstOrDefault(child => child.Node.Code == weight.Part)?.Score ?? Find(weight.Part)?.Score;
            yield return new Part(weight.Part, score, ExactShare.FromDecimal(weight.Weight));
        }
    }

    private Figure Without(NotComputable reason) =>
        new() { Reason = tally.BallotCount == 0 ? NotComputable.NoBallots : reason };

    // An index without one of its parts would be a different index, so all parts must be computable.
    private Figure OfParts(IEnumerable<Part> parts)
    {
        Part[] all = [.. parts];
        string[] missing = [.. all.Where(part => part.Score?.Share is null).Select(part => part.Code)];
        if (all.Length == 0 || missing.Length == all.Length)
        {
            return Without(NotComputable.NoValidAnswers);
        }

        return missing.Length > 0
            ? Without(NotComputable.PartNotComputable) with { MissingParts = missing }
            : new Figure { Share = ExactShare.WeightedMean([.. all.Select(part => (part.Score!.Share!.Value, part.Weight))]) };
    }

    private Figure OfAnswers(AnswerCounts counts) => counts.Valid == 0
        ? Without(NotComputable.NoValidAnswers)
        : new Figure
        {
            Denominator = counts.Denominator(pack.Rules.Missing),
            Share = new ExactShare(counts.Satisfied, counts.Denominator(pack.Rules.Missing)),
        };

    private Figure OfGeneralQuestion(IndexNode node) =>
        node.GeneralItem is { } code && Find(code) is { Score: var item }
            ? new Figure { Counts = item.Counts, Reason = item.Reason, Denominator = item.Denominator, Share = item.Share }
            : Without(NotComputable.NotAsked);

    private Figure OfBallots(IndexNode node, AnswerCounts counts)
    {
        if (counts.Valid == 0)
        {
            return Without(NotComputable.NoValidAnswers);
        }

        // Counts by item do not identify the answers of one ballot.
        if (tally.Layout.FindSet(BallotSetKind.AllSatisfied, node.Code) is not { } set || tally.CountingBallots(set) == 0)
        {
            return Without(NotComputable.NotCounted);
        }

        long denominator = pack.Rules.Missing == MissingRule.AllBallots ? tally.BallotCount : tally.CountingBallots(set);
        return new Figure { Denominator = denominator, Share = new ExactShare(tally.HoldingBallots(set), denominator) };
    }

    private Figure OfLevels(ItemScore[] own, AnswerCounts counts, Func<int, int, ExactShare> worth)
    {
        if (counts.Valid == 0)
        {
            return Without(NotComputable.NoValidAnswers);
        }

        ExactShare sum = ExactShare.Zero;
        foreach (ItemScore item in own)
        {
            for (int level = 1; level <= item.Item.LevelCount; level++)
            {
                sum += worth(level, item.Item.LevelCount) * new ExactShare(item.CodeCounts[level], 1);
            }
        }

        return new Figure { Share = sum / new ExactShare(counts.Valid, 1) };
    }

    private Figure OfPoints(ItemScore[] own)
    {
        int maximum = own.Sum(item => item.Item.Scale.Levels[^1].Points ?? 0);
        string[] missing = [.. own.Where(item => item.Score.Counts.Valid == 0).Select(item => item.Item.Item.Code)];
        if (missing.Length > 0 || maximum == 0)
        {
            return missing.Length == own.Length
                ? Without(NotComputable.NoValidAnswers) with { MaximumPoints = maximum }
                : Without(NotComputable.PartNotComputable) with { MissingParts = missing, MaximumPoints = maximum };
        }

        ExactShare points = own.Aggregate(ExactShare.Zero, (sum, item) => sum + MeanPoints(item));
        return new Figure { Points = points, MaximumPoints = maximum, Share = points / new ExactShare(maximum, 1) };
    }

    private static ExactShare MeanPoints(ItemScore item)
    {
        BigInteger points = 0;
        foreach (ScaleLevel level in item.Item.Scale.Levels)
        {
            points += (BigInteger)(level.Points ?? 0) * item.CodeCounts[level.Level];
        }

        return new ExactShare(points, item.Score.Counts.Valid);
    }

    private static ExactShare? MeanLevel(ItemScore[] own)
    {
        long valid = 0;
        long levels = 0;
        foreach (ItemScore item in own)
        {
            if (item.Item.LevelCount != own[0].Item.LevelCount)
            {
                return null;
            }

            valid += item.Score.Counts.Valid;
            for (int level = 1; level <= item.Item.LevelCount; level++)
            {
                levels += level * item.CodeCounts[level];
            }
        }

        return valid == 0 ? null : new ExactShare(levels, valid);
    }

    /// <summary>The result of a rule. It is converted to a score once.</summary>
    private readonly record struct Figure
    {
        internal NotComputable Reason { get; init; }

        internal ExactShare? Share { get; init; }

        internal long? Denominator { get; init; }

        internal ExactShare? Points { get; init; }

        internal int? MaximumPoints { get; init; }

        internal string[]? MissingParts { get; init; }

        /// <summary>Separate counts, used by a general question.</summary>
        internal AnswerCounts Counts { get; init; }
    }

    private readonly record struct Part(string Code, Score? Score, ExactShare Weight);
}
