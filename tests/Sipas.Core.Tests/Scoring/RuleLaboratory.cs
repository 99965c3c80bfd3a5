using System.Numerics;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>A small pack on mixed scales, for any rule, and its plain recount: loops over ballots that anybody can follow.</summary>
internal static class RuleLaboratory
{
    // Items: code, domain, criterion, scale. The general question stands outside the tree.
    internal static readonly (string Code, string Domain, string Criterion, string Scale)[] Items =
    [
        ("a1", "P", "PA", "five"), ("a2", "P", "PA", "five"), ("b1", "P", "PB", "three"),
        ("c1", "S", "SA", "five"), ("c2", "S", "SA", "three"), ("c3", "S", "SA", "five"), ("d1", "S", "SB", "two"), ("g", "", "", "five"),
    ];

    internal static readonly Dictionary<string, (int Levels, int SatisfiedFrom, int[] Points)> Scales = new()
    {
        ["five"] = (5, 4, [0, 1, 1, 2, 4]),
        ["three"] = (3, 3, [0, 1, 2]),
        ["two"] = (2, 2, [0, 1]),
    };

    internal static readonly Dictionary<string, (string Part, decimal Weight)[]> Weights = new()
    {
        ["ALL"] = [("P", 0.35m), ("S", 0.65m)],
        ["P"] = [("PA", 0.5m), ("PB", 0.5m)],
        ["S"] = [("SA", 0.75m), ("SB", 0.25m)],
        ["PA"] = [("a1", 0.1m), ("a2", 0.9m)],
        ["PB"] = [("b1", 1m)],
        ["SA"] = [("c1", 0.2m), ("c2", 0.3m), ("c3", 0.5m)],
        ["SB"] = [("d1", 1m)],
    };

    internal static MethodPack Pack(AggregationRule rule, MissingRule missing)
    {
        IndexNode[] domains = [.. Items.Where(item => item.Domain != "").GroupBy(item => item.Domain)
            .Select(domain => Node(domain.Key, IndexNodeKind.Domain,
            [.. domain.GroupBy(item => item.Criterion)
                .Select(criterion => Node(criterion.Key, IndexNodeKind.Criterion, [], [.. criterion.Select(item => item.Code)]))], []))];
        return MethodPacks.Shipped("kiosk-9") with
        {
            Id = $"lab-{rule}-{missing}",
            Rules = MethodPacks.Shipped("kiosk-9").Rules with { Aggregation = rule, Missing = missing },
            Scales = [.. Scales.Select(scale => new AnswerScale
            {
                Code = scale.Key,
                Levels = [.. Enumerable.Range(1, scale.Value.Levels).Select(level => new ScaleLevel
                {
                    Level = level, Satisfied = level >= scale.Value.SatisfiedFrom, Points = scale.Value.Points[level - 1], Text = Text("x"),
                })],
                Special = [.. ((SpecialAnswer[])[SpecialAnswer.NotApplicable, SpecialAnswer.DontKnow, SpecialAnswer.Refused])
                    .Select(answer => new ScaleSpecial { Answer = answer, Text = Text("x") })],
            })],
            Questionnaires = [MethodPacks.Shipped("kiosk-9").Questionnaires[0] with
            {
                Items = [.. Items.Select(item => new Item { Code = item.Code, Text = Text("x"), Scale = item.Scale, Required = false })],
            }],
            Index = Node("ALL", IndexNodeKind.Overall, domains, []),
        };

        IndexNode Node(string code, IndexNodeKind kind, IReadOnlyList<IndexNode> children, IReadOnlyList<string> items) => new()
        {
            Code = code,
            Kind = kind,
            Text = Text("x"),
            Children = children,
            Items = items,
            GeneralItem = rule == AggregationRule.GeneralQuestion ? "g" : null,
            Weights = rule == AggregationRule.Weighted
            ? [.. Weights[code].Select(weight => new PartWeight { Part = weight.Part, Weight = weight.Weight })] : [],
        };
    }

    internal static AnswerLayout Layout(MethodPack pack) => new(pack, pack.Questionnaires[0]);

    /// <summary>Ballots of random answers; about a third of the cells hold no level.</summary>
    internal static byte[][] Ballots(int seed, int count)
    {
        var random = new Random(seed);
        int share = random.Next(1, 5);
        return [.. Enumerable.Range(0, count).Select(_ => Items.Select(item =>
        {
            int levels = Scales[item.Scale].Levels;
            return (byte)(random.Next(share) == 0
                ? new[] { 0, levels + 1, levels + 2, levels + 3 }[random.Next(4)]
                : random.Next(1, levels + 1));
        }).ToArray())];
    }

    /// <summary>The index of a node by the definition of its rule, ballot after ballot; null when it is not computable.</summary>
    internal static Ratio? Recount(string node, AggregationRule rule, MissingRule missing, byte[][] ballots)
    {
        int[] items = [.. Enumerable.Range(0, Items.Length)
            .Where(i => Items[i].Domain != ""
                && (node == "ALL" || Items[i].Domain == node || Items[i].Criterion == node || Items[i].Code == node))];
        string[] Below(Func<(string Code, string Domain, string Criterion, string Scale), string> part) =>
            [.. items.Select(i => part(Items[i])).Distinct()];
        bool isDomain = Items.Any(item => item.Domain == node);
        bool isCriterion = Items.Any(item => item.Criterion == node);
        switch (rule)
        {
            case AggregationRule.PooledItems:
                return Pooled(items, missing, ballots);
            case AggregationRule.MeanOfItems:
                return Mean([.. items.Select(i => Pooled([i], missing, ballots))]);
            case AggregationRule.MeanOfCriteria:
                return isCriterion
                    ? Recount(node, AggregationRule.MeanOfItems, missing, ballots)
                    : Mean([.. Below(item => item.Criterion).Select(part => Recount(part, rule, missing, ballots))]);
            case AggregationRule.MeanOfDomains:
                return isCriterion || isDomain
                    ? Recount(node, AggregationRule.MeanOfCriteria, missing, ballots)
                    : Mean([.. Below(item => item.Domain).Select(part => Recount(part, rule, missing, ballots))]);
            case AggregationRule.Weighted:
                Ratio? sum = new Ratio(0, 1);
                foreach ((string part, decimal weight) in Weights[node])
                {
                    Ratio? value = Weights.ContainsKey(part)
                        ? Recount(part, rule, missing, ballots)
                        : Pooled([Array.FindIndex(Items, item => item.Code == part)], missing, ballots);
                    sum = value is null || sum is null
                        ? null
                        : sum.Value.Plus(value.Value.Times(new Ratio((BigInteger)(weight * 100), 100)));
                }

                return sum;
            case AggregationRule.GeneralQuestion:
                return Pooled([Items.Length - 1], missing, ballots);
            case AggregationRule.AllSatisfied:
                byte[][] answering = [.. ballots.Where(ballot => items.Any(i => IsLevel(i, ballot[i])))];
                int happy = answering.Count(ballot => items.Where(i => IsLevel(i, ballot[i])).All(i => IsSatisfied(i, ballot[i])));
                return answering.Length == 0
                    ? null
                    : new Ratio(happy, missing == MissingRule.AllBallots ? ballots.Length : answering.Length);
            case AggregationRule.MeanScore or AggregationRule.MeanScoreFromOne:
                int lower = rule == AggregationRule.MeanScore ? 0 : 1;
                (int Item, byte Level)[] answers =
                    [.. ballots.SelectMany(ballot => items.Where(i => IsLevel(i, ballot[i])).Select(i => (i, ballot[i])))];
                Ratio total = answers.Aggregate(new Ratio(0, 1), (worth, answer) =>
                    worth.Plus(new Ratio(answer.Level - lower, Scales[Items[answer.Item].Scale].Levels - lower)));
                return answers.Length == 0 ? null : total.Times(new Ratio(1, answers.Length));
            default:
                Ratio? points = new Ratio(0, 1);
                foreach (int i in items)
                {
                    byte[] levels = [.. ballots.Select(ballot => ballot[i]).Where(code => IsLevel(i, code))];
                    points = levels.Length == 0 || points is null
                        ? null
                        : points.Value.Plus(new Ratio(levels.Sum(level => Scales[Items[i].Scale].Points[level - 1]), levels.Length));
                }

                return points?.Times(new Ratio(1, items.Sum(i => Scales[Items[i].Scale].Points[^1])));
        }
    }

    internal static bool IsLevel(int item, byte code) => code >= 1 && code <= Scales[Items[item].Scale].Levels;

    private static bool IsSatisfied(int item, byte code) => IsLevel(item, code) && code >= Scales[Items[item].Scale].SatisfiedFrom;

    private static Ratio? Pooled(int[] items, MissingRule missing, byte[][] ballots)
    {
        int satisfied = 0, valid = 0, divisor = 0;
        foreach (byte[] ballot in ballots)
        {
            foreach (int i in items)
            {
                int levels = Scales[Items[i].Scale].Levels;
                satisfied += IsSatisfied(i, ballot[i]) ? 1 : 0;
                valid += IsLevel(i, ballot[i]) ? 1 : 0;
                divisor += missing switch
                {
                    MissingRule.ValidAnswers => IsLevel(i, ballot[i]) ? 1 : 0,
                    MissingRule.AllBallots => 1,
                    _ => ballot[i] == levels + 1 || ballot[i] == levels + 2 ? 0 : 1,
                };
            }
        }

        return valid == 0 ? null : new Ratio(satisfied, divisor);
    }

    private static Ratio? Mean(Ratio?[] parts) => parts.Any(part => part is null) ? null
        : parts.Aggregate(new Ratio(0, 1), (sum, part) => sum.Plus(part!.Value)).Times(new Ratio(1, parts.Length));

    private static LocalizedText Text(string text) => new(text, text);

    /// <summary>A fraction that is never reduced.</summary>
    internal readonly record struct Ratio(BigInteger Over, BigInteger Under)
    {
        internal Ratio Plus(Ratio other) => new((Over * other.Under) + (other.Over * Under), Under * other.Under);

        internal Ratio Times(Ratio other) => new(Over * other.Over, Under * other.Under);
    }
}
