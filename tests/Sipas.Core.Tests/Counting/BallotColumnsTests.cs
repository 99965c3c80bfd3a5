using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Counting.Kernels;
using Sipas.Packs;

namespace Sipas.Counting;

public class BallotColumnsTests
{
    private static readonly int[] Widths = [1, 2, 4, 8, 64, 128, 256, 512];

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 150)]
    public void Histogram_AnyPackAndSizeOnAnyPath_EqualsThePlainLoop((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count);
        Assert.All(VectorPaths.Supported, path =>
        {
            HistogramCube cube = ballots.Build(path).Histogram(options: new QueryOptions { Path = path });
            Assert.True(RandomBallots.Holds(cube, ballots.Count(_ => true, _ => 0)));
        });
    }

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 60)]
    public void Histogram_ByEveryAxis_EqualsThePlainLoop((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count);
        Assert.All(VectorPaths.Supported, path =>
        {
            BallotColumns columns = ballots.Build(path);
            var options = new QueryOptions { Path = path, DegreeOfParallelism = 1 + (drawn.Seed % 3) };
            bool perUnit = drawn.Seed % 2 == 0;
            Assert.True(Axes(ballots.Schema).All(axis => RandomBallots.Holds(
                columns.Histogram(axis: axis.Axis, perUnit: perUnit, options: options), ballots.Count(_ => true, axis.Position, perUnit))));
        });
    }

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 80)]
    public void Histogram_UnderRandomFilters_EqualsThePlainLoop((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count);
        Assert.All(VectorPaths.Supported, path =>
        {
            BallotColumns columns = ballots.Build(path);
            var random = new Random(drawn.Seed);
            for (int i = 0; i < 6; i++)
            {
                BallotFilter filter = DrawFilter(random, ballots.Schema);
                (CubeAxis axis, Func<BallotFacts, int> position) = random.GetItems(Axes(ballots.Schema), 1)[0];
                Assert.True(RandomBallots.Holds(
                    columns.Histogram(filter, axis, options: new QueryOptions { Path = path }),
                    ballots.Count(facts => Admits(filter, facts), position)));
            }
        });
    }

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 25)]
    public void Histogram_OfAPackWhoseSetsAreCountedByBallot_EqualsTheTallies((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count, allSatisfied: true);
        Assert.NotEmpty(ballots.Layout.BallotSets);
        Assert.All(VectorPaths.Supported, path =>
        {
            BallotColumns columns = ballots.Build(path);
            var options = new QueryOptions { Path = path };
            BallotFilter filter = DrawFilter(new Random(drawn.Seed), ballots.Schema);
            Assert.True(Axes(ballots.Schema).All(axis => RandomBallots.Holds(
                columns.Histogram(filter, axis.Axis, options: options), ballots.Count(facts => Admits(filter, facts), axis.Position))));
        });
    }

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 25)]
    public void CountBallots_ByEveryAxisOnAnyPath_EqualsTheTallies((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count);
        Assert.All(VectorPaths.Supported, path =>
        {
            BallotColumns columns = ballots.Build(path);
            var random = new Random(drawn.Seed);
            BallotFilter filter = DrawFilter(random, ballots.Schema);
            bool perUnit = random.Next(2) == 0;
            Assert.True(Axes(ballots.Schema).All(axis => RandomBallots.Holds(
                columns.CountBallots(filter, axis.Axis, perUnit,
                    new QueryOptions { Path = path, DegreeOfParallelism = 1 + random.Next(3) }),
                ballots.Count(facts => Admits(filter, facts), axis.Position, perUnit))));
        });
    }

    [Fact]
    public void CountBallots_ByProcedureFieldOfMoreBallotsThanAByteHolds_EqualsTheTallies()
    {
        RandomBallots ballots = RandomBallots.Draw(3, 9_000, [6]);

        BallotCounts counts = ballots.Build().CountBallots(axis: CubeAxis.ProcedureField, perUnit: false);

        Assert.True(RandomBallots.Holds(counts, ballots.Count(_ => true, facts => facts.ProcedureField, perUnit: false)));
        Assert.Contains(counts.OfUnit(0).ToArray(), count => count > byte.MaxValue);
    }

    [Fact]
    public void CountBallots_IntoCountsOfBefore_CountsAnewAndRefusesAnotherShape()
    {
        RandomBallots ballots = RandomBallots.Draw(13, 500);
        BallotColumns columns = ballots.Build();
        BallotCounts counts = columns.CountBallots(axis: CubeAxis.Mode);

        columns.CountBallots(counts);

        Assert.True(RandomBallots.Holds(counts, ballots.Count(_ => true, facts => (int)facts.Mode)));
        Assert.Throws<ArgumentException>(() => RandomBallots.Draw(14, 0).Build().CountBallots(counts));
    }

    [Fact]
    public void Merge_OfCubes_GrowsWiderBeforeACounterOverflows()
    {
        var builder = new BallotColumnsBuilder(new ColumnSchema(RandomBallots.LayoutOf(3), new DateOnly(2025, 1, 1)));
        for (int i = 0; i < 40_000; i++)
        {
            builder.Add(new BallotFacts { Unit = 1, Day = new DateOnly(2025, 1, 1) }, [2]);
        }

        HistogramCube cube = builder.Build().Histogram(), other = cube;
        long expected = 40_000;
        int[] widths = [cube.CounterWidth, .. Enumerable.Range(0, 17).Select(_ =>
        {
            var sum = new HistogramCube(new ColumnSchema(cube.Layout, new DateOnly(2025, 1, 1)), default, true, 2, 1, 0);
            sum.Merge(other);
            sum.Merge(other);
            other = sum;
            expected *= 2;
            Assert.Equal((expected, expected), (sum.Count(1, cube.Layout.Items[0], 2), sum.BallotCount(1)));
            return sum.CounterWidth;
        })];

        Assert.Equal([2, 4, 8], widths.Distinct());
        Assert.True(expected > uint.MaxValue);
    }

    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 40)]
    public bool ForEach_AfterBuildOrCompact_GivesEveryBallotBack((int Seed, int Count) drawn)
    {
        RandomBallots ballots = RandomBallots.Draw(drawn.Seed, drawn.Count);
        BallotColumns columns = ballots.Build();
        string[] expected = [.. ballots.Ballots.Select(ballot => Describe(ballot.Facts, ballot.Codes)).Order(StringComparer.Ordinal)];
        return Everything(columns).SequenceEqual(expected) && Everything(BallotColumns.Merge(columns, columns).Compact()).SequenceEqual(
            [.. expected.Concat(expected).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public void Merge_InAnyOrder_CountsTheSame()
    {
        RandomBallots all = RandomBallots.Draw(7, 900, [6, 6, 7, 3, 9]);
        BallotColumns[] parts = [.. all.Ballots.Chunk(250).Select(chunk =>
        {
            var builder = new BallotColumnsBuilder(all.Schema);
            foreach ((BallotFacts facts, byte[] codes) in chunk)
            {
                builder.Add(facts, codes);
            }

            return builder.Build();
        })];

        Dictionary<(int, int), AnswerTally> expected = all.Count(_ => true, _ => 0);
        Assert.True(RandomBallots.Holds(BallotColumns.Merge(parts).Histogram(), expected));
        Assert.True(RandomBallots.Holds(BallotColumns.Merge([.. Enumerable.Reverse(parts)])
            .Histogram(options: new QueryOptions { DegreeOfParallelism = 3 }), expected));
    }

    [Fact]
    public void Merge_OfOtherSchemas_Throws()
    {
        RandomBallots one = RandomBallots.Draw(1, 10), other = RandomBallots.Draw(2, 10);

        Assert.Throws<ArgumentException>(() => BallotColumns.Merge(one.Build(), other.Build()));
        Assert.Throws<ArgumentException>(() => BallotColumns.Merge());
    }

    [Fact]
    public void Histogram_CountsPast2To31_AreRight()
    {
        // The same million ballots 2,200 times over: segments are shared, so memory is not what is counted.
        var builder = new BallotColumnsBuilder(new ColumnSchema(RandomBallots.LayoutOf(6, 6), new DateOnly(2025, 1, 1)));
        for (int i = 0; i < 1_000_000; i++)
        {
            builder.Add(new BallotFacts { Day = new DateOnly(2025, 1, 1) }, [5, (byte)(i % 2)]);
        }

        BallotColumns million = builder.Build();
        BallotColumns billions = BallotColumns.Merge([.. Enumerable.Repeat(million, 2_200)]);

        HistogramCube cube = billions.Histogram(options: new QueryOptions { DegreeOfParallelism = 2 });

        Assert.Equal(2_200_000_000, billions.BallotCount);
        Assert.Equal(2_200_000_000, cube.BallotCount(0));
        Assert.Equal([0, 0, 0, 0, 0, 2_200_000_000, 1_100_000_000, 1_100_000_000, 0, 0, 0, 0], RandomBallots.CountersOf(cube, 0));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(7_000)]
    public void AnswerBytes_Of22ItemsOfSevenCodes_AreAtMostNineABallotHoweverManyUnits(int units)
    {
        MethodPack pack = MethodPacks.Shipped("bnv-2640-2017");
        var builder = new BallotColumnsBuilder(new ColumnSchema(new AnswerLayout(pack, pack.Questionnaires[0]), new DateOnly(2025, 1, 1)));
        byte[] codes = new byte[22];
        for (int i = 0; i < 7 * 1000; i++)
        {
            builder.Add(new BallotFacts { Unit = i % units, Day = new DateOnly(2025, 1, 1) }, codes);
        }

        Assert.InRange(builder.Build().AnswerBytes / 7000.0, 22 * 3 / 8.0, 9);
    }

    [Fact]
    public void Histogram_Cancelled_ThrowsAndProgressOtherwiseEndsAtOne()
    {
        BallotColumns columns = RandomBallots.Draw(3, 1000).Build();
        var reports = new List<double>();
        columns.Histogram(options: new QueryOptions { Progress = new Listener(reports) });

        Assert.Equal(1, reports[^1]);
        Assert.Equal(reports.Order(), reports);
        Assert.Throws<OperationCanceledException>(() =>
            columns.Histogram(options: new QueryOptions { CancellationToken = new CancellationToken(true), DegreeOfParallelism = 2 }));
    }

    [Fact]
    public void Build_OfNothing_CountsNothing()
    {
        BallotColumns columns = RandomBallots.Draw(5, 0).Build();

        Assert.Equal((0, 0, 0, 0), (columns.BallotCount, columns.UnitCount, columns.MonthCount, columns.ProcedureFieldCount));
        Assert.Equal(0, columns.Histogram(options: new QueryOptions { DegreeOfParallelism = 4 }).UnitCount);
        Assert.Equal(0, columns.Histogram(perUnit: false).BallotCount(0));
    }

    [Fact]
    public void Add_OfWhatTheSchemaDoesNotKnow_ThrowsAndAddsNothing()
    {
        var builder = new BallotColumnsBuilder(
            new ColumnSchema(RandomBallots.LayoutOf(6, 3), new DateOnly(2025, 1, 1),
                [new AttributeColumn { Code = "sex", ValueCount = 3 }]));
        BallotFacts good = new() { Day = new DateOnly(2025, 1, 1) };

        Assert.Contains("'Q1'", Assert.Throws<ArgumentException>(() => builder.Add(good, [5, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.Add(good, [200, 0]));
        Assert.Throws<ArgumentException>(() => builder.Add(good, [1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { Unit = -1 }, [1, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { Day = new DateOnly(2024, 12, 31) }, [1, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { ProcedureField = ColumnSchema.MaximumProcedureFields }, [1, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { Mode = (CollectionMode)7 }, [1, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { Basis = (SelectionBasis)3 }, [1, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { Attributes = default(RespondentAttributes).With(0, 3) }, [1, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(good with { Attributes = default(RespondentAttributes).With(1, 1) }, [1, 1]));
        Assert.Equal(0, builder.BallotCount);
        builder.Add(good with { Attributes = default(RespondentAttributes).With(0, 2) }, [5, 2]);
        Assert.Equal(1, builder.Build().BallotCount);
        Assert.Equal(0, builder.BallotCount);
    }

    [Fact]
    public void Histogram_FilterOfWhatTheSchemaDoesNotKnow_Throws()
    {
        BallotColumns columns = RandomBallots.Draw(11, 100, [6]).Build();

        Assert.Throws<ArgumentException>(() => columns.Histogram(new BallotFilter { Modes = [(CollectionMode)9] }));
        Assert.Throws<ArgumentException>(() => columns.Histogram(new BallotFilter { Units = [-1] }));
        Assert.Throws<ArgumentException>(() => columns.Histogram(new BallotFilter { ServiceSectors = [70_000] }));
        Assert.Throws<ArgumentException>(() =>
            columns.Histogram(new BallotFilter { Attributes = new Dictionary<int, IReadOnlyCollection<byte>> { [8] = [1] } }));
        Assert.Throws<ArgumentException>(() => columns.Histogram(axis: CubeAxis.Attribute(8)));
        Assert.Equal(0, columns.Histogram(new BallotFilter { Units = [] }, perUnit: false).BallotCount(0));
        Assert.Equal(0, columns.Histogram(new BallotFilter { Modes = [] }, perUnit: false).BallotCount(0));
        Assert.Equal(0, columns.Histogram(new BallotFilter { From = new DateOnly(2026, 1, 1), To = new DateOnly(2025, 1, 1) },
            perUnit: false).BallotCount(0));
        Assert.Equal(100, columns.Histogram(new BallotFilter { From = DateOnly.MinValue, To = DateOnly.MaxValue }, perUnit: false)
            .BallotCount(0));
        Assert.Equal(0, columns.Histogram(new BallotFilter { To = DateOnly.MinValue }, perUnit: false).BallotCount(0));
        Assert.Equal(0, columns.Histogram(new BallotFilter { From = DateOnly.MaxValue }, perUnit: false).BallotCount(0));
    }

    [Fact]
    public void Histogram_IntoACubeOfBefore_CountsAnewAndRefusesAnotherShape()
    {
        RandomBallots ballots = RandomBallots.Draw(13, 500);
        BallotColumns columns = ballots.Build();
        HistogramCube cube = columns.Histogram();

        columns.Histogram(cube);

        Assert.True(RandomBallots.Holds(cube, ballots.Count(_ => true, _ => 0)));
        Assert.Throws<ArgumentException>(() => RandomBallots.Draw(14, 500).Build().Histogram(cube));
    }

    private static (CubeAxis Axis, Func<BallotFacts, int> Position)[] Axes(ColumnSchema schema) =>
    [
        (CubeAxis.None, _ => 0),
        (CubeAxis.Month, facts => schema.MonthIndexOf(facts.Day)),
        (CubeAxis.Mode, facts => (int)facts.Mode),
        (CubeAxis.Basis, facts => (int)facts.Basis),
        (CubeAxis.Flag, facts => facts.Flagged ? 1 : 0),
        (CubeAxis.ProcedureField, facts => facts.ProcedureField),
        .. schema.Attributes.Take(2).Select((_, i) => (CubeAxis.Attribute(i), (Func<BallotFacts, int>)(facts => facts.Attributes[i]))),
    ];

    private static BallotFilter DrawFilter(Random random, ColumnSchema schema)
    {
        bool Maybe() => random.Next(3) == 0;
        return new BallotFilter
        {
            From = Maybe() ? schema.FirstDay.AddDays(random.Next(-5, 105)) : null,
            To = Maybe() ? schema.FirstDay.AddDays(random.Next(-5, 105)) : null,
            Units = Maybe() ? [.. Enumerable.Range(0, 9).Where(_ => Maybe())] : null,
            ServiceSectors = Maybe() ? [.. Enumerable.Range(0, 25).Where(_ => Maybe())] : null,
            Modes = Maybe() ? [.. Enum.GetValues<CollectionMode>().Where(_ => Maybe())] : null,
            Bases = Maybe() ? [(SelectionBasis)random.Next(3)] : null,
            Flagged = Maybe() ? random.Next(2) == 0 : null,
            Attributes = schema.Attributes.Count > 0 && Maybe()
                ? new Dictionary<int, IReadOnlyCollection<byte>>
                {
                    [0] = [.. Enumerable.Range(0, schema.Attributes[0].ValueCount).Where(_ => Maybe()).Select(value => (byte)value)]
                }
                : null,
        };
    }

    private static bool Admits(BallotFilter filter, BallotFacts facts) =>
        (filter.From is not { } from || facts.Day >= from)
        && (filter.To is not { } to || facts.Day <= to)
        && (filter.Units?.Contains(facts.Unit) ?? true)
        && (filter.ServiceSectors?.Contains(facts.ProcedureField) ?? true)
        && (filter.Modes?.Contains(facts.Mode) ?? true)
        && (filter.Bases?.Contains(facts.Basis) ?? true)
        && (filter.Flagged is not { } flagged || facts.Flagged == flagged)
        && (filter.Attributes is null || filter.Attributes.All(wanted => wanted.Value.Contains(facts.Attributes[wanted.Key])));

    private static string[] Everything(BallotColumns columns)
    {
        var seen = new List<string>();
        columns.ForEach((in BallotFacts facts, ReadOnlySpan<byte> codes) => seen.Add(Describe(facts, codes)));
        return [.. seen.Order(StringComparer.Ordinal)];
    }

    private static string Describe(BallotFacts facts, ReadOnlySpan<byte> codes) =>
        $"{facts} {facts.Attributes.Packed:X} {Convert.ToHexString(codes)}";

    private sealed class Listener(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }

    // Sizes 0 to 1,000, half of them within one of a vector width or a multiple of it.
    private static class Sizes
    {
        public static Arbitrary<(int Seed, int Count)> Pairs() =>
            (from seed in Gen.Choose(0, int.MaxValue)
             from width in Gen.Elements(Widths)
             from times in Gen.Choose(0, 1000 / width)
             from offset in Gen.Choose(-1, 1)
             from any in Gen.Choose(0, 1000)
             from near in Gen.Elements(true, false)
             select (seed, near ? Math.Clamp((times * width) + offset, 0, 1000) : any)).ToArbitrary();
    }
}
