using Sipas.Packs;

namespace Sipas.Estimation;

/// <summary>
/// The index of one node as a linear combination Σ c A ÷ B of ratios: the form of the pack's rule required for
/// linearisation.
/// </summary>
internal sealed class IndexFormula
{
    private IndexFormula(string code, AggregationRule? rule, IReadOnlyList<(double Coefficient, IndexTerm Term)> parts)
    {
        Code = code;
        Rule = rule;
        Coefficients = [.. parts.Select(part => part.Coefficient)];
        Terms = [.. parts.Select(part => part.Term)];
    }

    /// <summary>Code of the node or item.</summary>
    public string Code { get; }

    /// <summary>The rule of the node; null for an item.</summary>
    public AggregationRule? Rule { get; }

    public double[] Coefficients { get; }

    public IndexTerm[] Terms { get; }

    /// <summary>
    /// Returns the formulas of every tree node that is part of the questionnaire, followed by those of every item below
    /// it.
    /// </summary>
    /// <param name="pack">The pack; its rules are those used for scoring.</param>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="everyItem">Whether to append items outside the tree.</param>
    public static IReadOnlyList<IndexFormula> Of(MethodPack pack, AnswerLayout layout, bool everyItem = false)
    {
        var maker = new Maker(pack, layout);
        var formulas = new List<IndexFormula>();
        foreach (IndexNode node in pack.Index.SelfAndDescendants())
        {
            if (maker.Of(node) is { Count: > 0 } parts)
            {
                formulas.Add(new IndexFormula(node.Code, node.RuleUnder(pack.Rules), parts));
            }
        }

        foreach (ItemLayout item in pack.Index.AllItems().Select(layout.Find).OfType<ItemLayout>().Concat(everyItem ? layout.Items : [])
            .Distinct())
        {
            if (maker.OfItem(item) is { } parts)
            {
                formulas.Add(new IndexFormula(item.Item.Code, null, parts));
            }
        }

        return formulas;
    }

    private sealed class Maker(MethodPack pack, AnswerLayout layout)
    {
        private readonly Dictionary<IndexNode, IReadOnlyList<(double Coefficient, IndexTerm Term)>?> _nodes =
            new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<ItemLayout, IReadOnlyList<(double Coefficient, IndexTerm Term)>?> _items =
            new(ReferenceEqualityComparer.Instance);

        // Null if the questionnaire lacks a part that the rule requires: such a node has no score either. Computed once
        // and shared with its ancestors.
        public IReadOnlyList<(double Coefficient, IndexTerm Term)>? Of(IndexNode node)
        {
            if (!_nodes.TryGetValue(node, out IReadOnlyList<(double Coefficient, IndexTerm Term)>? parts))
            {
                _nodes.Add(node, parts = Make(node));
            }

            return parts;
        }

        // Null for an item without a satisfied answer: it has no score.
        public IReadOnlyList<(double Coefficient, IndexTerm Term)>? OfItem(ItemLayout item)
        {
            if (!_items.TryGetValue(item, out IReadOnlyList<(double Coefficient, IndexTerm Term)>? parts))
            {
                _items.Add(item, parts = item.SatisfiedCodes == 0 ? null : [(1, IndexTerm.Pooled([item], pack.Rules.Missing))]);
            }

            return parts;
        }

        private IReadOnlyList<(double Coefficient, IndexTerm Term)>? Make(IndexNode node)
        {
            ItemLayout[] items = ItemsOf(node);
            AggregationRule rule = node.RuleUnder(pack.Rules);
            if (items.Length == 0 && rule != AggregationRule.GeneralQuestion)
            {
                return null;
            }

            return rule switch
            {
                AggregationRule.MeanOfItems => Mean(items.Select(OfItem)),
                AggregationRule.MeanOfCriteria => Mean(Below(node, IndexNodeKind.Criterion)),
                AggregationRule.MeanOfDomains => Mean(Below(node, IndexNodeKind.Domain)),
                AggregationRule.Weighted => Weighted(node),
                AggregationRule.GeneralQuestion => node.GeneralItem is { } code && layout.Find(code) is { } item ? OfItem(item) : null,
                AggregationRule.AllSatisfied => [(1, IndexTerm.AllSatisfied(items, pack.Rules.Missing == MissingRule.AllBallots))],
                AggregationRule.MeanScore => OfLevels(items, 0),
                AggregationRule.MeanScoreFromOne => OfLevels(items, 1),
                AggregationRule.Points => OfPoints(items),
                _ => [(1, IndexTerm.Pooled(items, pack.Rules.Missing))],
            };
        }

        private ItemLayout[] ItemsOf(IndexNode node) => [.. node.AllItems().Select(layout.Find).OfType<ItemLayout>()];

        private IEnumerable<IReadOnlyList<(double Coefficient, IndexTerm Term)>?> Below(IndexNode node, IndexNodeKind kind) =>
            node.Children.SelectMany(child => child.SelfAndDescendants()).Where(part => part.Kind == kind)
                .Where(part => part.RuleUnder(pack.Rules) == AggregationRule.GeneralQuestion
                    ? part.GeneralItem is { } code && layout.Find(code) is not null
                    : ItemsOf(part).Length > 0)
                .Select(Of);

        private static List<(double, IndexTerm)>? Mean(IEnumerable<IReadOnlyList<(double Coefficient, IndexTerm Term)>?> parts) =>
            Combine([.. parts.Select(part => (1.0, part))]);

        private List<(double, IndexTerm)>? Weighted(IndexNode node) => Combine([.. node.Weights.Select(weight => ((double)weight.Weight,
            node.Children.FirstOrDefault(child => child.Code == weight.Part) is { } child ? Of(child)
            : layout.Find(weight.Part) is { } item ? OfItem(item) : null))]);

        private static List<(double, IndexTerm)>? Combine(
            IReadOnlyList<(double Weight, IReadOnlyList<(double Coefficient, IndexTerm Term)>? Parts)> parts)
        {
            double sum = parts.Sum(part => part.Weight);
            return parts.Count == 0 || parts.Any(part => part.Parts is null)
                ? null
                : [.. parts.SelectMany(part => part.Parts!.Select(its => (part.Weight / sum * its.Coefficient, its.Term)))];
        }

        // The value of a level is a fraction; multiplied by the least common multiple of all denominators it is an
        // integer.
        private static List<(double, IndexTerm)> OfLevels(ItemLayout[] items, int from)
        {
            int common = items.Select(item => item.LevelCount - from).Aggregate(1, LeastCommonMultiple);
            return [(1.0 / common, IndexTerm.OfLevels(items, (item, level) => (level - from) * (common / (item.LevelCount - from))))];
        }

        private static List<(double, IndexTerm)>? OfPoints(ItemLayout[] items)
        {
            int maximum = items.Sum(item => item.Scale.Levels[^1].Points ?? 0);
            return maximum == 0
                ? null
                : [.. items.Select(item =>
                    (1.0 / maximum, IndexTerm.OfLevels([item], (its, level) => its.Scale.Levels[level - 1].Points ?? 0)))];
        }

        private static int LeastCommonMultiple(int a, int b)
        {
            (int x, int y) = (a, b);
            while (y != 0)
            {
                (x, y) = (y, x % y);
            }

            return a / x * b;
        }
    }
}
