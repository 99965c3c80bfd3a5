using FsCheck.Xunit;
using Sipas.Mathematics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

public class SampleDrawerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    private static readonly string[] Columns = ["id", "stratum", "commune", "size", "month"];

    [Theory]
    [InlineData(SelectionMethod.SimpleRandom)]
    [InlineData(SelectionMethod.Systematic)]
    [InlineData(SelectionMethod.CircularSystematic)]
    [InlineData(SelectionMethod.PermanentRandom)]
    [InlineData(SelectionMethod.PpsSystematic)]
    [InlineData(SelectionMethod.Sampford)]
    [InlineData(SelectionMethod.Brewer)]
    [InlineData(SelectionMethod.Pareto)]
    public void Draw_EveryMethod_DrawsTheQuotasAndTheWeightsAreTheInversesOfTheProbabilities(SelectionMethod method)
    {
        InMemoryFrame frame = Frame(400);
        DrawResult result = SampleDrawer.Draw(Request(frame, method, quota: 12), frame);

        Assert.Equal(4 * 12, result.Official.Entries.Count);
        Assert.Equal(4 * 6, result.Reserve.Entries.Count);
        Assert.Empty(result.Official.Entries.Select(entry => entry.UnitId).Intersect(result.Reserve.Entries.Select(entry => entry.UnitId)));
        Assert.All(result.Official.Entries, entry =>
        {
            FrameRow row = frame.ReadRows().Single(row => row.Number == entry.RowNumber);
            Assert.Equal((row.Cells[0], row.Cells[1]), (entry.UnitId, entry.Cell));
            Assert.Equal(1 / entry.Probability.Value, entry.DesignWeight);
        });
        foreach (IGrouping<string, FrameRow> stratum in frame.ReadRows().GroupBy(row => row.Cells[1]))
        {
            long total = stratum.Sum(SizeOf);
            SampleEntry[] drawn = [.. result.Official.Entries.Where(entry => entry.Cell == stratum.Key)];
            Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), drawn.Select(entry => entry.OrderInCell));
            Assert.All(drawn, entry => Assert.Equal(
                method.UsesSizes() ? 12.0 * SizeOf(stratum.Single(row => row.Number == entry.RowNumber)) / total : 12.0 / stratum.Count(),
                entry.Probability.Value, 1e-12));
        }
    }

    [Fact]
    public void Draw_TwoStages_FortyThousandDraws_HitsEveryRowAsOftenAsItsProbabilityAndPairsOfOneCommune()
    {
        // Three communes of 2, 3 and 4 rows, two drawn proportional to rows, then one row each: every row has 2·M/9·1/M = 2/9.
        string[][] rows = [.. Enumerable.Range(0, 9).Select(i => (string[])[$"{i}", "S", i < 2 ? "A" : i < 5 ? "B" : "C", "1", "1"])];
        var frame = new InMemoryFrame("f", Columns, rows);
        var design = new DrawDesign
        {
            IdColumn = "id",
            StratumColumns = ["stratum"],
            Stages = [new StageDesign { ClusterColumn = "commune", Method = SelectionMethod.Sampford },
                new StageDesign { Method = SelectionMethod.SimpleRandom, Take = 1 }],
        };
        double[,] communes = ExactJoint.Sampford([4.0 / 9, 6.0 / 9, 8.0 / 9]);
        int[] of = [0, 0, 1, 1, 1, 2, 2, 2, 2];
        int[] members = [2, 3, 4];
        double[,] joint = InclusionTest
            .Of(9, (a, b) => a == b ? 2.0 / 9 : of[a] == of[b] ? 0 : communes[of[a], of[b]] / (members[of[a]] * members[of[b]]));
        ulong seed = 0;

        Assert.Empty(InclusionTest.Failures(joint, () =>
        {
            DrawResult result = SampleDrawer
                .Draw(new DrawRequest
                {
                    Design = design,
                    Quotas = new Dictionary<string, long> { ["S"] = 2 },
                    Seed = DrawSeed.FromNumber(++seed),
                    DrawnAt = Noon
                }, frame);
            Assert.All(result.Official.Entries, entry => Assert.Equal(4.5, entry.DesignWeight, 1e-12));
            return [.. result.Official.Entries.Select(entry => entry.RowNumber - 2)];
        }));
    }

    [Fact]
    public void Draw_ManySeeds_OfficialAndReserveAreOneSimpleRandomSample()
    {
        InMemoryFrame frame = Frame(28, strata: 4);
        ulong seed = 0;

        // Stratum 0 has rows 0, 4, 8 …: 7 of them, 2 official and 1 in reserve, so all three are a sample of 3.
        Assert.Empty(InclusionTest.Failures(InclusionTest.OfSimpleRandom(7, 3), () =>
        {
            DrawResult result = SampleDrawer
                .Draw(Request(frame, SelectionMethod.SimpleRandom, quota: 2) with { Seed = DrawSeed.FromNumber(++seed) }, frame);
            return [.. result.Official.Entries.Concat(result.Reserve.Entries).Where(entry => entry.Cell == "T0")
                .Select(entry => (entry.RowNumber - 2) / 4)];
        }));
    }

    [Fact]
    public void Draw_SameSeed_SameListsForEver()
    {
        InMemoryFrame frame = Frame(60);
        DrawResult first = SampleDrawer.Draw(Request(frame, SelectionMethod.SimpleRandom, quota: 2), frame);
        DrawResult again = SampleDrawer.Draw(Request(frame, SelectionMethod.SimpleRandom, quota: 2), frame);

        Assert.Equal(first.Certificate.OfficialHash, again.Certificate.OfficialHash);
        Assert.Equal(first.Certificate.ToJson(), again.Certificate.ToJson());

        // By a program in Python: hashlib for the streams, SplitMix64 and a Fisher–Yates shuffle written there.
        Assert.Equal(["44", "56"], first.Official.Entries.Where(entry => entry.Cell == "T0").Select(entry => entry.UnitId));
        Assert.Equal(["4"], first.Reserve.Entries.Where(entry => entry.Cell == "T0").Select(entry => entry.UnitId));
    }

    // Frozen when the formats were made: whoever changes one of these breaks every certificate of that method.
    [Theory]
    [InlineData(SelectionMethod.SimpleRandom, "e94753fd5bee3ba3", "eeed98c7d7f59d3a")]
    [InlineData(SelectionMethod.Systematic, "baaf5950ab266642", "66377c44d00c2d2a")]
    [InlineData(SelectionMethod.CircularSystematic, "6c18de139699c010", "38ce5b5488e24991")]
    [InlineData(SelectionMethod.PermanentRandom, "4ec5101f2d0ea5d8", "befb4ceb82251e67")]
    [InlineData(SelectionMethod.PpsSystematic, "3eb209f6362ea0e8", "d667990de401b115")]
    [InlineData(SelectionMethod.Sampford, "b627a672a0a01d67", "0a04591c960dff69")]
    [InlineData(SelectionMethod.Brewer, "47fb431c4167a797", "bed5d2d27e682013")]
    [InlineData(SelectionMethod.Pareto, "ac52024672367bc0", "63ca95ee2b38c8cc")]
    [InlineData(SelectionMethod.Poisson, "b7615f0ea5a68128", "3d509d8375b8f61c")]
    [InlineData(SelectionMethod.All, "3af1d81e796d8b7b", "05ef4951bb6e78de")]
    public void Draw_EveryMethod_GivesTheListsItAlwaysGave(SelectionMethod method, string official, string reserve)
    {
        var frame = new InMemoryFrame("f", ["id", "stratum", "size"],
            [.. Enumerable.Range(0, 400).Select(i => (string[])[$"{i}", $"T{i % 4}", $"{1 + (i * 7 % 23)}"])]);

        DrawCertificate certificate = SampleDrawer.Draw(Request(frame, method, quota: 12) with { Seed = DrawSeed.FromNumber(7) },
            frame).Certificate;

        Assert.Equal((official, reserve), (certificate.OfficialHash[..16], certificate.ReserveHash[..16]));
    }

    [Fact]
    public void Draw_OneStratumMore_LeavesTheListsOfTheOthersAlone()
    {
        InMemoryFrame few = Frame(60, strata: 3);
        var more = new InMemoryFrame("f", Columns,
            [.. few.ReadRows().Select(row => row.Cells), .. Enumerable.Range(0, 30)
                .Select(i => (string[])[$"N{i}", "NEW", "A", "1", "1"])]);

        string[] before = Ids(SampleDrawer.Draw(Request(few, SelectionMethod.SimpleRandom, quota: 5), few));
        string[] after = Ids(SampleDrawer.Draw(Request(more, SelectionMethod.SimpleRandom, quota: 5), more));

        Assert.Equal(before, after.Where(id => id[0] != 'N'));

        static string[] Ids(DrawResult result) => [.. result.Official.Entries.Select(entry => entry.UnitId)];
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Draw_AnyQuotas_ProbabilitiesAddUpToTheSampleSize(ulong seed)
    {
        var random = new SeededGenerator(seed);
        long[] sizes = [.. Enumerable.Range(0, 2 + random.NextBelow(40))
            .Select(_ => (long)random.NextBelow(random.NextBelow(5) == 0 ? 1 : 1000))];
        int positive = sizes.Count(size => size > 0);
        if (positive == 0)
        {
            return;
        }

        int count = 1 + random.NextBelow(positive);
        var plan = PpsPlan.Create(sizes, count);

        Assert.Equal(count, Enumerable.Range(0, sizes.Length).Sum(plan.ProbabilityOf), 1e-9);
        Assert.All(Enumerable.Range(0, sizes.Length), i =>
            Assert.True(plan.ProbabilityOf(i) is >= 0 and <= 1 && (sizes[i] == 0) == (plan.ProbabilityOf(i) == 0)));
        foreach (long[] drawn in (long[][])[Selection.PpsSystematic(plan, random), Selection.Brewer(plan, random),
            Selection.Pareto(plan, [.. sizes.Select(_ => random.NextShare())])])
        {
            Assert.Equal(count, drawn.Distinct().Count());
            Assert.All(drawn, position => Assert.True(sizes[position] > 0));
            Assert.All(Enumerable.Range(0, sizes.Length).Where(plan.IsCertain), certain => Assert.Contains(certain, drawn));
        }
    }

    [Fact]
    public void Draw_SerpentineSystematic_SpreadsOverTheKeys()
    {
        InMemoryFrame frame = Frame(240, strata: 1);
        DrawRequest request = Request(frame, SelectionMethod.Systematic, quota: 24);
        request = request with
        {
            Design =
            request.Design with { Stages = [request.Design.Stages[0] with { SortColumns = ["commune", "month"] }] }
        };

        DrawResult result = SampleDrawer.Draw(request, frame);

        // Six communes of 40 rows: four of each, whatever the start.
        Assert.Equal([4, 4, 4, 4, 4, 4],
            result.Official.Entries.GroupBy(entry => frame.ReadRows().Single(row => row.Number == entry.RowNumber).Cells[2])
            .Select(group => group.Count()));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 20, Replay = Seeds.Fixed)]
    public void Draw_CertaintyClusters_AreInEveryDrawWithProbabilityOne(ulong seed)
    {
        InMemoryFrame frame = Frame(120, strata: 1);
        var design = new DrawDesign
        {
            IdColumn = "id",
            Stages =
            [
                new StageDesign { ClusterColumn = "commune", Method = SelectionMethod.SimpleRandom, CertaintyCodes = ["K3"] },
                new StageDesign { Method = SelectionMethod.Systematic, Take = 5 },
            ],
        };
        DrawResult result = SampleDrawer.Draw(
            new DrawRequest
            {
                Design = design,
                Quotas = new Dictionary<string, long> { ["*"] = 2 },
                Seed = DrawSeed.FromNumber(seed),
                DrawnAt = Noon,
            },
            frame);

        Assert.Equal(15, result.Official.Entries.Count);
        Assert.All(result.Official.Entries,
            entry => Assert.Equal(entry.Cell == "* / K3" ? 1 : 2.0 / 5, entry.StageProbabilities[0].Value));
        Assert.Equal(5, result.Official.Entries.Count(entry => entry.Cell == "* / K3"));
    }

    [Fact]
    public void Draw_ClustersBySizeColumnThenFixedTake_GivesEveryRowOfAStratumTheSameWeight()
    {
        // Size = rows in the commune, so π = 2·M/Σ × 5/M; statistics.md section 8.
        string[][] rows = [.. Enumerable.Range(0, 90).Select(i => (i, commune: i < 20 ? 0 : i < 50 ? 1 : 2))
            .Select(row => (string[])[$"{row.i}", "S", $"K{row.commune}", $"{(row.commune + 2) * 10}", "1"])];
        var frame = new InMemoryFrame("f", Columns, rows);
        var design = new DrawDesign
        {
            IdColumn = "id",
            StratumColumns = ["stratum"],
            Stages = [new StageDesign { ClusterColumn = "commune", SizeColumn = "size", Method = SelectionMethod.PpsSystematic },
                new StageDesign { Method = SelectionMethod.Systematic, Take = 5 }],
            Reserve = new ReserveRule { CountPerCell = 2 },
        };

        DrawResult result = SampleDrawer
            .Draw(new DrawRequest
            {
                Design = design,
                Quotas = new Dictionary<string, long> { ["S"] = 2 },
                Seed = DrawSeed.FromNumber(3),
                DrawnAt = Noon
            }, frame);

        Assert.Equal((10, 4), (result.Official.Entries.Count, result.Reserve.Entries.Count));
        Assert.All(result.Official.Entries.Concat(result.Reserve.Entries), entry => Assert.Equal(9, entry.DesignWeight, 1e-12));
        Assert.All(result.Certificate.Cells, cell => Assert.Equal((5L, 2L), (cell.OfficialCount, cell.ReserveCount)));
    }

    [Fact]
    public void Certificate_Vietnamese_IsWrittenInLetters()
    {
        var frame = new InMemoryFrame("hồ sơ.csv", Columns, [["1", "Sở Xây dựng", "K", "1", "1"]]);

        string json = System.Text.Encoding.UTF8.GetString(
            SampleDrawer.Draw(Request(frame, SelectionMethod.SimpleRandom, quota: 1), frame).Certificate.ToJson());

        Assert.Contains("\"Sở Xây dựng\"", json, StringComparison.Ordinal);
        Assert.Contains("\"hồ sơ.csv\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_RowsOfSizeZero_AreOnNeitherList()
    {
        var frame = new InMemoryFrame("f", Columns,
            [.. Enumerable.Range(0, 40).Select(i => (string[])[$"{i}", "T0", "K", i % 2 == 0 ? "0" : "3", "1"])]);

        DrawResult result = SampleDrawer.Draw(Request(frame, SelectionMethod.PpsSystematic, quota: 12), frame);

        Assert.Equal((12, 6), (result.Official.Entries.Count, result.Reserve.Entries.Count));
        Assert.All(result.Official.Entries.Concat(result.Reserve.Entries), entry => Assert.Equal(1, entry.RowNumber % 2));
    }

    [Fact]
    public void Draw_ReserveLargerThanTheRest_TakesTheRestAndWarns()
    {
        InMemoryFrame frame = Frame(10, strata: 1);
        DrawRequest request = Request(frame, SelectionMethod.SimpleRandom, quota: 7);

        DrawResult result = SampleDrawer
            .Draw(request with { Design = request.Design with { Reserve = new ReserveRule { CountPerCell = 5 } } }, frame);

        Assert.Equal(3, result.Reserve.Entries.Count);
        Problem warning = Assert.Single(result.Warnings);
        Assert.Equal((ProblemCodes.ReserveShort, "T0", "3", "5"), (warning.Code, warning.Place, warning.Value, warning.Allowed));
    }

    [Fact]
    public void Draw_BadInput_NamesStratumAndValue()
    {
        InMemoryFrame frame = Frame(40);
        DrawRequest request = Request(frame, SelectionMethod.SimpleRandom, quota: 5);
        Expect("SMP0003", "T0", "11", request with { Quotas = Quotas(frame, 11) });
        Expect("SMP0004", "T0", "-1", request with { Quotas = Quotas(frame, -1) });
        Expect("SMP0004", "T3", "—", request with { Quotas = new Dictionary<string, long> { ["T0"] = 1, ["T1"] = 1, ["T2"] = 1 } });
        Expect("DRW0004", "T9", "5", request with { Quotas = new Dictionary<string, long>(Quotas(frame, 5)) { ["T9"] = 5 } });
        Expect("SMP0017", "1", "Brewer",
            request with { Design = request.Design with { Stages = [new StageDesign { Method = SelectionMethod.Brewer }] } });
        Expect("DRW0008", "1", "clusterColumn = commune",
            request with
            {
                Design = request.Design
                with
                { Stages = [new StageDesign { Method = SelectionMethod.All, ClusterColumn = "commune" }] }
            });
        Expect("FRM0009", "f", "district", request with { Design = request.Design with { StratumColumns = ["district"] } });
        Expect("FRM0014", "T0", "K1", request with
        {
            Design = request.Design with
            {
                Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom, ClusterColumn = "commune" },
                new StageDesign { Method = SelectionMethod.SimpleRandom, Take = 1 }]
            },
        }, new InMemoryFrame("f", Columns, [["1", "T0", "K1", "1", "1"], ["2", "T1", "K1", "1", "1"]]));
        Expect("FRM0011", "f", null, request, new InMemoryFrame("f", Columns, []));
        Expect("FRM0012", "row 2", null, request, new InMemoryFrame("f", Columns, [["1", "", "K1", "1", "1"]]));
        Expect("FRM0015", "T0 / K1", "5", request with
        {
            Design = request.Design with
            {
                Stages = [new StageDesign { Method = SelectionMethod.Sampford, ClusterColumn = "commune", SizeColumn = "size" },
                    new StageDesign { Method = SelectionMethod.SimpleRandom, Take = 1 }]
            },
        }, new InMemoryFrame("f", Columns, [["1", "T0", "K1", "4", "1"], ["2", "T0", "K1", "5", "1"]]));
        DrawRequest sized = Request(frame, SelectionMethod.PpsSystematic, quota: 5);
        Expect("SMP0005", "row 2", "-4", sized, new InMemoryFrame("f", Columns, [["1", "T0", "K1", "-4", "1"]]));
        Expect("IMP0101", "row 2, size", "4,500", sized, new InMemoryFrame("f", Columns, [["1", "T0", "K1", "4,500", "1"]]));

        Expect("FRM0001", "row 2", "7", request with { Quotas = new Dictionary<string, long> { ["T0"] = 2 } },
            new InMemoryFrame("f", Columns, [["7", "T0", "K1", "1", "1"], ["7", "T0", "K1", "1", "1"]]));
        Assert.Equal("FRM0001", Assert
            .Single(Assert.Throws<SipasException>(() =>
                FrameSeal.Of(new InMemoryFrame("f", Columns, [["7", "T0", "K1", "1", "1"], ["7", "T1", "K1", "1", "1"]]), request.Design,
                    Noon)).Problems).Code);

        var seal = FrameSeal.Of(frame, request.Design, Noon);
        Expect("FRM0010", "rowCount", "39", request with { Seal = seal },
            new InMemoryFrame("f", Columns, [.. frame.ReadRows().Skip(1).Select(row => row.Cells)]));
        Expect("FRM0010", "checksum", null, request with { Seal = seal },
            new InMemoryFrame("f", Columns, [.. frame.ReadRows().Select(row => row.Cells).Reverse()]));
        Assert.Equal(20, SampleDrawer.Draw(request with { Seal = FrameSeal.Read(seal.ToJson()) }, frame).Official.Entries.Count);

        void Expect(string code, string place, string? value, DrawRequest bad, InMemoryFrame? other = null)
        {
            Problem problem = Assert.Throws<SipasException>(() => SampleDrawer.Draw(bad, other ?? frame)).Problems[0];
            Assert.Equal((code, place), (problem.Code, problem.Place));
            Assert.True(value is null || problem.Value == value, problem.ToString());
        }
    }

    [Fact]
    public void Verify_UnchangedDraw_IsEqual()
    {
        InMemoryFrame frame = Frame(400);
        foreach (SelectionMethod method in (SelectionMethod[])[SelectionMethod.SimpleRandom, SelectionMethod.Pareto, SelectionMethod.Brewer,
            SelectionMethod.Poisson, SelectionMethod.All])
        {
            DrawResult drawn = SampleDrawer
                .Draw(Request(frame, method, quota: 9) with { Seed = DrawSeed.FromPublicText("XSKT 21/11/2026: 048213") }, frame);
            DrawVerification verification = DrawVerifier.Verify(DrawCertificate.Read(drawn.Certificate.ToJson()), frame, drawn.Official,
                drawn.Reserve);

            Assert.True(verification.IsEqual, string.Join('\n', verification.Differences));
        }
    }

    [Fact]
    public void Verify_AnythingChanged_SaysWhatDiffers()
    {
        InMemoryFrame frame = Frame(100);
        DrawResult drawn = SampleDrawer
            .Draw(Request(frame, SelectionMethod.SimpleRandom, quota: 5) with { Seed = DrawSeed.FromPublicText("xúc xắc 3 5 1 6") }, frame);
        DrawCertificate certificate = drawn.Certificate;
        SampleEntry[] swapped = [.. drawn.Official.Entries];
        swapped[3] = swapped[3] with { UnitId = "cousin" };

        Assert.Equal("DRW0003 official 4", Of(DrawVerifier.Verify(certificate, frame, new SampleList(ListRole.Official, swapped))));
        Assert.Equal("DRW0003 reserve 12",
            Of(DrawVerifier.Verify(certificate, frame, drawn.Official,
                new SampleList(ListRole.Reserve, [.. drawn.Reserve.Entries.SkipLast(1)]))));
        Assert.Equal("DRW0003 official (certificate)",
            Of(DrawVerifier.Verify(certificate with { OfficialHash = new string('0', 64) }, frame)));
        Assert.Equal("DRW0002 rowCount", Of(DrawVerifier.Verify(certificate, Frame(101))));
        Assert.Equal("DRW0002 checksum",
            Of(DrawVerifier.Verify(certificate,
                new InMemoryFrame("f", Columns, [.. frame.ReadRows().Select(row => row.Cells).Reverse()]))));
        Assert.Equal("DRW0007 seed", Of(DrawVerifier.Verify(certificate with { Seed = "1" }, frame)));
        Assert.Equal("DRW0003 official (certificate)",
            Of(DrawVerifier.Verify(certificate with { Seed = "1", SeedOrigin = SeedOrigin.Number }, frame)));
        Assert.Equal(ProblemCodes.GeneratorUnknown,
            Assert.Throws<SipasException>(() => DrawVerifier.Verify(certificate with { Generator = "mt19937/1" }, frame)).Problems[0].Code);
        Assert.Equal(ProblemCodes.CertificateUnreadable,
            Assert.Throws<SipasException>(() => DrawCertificate.Read("[]"u8)).Problems[0].Code);

        static string Of(DrawVerification verification) => $"{verification.Differences[0].Code} {verification.Differences[0].Place}";
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("18446744073709551616")]
    public void Seed_NoNumber_IsRefused(string text) =>
    Assert.Equal(ProblemCodes.SeedMalformed, Assert.Throws<SipasException>(() => DrawSeed.FromNumber(text)).Problems[0].Code);

    internal static InMemoryFrame Frame(int rows, int strata = 4) => new("f", Columns,
        [.. Enumerable.Range(0, rows)
            .Select(i => (string[])[$"{i}", $"T{i % strata}", $"K{i % 6}", $"{1 + (i * 7 % 23)}", $"{1 + (i / 7 % 12)}"])]);

    private static long SizeOf(FrameRow row) => long.Parse(row.Cells[3], System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, long> Quotas(InMemoryFrame frame, long quota) =>
        frame.ReadRows().Select(row => row.Cells[1]).Distinct().ToDictionary(stratum => stratum, _ => quota);

    private static DrawRequest Request(InMemoryFrame frame, SelectionMethod method, long quota) => new()
    {
        Design = new DrawDesign
        {
            IdColumn = "id",
            StratumColumns = ["stratum"],
            Stages = [new StageDesign { Method = method, SizeColumn = method.UsesSizes() ? "size" : null }],
            Reserve = new ReserveRule { Share = 0.5 },
        },
        Quotas = Quotas(frame, quota),
        Seed = DrawSeed.FromNumber(20261121),
        DrawnAt = Noon,
    };
}
