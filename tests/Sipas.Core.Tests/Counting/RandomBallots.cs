using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Ballots of a random questionnaire, and the plain loop that counts them.</summary>
internal sealed class RandomBallots
{
    private static readonly DateOnly FirstDay = new(2024, 11, 17);

    private RandomBallots(ColumnSchema schema, List<(BallotFacts Facts, byte[] Codes)> ballots)
    {
        Schema = schema;
        Ballots = ballots;
    }

    internal ColumnSchema Schema { get; }

    internal List<(BallotFacts Facts, byte[] Codes)> Ballots { get; }

    internal AnswerLayout Layout => Schema.Layout;

    internal static AnswerLayout LayoutOf(params int[] codeCounts) => LayoutOf(allSatisfied: false, codeCounts);

    /// <summary>A questionnaire whose index tree has one criterion for each four items, and counts ballots in which all
    /// answers are satisfied if asked to.</summary>
    internal static AnswerLayout LayoutOf(bool allSatisfied, params int[] codeCounts)
    {
        var text = new LocalizedText("thử", "trial");
        SpecialAnswer[] special = [SpecialAnswer.NotApplicable, SpecialAnswer.DontKnow, SpecialAnswer.Refused];
        AnswerScale Scale(int codes)
        {
            int levels = Math.Max(Math.Min(codes - 1, 5), codes - 4);
            return new AnswerScale
            {
                Code = codes.ToString(CultureInfo.InvariantCulture),
                Levels = [.. Enumerable.Range(1, levels)
                    .Select(level => new ScaleLevel { Level = level, Satisfied = 2 * level > levels + 1, Text = text })],
                Special = [.. special.Take(codes - 1 - levels).Select(answer => new ScaleSpecial { Answer = answer, Text = text })],
            };
        }

        var questionnaire = new Questionnaire
        {
            Version = "1",
            Title = text,
            Introduction = text,
            Items = [.. codeCounts.Select((codes, i) =>
                new Item { Code = $"Q{i}", Text = text, Scale = codes.ToString(CultureInfo.InvariantCulture), Required = false })],
        };
        MethodPack pack = MethodPacks.Shipped("kiosk-9") with
        {
            Id = "trial",
            Scales = [.. codeCounts.Distinct().Select(Scale)],
            Questionnaires = [questionnaire]
        };
        if (allSatisfied)
        {
            IndexNode[] criteria = [.. questionnaire.Items.Select(item => item.Code).Chunk(4)
                .Select((items, i) => new IndexNode { Code = $"C{i}", Kind = IndexNodeKind.Criterion, Text = text, Items = items })];
            pack = pack with
            {
                Rules = pack.Rules with { Aggregation = AggregationRule.AllSatisfied },
                Index = new IndexNode { Code = "D", Kind = IndexNodeKind.Domain, Text = text, Children = criteria },
            };
        }

        return new AnswerLayout(pack, questionnaire);
    }

    /// <summary>A random questionnaire (1 to 30 items of 2 to 13 codes) and its ballots: units, months and codes even,
    /// lopsided, absent or all alike.</summary>
    internal static RandomBallots Draw(int seed, int count, int[]? codeCounts = null, bool allSatisfied = false)
    {
        var random = new Random(seed);
        int maximum = random.Next(2) == 0 ? 8 : 13;
        codeCounts ??= [.. Enumerable.Range(0, random.Next(1, 31)).Select(_ => random.Next(2, maximum + 1))];
        AttributeColumn[] attributes = [.. Enumerable.Range(0, random.Next(0, 9))
            .Select(i => new AttributeColumn { Code = $"A{i}", ValueCount = random.Next(2, i == 0 ? 257 : 9) })];
        var schema = new ColumnSchema(LayoutOf(allSatisfied, codeCounts), FirstDay, attributes);
        int units = random.Next(1, 8), days = random.Next(1, 100), fields = random.Next(1, 20);
        double missing = new[] { 0, 0.05, 0.5, 1 }[random.Next(4)];
        bool alike = random.Next(4) == 0;
        byte[] same = [.. codeCounts.Select(codes => (byte)random.Next(codes))];
        var ballots = new List<(BallotFacts, byte[])>(count);
        for (int i = 0; i < count; i++)
        {
            var values = new RespondentAttributes();
            for (int a = 0; a < attributes.Length; a++)
            {
                values = values.With(a, (byte)random.Next(attributes[a].ValueCount));
            }

            var facts = new BallotFacts
            {
                Unit = random.Next(3) == 0 ? 0 : random.Next(units),
                Day = FirstDay.AddDays(random.Next(days)),
                ProcedureField = random.Next(fields),
                Mode = (CollectionMode)random.Next(ColumnSchema.ModeCount),
                Basis = (SelectionBasis)random.Next(ColumnSchema.BasisCount),
                Flagged = random.Next(5) == 0,
                Attributes = values,
            };
            ballots.Add((facts, alike
                ? same
                : [.. codeCounts.Select(codes => random.NextDouble() < missing ? (byte)0 : (byte)random.Next(codes))]));
        }

        return new RandomBallots(schema, ballots);
    }

    internal BallotColumns Build(Kernels.VectorPath? path = null)
    {
        var builder = new BallotColumnsBuilder(Schema, path ?? Kernels.VectorPaths.Best);
        foreach ((BallotFacts facts, byte[] codes) in Ballots)
        {
            builder.Add(facts, codes);
        }

        return builder.Build();
    }

    /// <summary>The plain loop: a tally for each cell that has a ballot.</summary>
    internal Dictionary<(int Unit, int Position), AnswerTally> Count(
        Func<BallotFacts, bool> wanted, Func<BallotFacts, int> position, bool perUnit = true)
    {
        var tallies = new Dictionary<(int, int), AnswerTally>();
        foreach ((BallotFacts facts, byte[] codes) in Ballots.Where(ballot => wanted(ballot.Facts)))
        {
            (int, int) key = (perUnit ? facts.Unit : 0, position(facts));
            if (!tallies.TryGetValue(key, out AnswerTally? tally))
            {
                tallies[key] = tally = new AnswerTally(Layout);
            }

            tally.Add(codes);
        }

        return tallies;
    }

    internal static long[] CountersOf(HistogramCube cube, int unit, int position = 0)
    {
        long[] counters = new long[cube.Layout.CounterCount];
        cube.AddTo(unit, position, counters);
        return counters;
    }

    /// <summary>Whether a cube holds exactly what the plain loop counted, and 0 everywhere else.</summary>
    internal static bool Holds(HistogramCube cube, Dictionary<(int Unit, int Position), AnswerTally> expected)
    {
        bool same = expected.Keys.All(cell => cell.Unit < cube.UnitCount && cell.Position < cube.AxisLength);
        for (int unit = 0; unit < cube.UnitCount; unit++)
        {
            for (int position = 0; position < cube.AxisLength; position++)
            {
                AnswerTally? tally = expected.GetValueOrDefault((unit, position));
                same &= cube.BallotCount(unit, position) == (tally?.BallotCount ?? 0);
                same &= tally is null
                    ? !CountersOf(cube, unit, position).AsSpan().ContainsAnyExcept(0L)
                    : tally.Counters.SequenceEqual(CountersOf(cube, unit, position));
            }
        }

        return same;
    }

    /// <summary>Whether the counts of ballots are those of the plain loop, and 0 everywhere else.</summary>
    internal static bool Holds(BallotCounts counts, Dictionary<(int Unit, int Position), AnswerTally> expected) =>
        expected.Keys.All(cell => cell.Unit < counts.UnitCount && cell.Position < counts.AxisLength)
        && Enumerable.Range(0, counts.UnitCount).All(unit => counts.OfUnit(unit).SequenceEqual(
            [.. Enumerable.Range(0, counts.AxisLength)
                .Select(position => expected.GetValueOrDefault((unit, position))?.BallotCount ?? 0)]));
}
