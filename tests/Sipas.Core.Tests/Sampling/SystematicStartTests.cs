using System.Globalization;
using System.Numerics;
using Sipas.Common;
using Sipas.Mathematics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Whole steps, starts drawn by lot, decimal sizes: inclusion probabilities by enumeration of every start.</summary>
public class SystematicStartTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void SystematicStep_EveryStart_HoldsEachUnitExactlyOnce()
    {
        for (long population = 1; population <= 40; population++)
        {
            for (long step = 1; step <= population; step++)
            {
                int[] times = new int[population];
                for (long start = 1; start <= step; start++)
                {
                    long[] drawn = Selection.SystematicStepFrom(start, population, step);
                    Assert.Equal(start - 1, drawn[0]);
                    Assert.All(drawn.Zip(drawn.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First));
                    Assert.InRange(drawn.Length, population / step, ((population - 1) / step) + 1);
                    foreach (long unit in drawn)
                    {
                        times[unit]++;
                    }
                }

                Assert.All(times, count => Assert.Equal(1, count));
            }
        }
    }

    [Fact]
    public void SystematicStep_FromTheSeed_TakesEveryStartAsOften()
    {
        var random = new SeededGenerator(5);
        double[,] joint = InclusionTest
            .OfOutcomes(11, [.. Enumerable.Range(1, 4).Select(start => Selection.SystematicStepFrom(start, 11, 4))]);
        Assert.All(Enumerable.Range(0, 11), unit => Assert.Equal(0.25, joint[unit, unit], 1e-12));
        Assert.Empty(InclusionTest.Failures(joint, () => Selection.SystematicStep(11, 4, random)));
    }

    [Theory]
    [InlineData(17, 5)]
    [InlineData(20, 5)]
    [InlineData(7, 4)]
    [InlineData(13, 10)]
    [InlineData(9, 8)]
    [InlineData(3, 1)]
    public void SystematicFrom_EveryStartOfTheFractionalInterval_HoldsEachUnitAsOftenAsNOverN(int population, int count)
    {
        int[] times = new int[population];
        for (int part = 1; part <= population; part++)
        {
            // All starts of ((part − 1)/n, part/n] give the same units.
            long[] drawn = Selection.SystematicFrom((decimal)part / count, population, count);
            Assert.Equal(drawn, Selection.SystematicFrom((part - 0.5m) / count, population, count));
            Assert.Equal(drawn, Selection.SystematicAt(part - 1, population, count));
            Assert.Equal(count, drawn.Distinct().Count());
            foreach (long unit in drawn)
            {
                times[unit]++;
            }
        }

        Assert.All(times, its => Assert.Equal(count, its));
    }

    [Fact]
    public void SystematicFrom_WholeInterval_CountsFromTheStart()
    {
        Assert.Equal([2, 7, 12, 17], Selection.SystematicFrom(3, 20, 4));
        Assert.Equal([2, 5, 9], Selection.SystematicFrom(2.5m, 10, 3).ToArray());
        Assert.Equal(long.MaxValue - 1, Selection.SystematicFrom(long.MaxValue, long.MaxValue, 1)[0]);
    }

    [Fact]
    public void CircularSystematicFrom_IsTheWalkFromThatUnit()
    {
        for (int start = 1; start <= 11; start++)
        {
            Assert.Equal(Selection.CircularAt(start - 1, 11, 4), Selection.CircularSystematicFrom(start, 11, 4));
        }
    }

    [Fact]
    public void PpsSystematicFrom_EveryStart_HoldsEachUnitAsItsSizeSays()
    {
        decimal[] sizes = [1.5m, 0, 3.25m, 2, 0.25m, 3, 40];
        var plan = PpsPlan.Create(sizes, 4);
        Assert.Equal((1, 3, 1000), (plan.CertainCount, plan.ChanceCount, plan.ChanceTotal));
        int[] times = new int[sizes.Length];
        for (int part = 1; part <= 1000; part++)
        {
            // Starts of 1/300 of a unit of size: k = 10/3. A start in the middle of each part, which a decimal cannot miss.
            long[] drawn = Selection.PpsSystematicFrom((part - 0.5m) / 300, plan);
            Assert.Equal(Selection.PpsSystematicAt(plan, part - 1), drawn);
            foreach (long unit in drawn)
            {
                times[unit]++;
            }
        }

        for (int unit = 0; unit < sizes.Length; unit++)
        {
            Assert.Equal(plan.ProbabilityOf(unit) * 1000, times[unit], 1e-9);
        }
    }

    [Fact]
    public void PpsPlan_DecimalSizes_AreExactlyTheWholeOnesTenTimesSmaller()
    {
        long[] whole = [12, 0, 90, 25, 7, 18, 31, 10];
        var one = PpsPlan.Create(whole, 4);
        var other = PpsPlan.Create([.. whole.Select(size => size / 10m)], 4);
        var zeros = PpsPlan.Create([.. whole.Select(size => (size / 10m) + 0.00000m)], 4);
        Assert.Equal(Enumerable.Range(0, 8).Select(one.ProbabilityOf), Enumerable.Range(0, 8).Select(other.ProbabilityOf));
        Assert.Equal(other.ChanceTotal, zeros.ChanceTotal);
        Assert.Equal(Selection.Sampford(one, new SeededGenerator(4)), Selection.Sampford(other, new SeededGenerator(4)));
        Assert.Equal(Selection.PpsSystematic(one, new SeededGenerator(4)), Selection.PpsSystematic(other, new SeededGenerator(4)));
    }

    [Theory]
    [InlineData("-0.5", ProblemCodes.UnitSizeNegative)]
    [InlineData("0.0000000000000000000000001", ProblemCodes.UnitSizesTooFine)]
    [InlineData("99999999999999999999", ProblemCodes.UnitSizesTooFine)]
    public void PpsPlan_DecimalSizesThatCannotBe_AreRefused(string size, string code)
    {
        decimal wrong = decimal.Parse(size, CultureInfo.InvariantCulture);
        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => PpsPlan.Create([1.5m, wrong, 3m], 1, "Q1")).Problems);
        Assert.Equal((code, "Q1"), (problem.Code, problem.Place));
        Assert.Equal(wrong, decimal.Parse(problem.Value!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Starts_OutsideTheirIntervals_AreRefusedWithTheInterval()
    {
        foreach (decimal start in new[] { 0m, -1, 6, 2.5m })
        {
            Refused(ProblemCodes.StartOutOfRange, "1 – 5", () => Selection.SystematicStepFrom(start, 23, 5, "Q1"));
        }

        foreach (decimal start in new[] { 0m, -0.1m, 3.41m, 4 })
        {
            Refused(ProblemCodes.StartOutOfRange, "> 0, ≤ 3.4", () => Selection.SystematicFrom(start, 17, 5, "Q1"));
        }

        foreach (decimal start in new[] { 0m, 24, 1.5m })
        {
            Refused(ProblemCodes.StartOutOfRange, "1 – 23", () => Selection.CircularSystematicFrom(start, 23, 5, "Q1"));
        }

        Refused(ProblemCodes.StartOutOfRange, "> 0, ≤ 10/3",
            () => Selection.PpsSystematicFrom(3.34m, PpsPlan.Create([2L, 3, 3, 2], 3, "Q1")));
        foreach (long step in new[] { 0L, -2, 24 })
        {
            Refused(ProblemCodes.StepOutOfRange, "1 – 23", () => Selection.SystematicStep(23, step, new SeededGenerator(1), "Q1"));
        }

        static void Refused(string code, string allowed, Action act)
        {
            Problem problem = Assert.Single(Assert.Throws<SipasException>(act).Problems);
            Assert.Equal((code, "Q1", allowed), (problem.Code, problem.Place, problem.Allowed));
        }
    }

    [Fact]
    public void Draw_StartsByLotAndNothingElseByChance_NeedsNoSeedAndCanBeCountedOut()
    {
        InMemoryFrame frame = Frame(("Q1", 23), ("Q2", 10));
        DrawRequest request = Request(
            new StageDesign
            {
                Method = SelectionMethod.SystematicStep,
                Step = 5,
                Starts = new Dictionary<string, decimal> { ["Q1"] = 3, ["Q2"] = 5 }
            });
        DrawResult drawn = Draw(request with { Seed = null }, frame);

        Assert.Equal(["Q1-3", "Q1-8", "Q1-13", "Q1-18", "Q1-23", "Q2-5", "Q2-10"], drawn.Official.Entries.Select(entry => entry.UnitId));
        Assert.All(drawn.Official.Entries, entry => Assert.Equal(5, entry.DesignWeight, 1e-12));
        DrawCertificate certificate = DrawCertificate.Read(drawn.Certificate.ToJson());
        Assert.Null(certificate.Seed);
        Assert.Equal([("Q1", "5", "3", StartOrigin.Lot), ("Q2", "5", "5", StartOrigin.Lot)],
            certificate.Systematic.Select(walk => (walk.Group, walk.Step, walk.Start, walk.Origin)));
        Assert.Equal("3", certificate.WalkOf("Q1")!.Start);
        Assert.True(DrawVerifier.Verify(certificate, frame, drawn.Official, drawn.Reserve).IsEqual);
        Problem touched = DrawVerifier
            .Verify(certificate with { Systematic = [certificate.Systematic[0] with { Start = "4" }, certificate.Systematic[1]] },
                frame).Differences[0];
        Assert.Equal((ProblemCodes.DrawListDiffers, "start, step (Q1)", "4, 5"), (touched.Code, touched.Place, touched.Value));
    }

    [Theory]
    [InlineData(SelectionMethod.Systematic)]
    [InlineData(SelectionMethod.SystematicStep)]
    [InlineData(SelectionMethod.CircularSystematic)]
    [InlineData(SelectionMethod.PpsSystematic)]
    public void Draw_FromTheSeed_SaysStartAndStepByWhichAnyoneCountsTheListOut(SelectionMethod method)
    {
        InMemoryFrame frame = Frame(("Q1", 23), ("Q2", 17), ("Q3", 8));
        DrawRequest request = Request(new StageDesign { Method = method, SizeColumn = method.UsesSizes() ? "size" : null });
        DrawResult drawn = Draw(request, frame);
        foreach (SystematicWalk walk in drawn.Certificate.Systematic)
        {
            Assert.Equal(StartOrigin.Seed, walk.Origin);
            string[] ids = [.. frame.ReadRows().Where(row => row.Cells[1] == walk.Group).Select(row => row.Cells[0])];
            double[] sizes = [.. frame.ReadRows().Where(row => row.Cells[1] == walk.Group)
                .Select(row => double.Parse(row.Cells[2], CultureInfo.InvariantCulture))];
            (BigInteger step, BigInteger of) = Fraction(walk.Step);
            (BigInteger start, BigInteger at) = Fraction(walk.Start);
            var expected = new List<string>();
            for (int i = 0; expected.Count < ids.Length; i++)
            {
                // start + i k, over the common denominator.
                BigInteger mark = (start * of) + (i * step * at);
                BigInteger below = at * of;
                if (method == SelectionMethod.PpsSystematic)
                {
                    double value = (double)mark / (double)below;
                    int unit = Array.FindIndex(Cumulated(sizes), end => value <= end + 1e-9);
                    if (unit < 0)
                    {
                        break;
                    }

                    expected.Add(ids[unit]);
                    continue;
                }

                BigInteger number = (mark + below - 1) / below;
                if (number > ids.Length)
                {
                    if (method != SelectionMethod.CircularSystematic)
                    {
                        break;
                    }

                    number = ((number - 1) % ids.Length) + 1;
                }

                expected.Add(ids[(int)number - 1]);
                if (method == SelectionMethod.CircularSystematic && expected.Count == 4)
                {
                    break;
                }
            }

            Assert.Equal(expected, drawn.Official.Entries.Where(entry => entry.Cell == walk.Group).Select(entry => entry.UnitId));
        }

        Assert.Equal(3, drawn.Certificate.Systematic.Count);
        Assert.True(DrawVerifier.Verify(DrawCertificate.Read(drawn.Certificate.ToJson()), frame, drawn.Official, drawn.Reserve).IsEqual);
    }

    [Fact]
    public void Draw_StepWithoutAPlannedK_IsTheQuotaRoundedDown()
    {
        DrawResult drawn = Draw(Request(new StageDesign { Method = SelectionMethod.SystematicStep }), Frame(("Q1", 23), ("Q2", 8)));
        Assert.Equal([("Q1", "5"), ("Q2", "2")], drawn.Certificate.Systematic.Select(walk => (walk.Group, walk.Step)));
        Assert.All(drawn.Official.Entries, entry => Assert.Equal(entry.Cell == "Q1" ? 5 : 2, entry.DesignWeight, 1e-12));
    }

    [Fact]
    public void Draw_SomeStartsByLot_TakesTheOthersFromTheSeed()
    {
        InMemoryFrame frame = Frame(("Q1", 23), ("Q2", 17));
        DrawResult drawn = Draw(Request(
            new StageDesign { Method = SelectionMethod.Systematic, Starts = new Dictionary<string, decimal> { ["Q2"] = 2.75m } }), frame);
        Assert.Equal([("Q1", StartOrigin.Seed), ("Q2", StartOrigin.Lot)],
            drawn.Certificate.Systematic.Select(walk => (walk.Group, walk.Origin)));
        Assert.Equal(["Q2-3", "Q2-7", "Q2-12", "Q2-16"], drawn.Official.Entries.Where(entry => entry.Cell == "Q2")
            .Select(entry => entry.UnitId));
        Assert.Equal(
            Draw(Request(new StageDesign { Method = SelectionMethod.Systematic }), frame).Official.Entries
            .Where(entry => entry.Cell == "Q1").Select(entry => entry.UnitId),
            drawn.Official.Entries.Where(entry => entry.Cell == "Q1").Select(entry => entry.UnitId));
    }

    [Fact]
    public void Draw_TwoStages_TakesStartsOfClustersByTheirPaths()
    {
        string[][] rows = [.. from commune in new[] { "A", "B / C" } from i
            in Enumerable.Range(1, 9) select new[] { $"{commune}-{i}", "Q1", "1", commune }];
        var frame = new InMemoryFrame("f", ["id", "stratum", "size", "commune"], rows);
        DrawDesign design = new()
        {
            IdColumn = "id",
            StratumColumns = ["stratum"],
            Stages = [new StageDesign { ClusterColumn = "commune", Method = SelectionMethod.All },
                new StageDesign { Method = SelectionMethod.SystematicStep, Step = 4 }],
        };
        design = StartLines.Apply(design, ["Q1 / A = 2", @"Q1 / B \/ C = 4"], ["Q1"]);
        DrawResult drawn = Draw(new DrawRequest
        {
            Design = design,
            Quotas = new Dictionary<string, long> { ["Q1"] = 1 },
            Seed = null,
            DrawnAt = Noon
        }, frame);
        Assert.Equal(["A-2", "A-6", "B / C-4", "B / C-8"], drawn.Official.Entries.Select(entry => entry.UnitId));
        Assert.Equal(["Q1 / A", @"Q1 / B \/ C"], drawn.Official.Entries.Select(entry => entry.Cell).Distinct());
    }

    [Fact]
    public void Draw_StartsAndSeedsThatDoNotFit_AreRefusedByCode()
    {
        InMemoryFrame frame = Frame(("Q1", 23));
        var lot = new StageDesign
        {
            Method = SelectionMethod.SystematicStep,
            Step = 5,
            Starts = new Dictionary<string, decimal> { ["Q1"] = 3 }
        };
        Refused("SMP0104", Request(lot));
        Refused("SMP0105", Request(lot, reserve: 1) with { Seed = null });
        Refused("SMP0105", Request(lot with { Starts = new Dictionary<string, decimal>() }) with { Seed = null });
        Refused("SMP0103", Request(lot with { Starts = new Dictionary<string, decimal> { ["Q9"] = 3 } }));
        Refused("SMP0101", Request(lot with { Starts = new Dictionary<string, decimal> { ["Q1"] = 6 } }));
        Refused("SMP0102", Request(lot with { Step = null, Method = SelectionMethod.SimpleRandom }));
        Refused("SMP0102", Request(new StageDesign { Method = SelectionMethod.Systematic, Step = 5 }));
        Refused("SMP0100", Request(new StageDesign { Method = SelectionMethod.SystematicStep, Step = 24 }));
        Refused("SMP0100", Request(new StageDesign { Method = SelectionMethod.SystematicStep, Step = 2.5m }));
        Assert.Equal(5, Draw(Request(lot, reserve: 1), frame).Official.Entries.Count);

        void Refused(string code, DrawRequest request) =>
            Assert.Equal(code, Assert.Throws<SipasException>(() => Draw(request, frame)).Problems[0].Code);
    }

    [Fact]
    public void StartLines_ThatCannotBeRead_AreRefusedByTheirLine()
    {
        DrawDesign design = Request(new StageDesign { Method = SelectionMethod.Systematic }).Design;
        Assert.Equal(2.5m, StartLines.Apply(design, ["2,5"], ["Q1"]).Stages[0].Starts["Q1"]);
        Assert.Equal(3, StartLines.Apply(design, ["", " Q = 1=3 "], ["Q1", "Q2"]).Stages[0].Starts["Q = 1"]);
        foreach (string line in new[] { "3x", "Q1 =", "= 3", "Q1 = 1.500", "Q1 = 1e1" })
        {
            Assert.Equal(ProblemCodes.StartMalformed,
                Assert.Throws<SipasException>(() => StartLines.Apply(design, [line], ["Q1"])).Problems[0].Code);
        }

        Assert.Equal(ProblemCodes.StartMalformed,
            Assert.Throws<SipasException>(() => StartLines.Apply(design, ["3"], ["Q1", "Q2"])).Problems[0].Code);
        Assert.Equal(ProblemCodes.StartMalformed,
            Assert.Throws<SipasException>(() => StartLines.Apply(design, ["Q1 = 3", "Q1 = 4"], ["Q1"])).Problems[0].Code);
        Assert.Equal(ProblemCodes.MethodWithoutStart,
            Assert.Throws<SipasException>(() =>
                StartLines.Apply(Request(new StageDesign { Method = SelectionMethod.Brewer }).Design, ["Q1 = 3"],
                    ["Q1"])).Problems[0].Code);
    }

    [Fact]
    public void Draw_DecimalSizesInAFrame_AreReadAndUnclearOnesRefused()
    {
        string[][] Rows(string last) => [["1", "Q", "2.5"], ["2", "Q", "2,5"], ["3", "Q", "0.125"], ["4", "Q", last]];
        var request = Request(new StageDesign { Method = SelectionMethod.PpsSystematic, SizeColumn = "size" })
            with
        { Quotas = new Dictionary<string, long> { ["Q"] = 2 } };
        DrawResult drawn = Draw(request, new InMemoryFrame("f", ["id", "stratum", "size"], Rows("4,87")));
        Assert.Equal(2, drawn.Official.Entries.Count);
        Assert.All(drawn.Official.Entries,
            entry => Assert.Equal(entry.UnitId switch { "1" or "2" => 5 / 9.995, "3" => 0.25 / 9.995, _ => 9.74 / 9.995 },
                entry.Probability.Value, 1e-12));
        foreach ((string unclear, string code) in new[]
        {
            ("1.500", ProblemCodes.NumberAmbiguous), ("12,500", ProblemCodes.NumberAmbiguous), ("1,2,3", ProblemCodes.FrameCellMalformed),
            ("2.", ProblemCodes.FrameCellMalformed),
            ("5e1", ProblemCodes.FrameCellMalformed), ("", ProblemCodes.FrameCellMalformed),
        })
        {
            SipasException error = Assert.Throws<SipasException>(() =>
                Draw(request, new InMemoryFrame("f", ["id", "stratum", "size"], Rows(unclear))));
            Assert.Equal((code, unclear), (error.Problems[0].Code, error.Problems[0].Value));
        }
    }

    [Fact]
    public void F6_StrataOfSeveralColumns_WhoseCellsHoldTheSeparatorStayApart()
    {
        string[][] rows = [.. from pair in new[] { ("X / Y", "Z"), ("X", "Y / Z"), (@"X \", "Z"), ("X /", "Z"), ("X", "/ Z") } from i
            in Enumerable.Range(1, 6) select new[] { $"{pair.Item1}|{pair.Item2}|{i}", pair.Item1, pair.Item2 }];
        var frame = new InMemoryFrame("f", ["id", "a", "b"], rows);
        var design = new DrawDesign
        {
            IdColumn = "id",
            StratumColumns = ["a", "b"],
            Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }]
        };
        FrameSeal seal = FrameSeal.Of(frame, design, Noon);
        Assert.Equal(5, seal.Strata.Count);
        Assert.All(seal.Strata, stratum => Assert.Equal(6, stratum.RowCount));
        Assert.Equal([@"X \/ Y / Z", @"X / Y \/ Z"], seal.Strata.Take(2).Select(stratum => stratum.Stratum));
        DrawResult drawn = Draw(
            new DrawRequest
            {
                Design = design,
                Quotas = seal.Strata.ToDictionary(stratum => stratum.Stratum, _ => 2L),
                Seed = DrawSeed.FromNumber(1),
                DrawnAt = Noon
            }, frame);
        Assert.Equal(5, drawn.Certificate.Cells.Count);
        Assert.All(drawn.Official.Entries.GroupBy(entry => entry.Cell), cell => Assert.Equal(2, cell.Count()));
    }

    [Fact]
    public void F6_ClustersWhoseCodesHoldTheSeparator_AreCellsOfTheirOwn()
    {
        string[][] rows = [.. from pair in new[] { ("A", "B / C"), ("A / B", "C") } from i
            in Enumerable.Range(1, 6) select new[] { $"{pair.Item1}|{pair.Item2}|{i}", pair.Item1, pair.Item2 }];
        var frame = new InMemoryFrame("f", ["id", "a", "b"], rows);
        var design = new DrawDesign
        {
            IdColumn = "id",
            StratumColumns = ["a"],
            Stages = [new StageDesign { ClusterColumn = "b", Method = SelectionMethod.All },
                new StageDesign { Method = SelectionMethod.SimpleRandom, Take = 3 }],
        };
        DrawResult drawn = SampleDrawer
            .Draw(new DrawRequest
            {
                Design = design,
                Quotas = new Dictionary<string, long>(),
                Seed = DrawSeed.FromNumber(1),
                DrawnAt = Noon
            }, frame);
        Assert.Equal([@"A / B \/ C", @"A \/ B / C"], drawn.Certificate.Cells.Select(cell => cell.Cell));
        Assert.Equal([3, 3], drawn.Certificate.Cells.Select(cell => cell.OfficialCount));
    }

    [Fact]
    public void F6_LabelPath_IsToldApartWhateverLabelsHold()
    {
        string[] parts = ["", "/", " ", "\\", "a", " /", "/ ", " / ", "\\/", "a/b", "a /b", "a/ b"];
        string[] single = [.. from x in parts from y in parts select (x + y).Trim()];
        var seen = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (string x in single.Where(part => part.Length > 0).Distinct())
        {
            foreach (string y in single.Where(part => part.Length > 0).Distinct())
            {
                string joined = LabelPath.Join(x, y);
                Assert.True(seen.TryAdd(joined, (x, y)), $"{joined}: {x}, {y} and {seen.GetValueOrDefault(joined)}");
            }
        }

        Assert.Equal("12/UBND / Phường 1", LabelPath.Join("12/UBND", "Phường 1"));
    }

    private static (BigInteger, BigInteger) Fraction(string text) => text.Split('/') is [var above, var below]
        ? (BigInteger.Parse(above, CultureInfo.InvariantCulture), BigInteger.Parse(below, CultureInfo.InvariantCulture))
        : text.Split('.') is [var whole, var places]
            ? (BigInteger.Parse(whole + places, CultureInfo.InvariantCulture), BigInteger.Pow(10, places.Length))
            : (BigInteger.Parse(text, CultureInfo.InvariantCulture), 1);

    private static double[] Cumulated(double[] sizes)
    {
        double sum = 0;
        return [.. sizes.Select(size => sum += size)];
    }

    private static InMemoryFrame Frame(params (string Stratum, int Rows)[] strata) =>
        new("f", ["id", "stratum", "size"],
            [.. strata.SelectMany(its =>
                Enumerable.Range(1, its.Rows)
                .Select(i => (string[])[$"{its.Stratum}-{i}", its.Stratum, (1 + (i % 3 * 0.5)).ToString(CultureInfo.InvariantCulture)]))]);

    // Four in each stratum, unless the request says it.
    private static DrawResult Draw(DrawRequest request, InMemoryFrame frame) => SampleDrawer.Draw(
        request.Quotas.Count > 0
        ? request
        : request with { Quotas = frame.ReadRows().Select(row => row.Cells[1]).Distinct().ToDictionary(stratum => stratum, _ => 4L) },
        frame);

    private static DrawRequest Request(StageDesign stage, long reserve = 0) => new()
    {
        Design = new DrawDesign
        {
            IdColumn = "id",
            StratumColumns = ["stratum"],
            Stages = [stage],
            Reserve = new ReserveRule { CountPerCell = reserve }
        },
        Quotas = new Dictionary<string, long>(),
        Seed = DrawSeed.FromNumber(7),
        DrawnAt = Noon,
    };
}
