using System.Numerics;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Verification;

/// <summary>Counts and scores one group of ballots with simple code: one count per item and stored character, whole numbers,
/// and a direct traversal of the pack's tree according to its rules. It shares no code with Aggregation and Scoring, whose
/// figures it verifies.</summary>
internal sealed class PlainIndex
{
    // The characters of stored answers: a level, or the reason why there is none.
    private const string Characters = "-nkr123456789";

    private readonly MethodPack _pack;
    private readonly string[] _items;
    private readonly AnswerScale[] _scales;
    private readonly long[][] _counts;
    private readonly (IndexNode Node, int[] Items)[] _allSatisfied;
    private readonly (long Counting, long Holding)[] _ballotsOf;

    public PlainIndex(MethodPack pack, Questionnaire questionnaire)
    {
        _pack = pack;
        _items = [.. questionnaire.Items.Select(item => item.Code)];
        _scales = [.. questionnaire.Items.Select(item => pack.FindScale(item.Scale)!)];
        _counts = [.. _items.Select(_ => new long[Characters.Length])];
        _allSatisfied = [.. pack.Index.SelfAndDescendants().Where(node => node.RuleUnder(pack.Rules) == AggregationRule.AllSatisfied)
            .Select(node => (node, ItemsOf(node)))];
        _ballotsOf = new (long, long)[_allSatisfied.Length];
    }

    public long BallotCount { get; private set; }

    /// <summary>Counts one ballot.</summary>
    /// <param name="answers">One storage character per item.</param>
    /// <returns>False if the answers do not belong to this questionnaire. Nothing is counted in this case.</returns>
    public bool Add(string answers)
    {
        if (answers.Length != _items.Length || !answers.All(Characters.Contains))
        {
            return false;
        }

        for (int i = 0; i < answers.Length; i++)
        {
            _counts[i][Characters.IndexOf(answers[i], StringComparison.Ordinal)]++;
        }

        for (int set = 0; set < _allSatisfied.Length; set++)
        {
            int[] valid = [.. _allSatisfied[set].Items.Where(item => char.IsAsciiDigit(answers[item]))];
            bool holds = valid.All(item => IsSatisfied(_scales[item], answers[item] - '0'));
            _ballotsOf[set].Counting += valid.Length > 0 ? 1 : 0;
            _ballotsOf[set].Holding += valid.Length > 0 && holds ? 1 : 0;
        }

        BallotCount++;
        return true;
    }

    /// <summary>Returns the figures of the group in the order of publication.</summary>
    public IEnumerable<PublishedFigure> Figures()
    {
        IndexNode[] nodes = [.. _pack.Index.SelfAndDescendants()];
        yield return Figure(PublishedFigureKind.Overall, _pack.Index);
        foreach (IndexNode node in nodes.Where(node => node.Kind == IndexNodeKind.Domain))
        {
            yield return Figure(PublishedFigureKind.Domain, node);
        }

        foreach (IndexNode node in nodes.Where(node => node.Kind == IndexNodeKind.Criterion))
        {
            yield return Figure(PublishedFigureKind.Criterion, node);
        }

        for (int i = 0; i < _items.Length; i++)
        {
            if (_scales[i].Levels.Any(level => level.Satisfied))
            {
                Counts counts = CountsOf([i]);
                yield return new PublishedFigure(PublishedFigureKind.Item, _items[i], Percent(ShareOf(i)), counts.Satisfied, counts.Valid,
                    counts.NoAnswer, counts.Special);
            }
        }
    }

    private PublishedFigure Figure(PublishedFigureKind kind, IndexNode node)
    {
        // A general question has separate counts; every other rule reports the counts of all items below the node.
        Counts counts = node.RuleUnder(_pack.Rules) == AggregationRule.GeneralQuestion
            ? CountsOf(Find(node.GeneralItem) is { } item ? [item] : [])
            : CountsOf(ItemsOf(node));
        return new PublishedFigure(kind, node.Code, Percent(ShareOf(node)), counts.Satisfied, counts.Valid, counts.NoAnswer,
            counts.Special);
    }

    private Ratio? ShareOf(IndexNode node)
    {
        int[] items = ItemsOf(node);
        Counts counts = CountsOf(items);
        switch (node.RuleUnder(_pack.Rules))
        {
            case AggregationRule.GeneralQuestion:
                return Find(node.GeneralItem) is { } general ? ShareOf(general) : null;
            case AggregationRule.MeanOfItems:
                return Mean([.. items.Select(item => (ShareOf(item), Ratio.One))]);
            case AggregationRule.MeanOfCriteria:
                return Mean(Below(node, IndexNodeKind.Criterion));
            case AggregationRule.MeanOfDomains:
                return Mean(Below(node, IndexNodeKind.Domain));
            case AggregationRule.Weighted:
                return Mean([.. node.Weights.Select(weight => (
                    node.Children.FirstOrDefault(child => child.Code == weight.Part) is { } child
                    ? ShareOf(child)
                    : Find(weight.Part) is { } item ? ShareOf(item) : null,
                    Ratio.Of(weight.Weight)))]);
            case AggregationRule.AllSatisfied:
                (long counting, long holding) = _ballotsOf[Array.FindIndex(_allSatisfied, set => set.Node == node)];
                return counting == 0 ? null : new Ratio(holding, _pack.Rules.Missing == MissingRule.AllBallots ? BallotCount : counting);
            case AggregationRule.MeanScore:
                return MeanLevel(items, counts, (level, levels) => new Ratio(level, levels));
            case AggregationRule.MeanScoreFromOne:
                return MeanLevel(items, counts, (level, levels) => new Ratio(level - 1, levels - 1));
            case AggregationRule.Points:
                return Points(items);
            default:
                return counts.Valid == 0 ? null : new Ratio(counts.Satisfied, Denominator(counts));
        }
    }

    private Ratio? ShareOf(int item)
    {
        Counts counts = CountsOf([item]);
        return counts.Valid == 0 || !_scales[item].Levels.Any(level => level.Satisfied)
            ? null
            : new Ratio(counts.Satisfied, Denominator(counts));
    }

    private (Ratio? Share, Ratio Weight)[] Below(IndexNode node, IndexNodeKind kind) =>
        [.. node.SelfAndDescendants().Skip(1).Where(part => part.Kind == kind && IsAsked(part)).Select(part => (ShareOf(part), Ratio.One))];

    private bool IsAsked(IndexNode node) => node.RuleUnder(_pack.Rules) == AggregationRule.GeneralQuestion
        ? Find(node.GeneralItem) is not null
        : ItemsOf(node).Length > 0;

    // An index without one of its parts would be a different index.
    private static Ratio? Mean((Ratio? Share, Ratio Weight)[] parts)
    {
        if (parts.Length == 0 || parts.Any(part => part.Share is null))
        {
            return null;
        }

        (Ratio sum, Ratio weights) = (Ratio.Zero, Ratio.Zero);
        foreach ((Ratio? share, Ratio weight) in parts)
        {
            sum = sum.Plus(share!.Value.Times(weight));
            weights = weights.Plus(weight);
        }

        return sum.Over(weights);
    }

    private Ratio? MeanLevel(int[] items, Counts counts, Func<int, int, Ratio> worth)
    {
        if (counts.Valid == 0)
        {
            return null;
        }

        Ratio sum = Ratio.Zero;
        foreach (int item in items)
        {
            int levels = _scales[item].Levels.Count;
            for (int level = 1; level <= levels; level++)
            {
                sum = sum.Plus(worth(level, levels).Times(new Ratio(Count(item, (char)('0' + level)), 1)));
            }
        }

        return sum.Over(new Ratio(counts.Valid, 1));
    }

    private Ratio? Points(int[] items)
    {
        int maximum = items.Sum(item => _scales[item].Levels[^1].Points ?? 0);
        if (maximum == 0 || items.Any(item => CountsOf([item]).Valid == 0))
        {
            return null;
        }

        Ratio sum = Ratio.Zero;
        foreach (int item in items)
        {
            BigInteger points = 0;
            foreach (ScaleLevel level in _scales[item].Levels)
            {
                points += (BigInteger)(level.Points ?? 0) * Count(item, (char)('0' + level.Level));
            }

            sum = sum.Plus(new Ratio(points, CountsOf([item]).Valid));
        }

        return sum.Over(new Ratio(maximum, 1));
    }

    private int[] ItemsOf(IndexNode node) => [.. node.AllItems().Select(Find).OfType<int>()];

    private int? Find(string? code) => Array.IndexOf(_items, code) is >= 0 and int index ? index : null;

    private long Count(int item, char character) => _counts[item][Characters.IndexOf(character, StringComparison.Ordinal)];

    private Counts CountsOf(int[] items)
    {
        Counts sum = default;
        foreach (int item in items)
        {
            foreach (ScaleLevel level in _scales[item].Levels)
            {
                long count = Count(item, (char)('0' + level.Level));
                sum.Valid += count;
                sum.Satisfied += level.Satisfied ? count : 0;
            }

            sum.NoAnswer += Count(item, '-');
            sum.Excluded += Count(item, 'n') + Count(item, 'k');
            sum.Special += Count(item, 'n') + Count(item, 'k') + Count(item, 'r');
        }

        return sum;
    }

    private long Denominator(Counts counts) => _pack.Rules.Missing switch
    {
        MissingRule.AllBallots => counts.Valid + counts.NoAnswer + counts.Special,
        MissingRule.NotApplicableExcluded => counts.Valid + counts.NoAnswer + counts.Special - counts.Excluded,
        _ => counts.Valid,
    };

    private static bool IsSatisfied(AnswerScale scale, int level) => scale.Levels.Any(own => own.Level == level && own.Satisfied);

    private decimal? Percent(Ratio? share)
    {
        if (share is not { } known)
        {
            return null;
        }

        RoundingRule rounding = _pack.Rules.Rounding;
        BigInteger scale = BigInteger.Pow(10, rounding.Decimals);
        BigInteger whole = BigInteger.DivRem(known.Upper * 100 * scale, known.Lower, out BigInteger rest);
        int half = (rest * 2).CompareTo(known.Lower);
        bool up = half > 0 || (half == 0 && (rounding.Midpoint == MidpointRule.AwayFromZero || !whole.IsEven));
        return (decimal)(up ? whole + 1 : whole) / (decimal)scale;
    }

    private record struct Counts(long Satisfied, long Valid, long NoAnswer, long Special, long Excluded);

    // A ratio of whole numbers, never reduced, for simplicity.
    private readonly record struct Ratio(BigInteger Upper, BigInteger Lower)
    {
        public static Ratio Zero => new(0, 1);

        public static Ratio One => new(1, 1);

        public static Ratio Of(decimal number)
        {
            int digits = number.Scale;
            return new Ratio((BigInteger)(number * (decimal)BigInteger.Pow(10, digits)), BigInteger.Pow(10, digits));
        }

        public Ratio Plus(Ratio other) => new((Upper * other.Lower) + (other.Upper * Lower), Lower * other.Lower);

        public Ratio Times(Ratio other) => new(Upper * other.Upper, Lower * other.Lower);

        public Ratio Over(Ratio other) => new(Upper * other.Lower, Lower * other.Upper);
    }
}
