using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Sampling;

public class FrameCheckerTests
{
    private static readonly string[] Columns = ["id", "unit", "name", "phone", "day", "age", "received"];

    [Fact]
    public void Check_EveryFault_IsNamedWithItsRow()
    {
        var frame = new InMemoryFrame("hồ sơ", Columns,
        [
            ["H1", "S01", "Nguyễn Văn An 0901", "0901", "2026-03-01", "30", "có"],
            ["H1", "S01", "Trần Thị Bình", "0902", "01/04/2026", "41", "x"],
            ["H3", "S01", "NGUYEN VAN AN 0901", "0903", "2026-05-01", "30", "1"],
            ["H4", "S01", "Lê Văn Cường", "", "2026-05-01", "30", "1"],
            ["H5", "S01", "Phạm Dung", "0905", "2025-12-31", "30", "1"],
            ["H6", "S99", "Vũ Em", "0906", "2026-05-01", "17", "không"],
            ["", "S01", "Hồ Giang", "0907", "hôm qua", "già", "yes"],
            ["H8", "S01", "", "0908", "2026-05-01", "30", "1"],
            ["H9", "S01", "", "0909", "2026-05-01\u001f", "30", "1"],
        ]);

        FrameReport report = new FrameChecker(Plan(), Units(("S01", null, null))).Check(frame, keepCleanRows: true);

        Assert.Equal(
            [
                "FRM0001 row 3, id H1 row 2", "FRM0002 row 4, name NGUYEN VAN AN 0901 row 2", "FRM0004 row 5, phone — phone",
                "FRM0003 row 6, day 2025-12-31 2026-01-01 – 2026-10-31",
                "FRM0006 row 7, unit S99 —", "FRM0005 row 7, age 17 ≥ 18", "FRM0005 row 7, received không 1, true, yes, x, có",
                "FRM0007 row 8, id — —", "FRM0008 row 8, day hôm qua " + CellText.DayAllowed,
                "FRM0008 row 8, age già 0, 1, 2 …", "FRM0008 row 10 U+001F U+0020 …",
                "FRM0008 row 10, day 2026-05-01\u001f " + CellText.DayAllowed,
            ],
            report.Problems.Select(problem => $"{problem.Code} {problem.Place} {problem.Value ?? "—"} {problem.Allowed ?? "—"}"));
        Assert.Equal((9, 2), (report.RowCount, report.CleanRowCount));
        Assert.Equal([2, 9], report.CleanRows!);
        Assert.Equal(0, report.LeftOutCount);
    }

    [Fact]
    public void Check_U2UnitOnTheDayOfItsTransaction_IsNamedWithItsValidityAndSuccessors()
    {
        string[] Row(string id, string unit, string day) => [id, unit, "", "09" + id, day, "30", "1"];
        var frame = new InMemoryFrame("f", Columns,
            [Row("1", "H01", "2026-06-30"), Row("2", "H01", "01/07/2026"), Row("3", "H02", "2026-07-01"), Row("4", "C01", "2026-06-30"),
                Row("5", "C01", "2026-07-01"), Row("6", "H01", "2026-07-01 08:30")]);
        var ended = new DateOnly(2026, 6, 30);
        UnitHistory units = new(Units(("H01", null, ended), ("H02", null, ended), ("C01", ended.AddDays(1), null),
            ("C02", ended.AddDays(1), null)).Units,
        [
            new() { PredecessorCode = "H01", SuccessorCode = "C01", Kind = SuccessionKind.Split, Share = 0.4m },
            new() { PredecessorCode = "H01", SuccessorCode = "C02", Kind = SuccessionKind.Split, Share = 0.6m },
        ]);

        FrameReport report = new FrameChecker(Plan(), units).Check(frame);

        Assert.Equal(
            ["FRM0110 row 3, unit H01 – 2026-06-30 → C01 (0.4), C02 (0.6)", "FRM0110 row 4, unit H02 – 2026-06-30",
                "FRM0110 row 5, unit C01 2026-07-01 – ← H01"],
            report.Problems.Where(problem => problem.Code == ProblemCodes.FrameUnitAbsent).Take(3)
            .Select(problem => $"{problem.Code} {problem.Place} {problem.Value} {problem.Allowed}"));
    }

    [Theory]
    [InlineData("2025-12-31", null, true)]
    [InlineData("2026-01-01", null, false)]
    [InlineData(null, "2026-11-01", true)]
    [InlineData(null, "2026-10-31", false)]
    public void Check_U2FrameWithoutDays_ThePlansPeriodDecides(string? validTo, string? validFrom, bool isFault)
    {
        static DateOnly? Day(string? text) => text is null
            ? null
            : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        SurveyPlan plan = Plan();
        plan = plan with { Frame = new FrameColumns { Id = "id", Unit = "unit" } };
        var frame = new InMemoryFrame("f", ["id", "unit"], [["1", "S01"]]);

        FrameReport report = new FrameChecker(plan, Units(("S01", Day(validFrom), Day(validTo)))).Check(frame);

        Assert.Equal(isFault ? [ProblemCodes.FrameUnitAbsent] : [], report.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Check_ManyFaults_CountsAllAndSaysHowManyItLeavesOut()
    {
        var frame = new InMemoryFrame("f", Columns,
            [.. Enumerable.Range(0, 500).Select(i => (string[])["same", "S01", "", "1", "2026-05-01", "30", "1"])]);

        FrameReport report = new FrameChecker(Plan()).Check(frame, maxOfEachCode: 10);

        Assert.Equal((10, 489, 499), (report.Problems.Count, report.LeftOutCount, report.CountsByCode["FRM0001"]));
        Assert.Equal(1, report.CleanRowCount);
    }

    [Fact]
    public void Check_EmptyFrameOrMissingColumn_IsRefused()
    {
        Assert.Equal(ProblemCodes.FrameEmpty,
            Assert.Throws<SipasException>(() => new FrameChecker(Plan()).Check(new InMemoryFrame("f", Columns, []))).Problems[0].Code);
        Assert.Equal("age", Assert.Throws<SipasException>(() =>
            new FrameChecker(Plan()).Check(new InMemoryFrame("f", ["id", "unit", "name", "phone", "day"], []))).Problems[0].Value);
    }

    [Fact]
    public void Checksum_AnyCellRowOrColumn_ChangesIt()
    {
        string[][] rows = [["1", "ab", "c"], ["2", "", "d"]];
        string[] sums =
        [
            Sum(["x", "y", "z"], rows), Sum(["x", "yz", ""], rows), Sum(["x", "y", "z"], [["1", "a", "bc"], rows[1]]),
            Sum(["x", "y", "z"], [rows[1], rows[0]]), Sum(["x", "y", "z"], rows[..1]),
        ];

        Assert.Equal(sums.Length, sums.Distinct().Count());

        // hashlib.sha256("sipas-frame/1\nx\x1fy\x1fz\x1e1\x1fab\x1fc\x1e2\x1f\x1fd\x1e".encode()).hexdigest()
        Assert.Equal("eee10bd72a5b0bb7680b89758947dad83718cb3c0561d4f0fba42d6795977d77", sums[0]);

        static string Sum(string[] columns, string[][] rows)
        {
            using var checksum = new FrameChecksum(columns);
            foreach (string[] row in rows)
            {
                checksum.Append(row);
            }

            return checksum.ToHexadecimal();
        }
    }

    private static UnitHistory Units(params (string Code, DateOnly? From, DateOnly? To)[] units) =>
        new(new UnitDirectory(units
            .Select(unit => new OrganisationUnit
            {
                Code = unit.Code,
                Name = new LocalizedText(unit.Code, unit.Code),
                Block = "b",
                ValidFrom = unit.From,
                ValidTo = unit.To
            })), []);

    internal static SurveyPlan Plan() => new()
    {
        Code = "sipas-2026",
        Title = new LocalizedText("Khảo sát", "Survey"),
        LegalBasis = new LegalBasis
        {
            Number = "1/QĐ",
            Date = new DateOnly(2026, 1, 1),
            Issuer = new LocalizedText("UBND tỉnh", "Province")
        },
        Pack = "bnv-2640-2017",
        Population = new PopulationRule
        {
            Description = new LocalizedText("Người dân", "Citizens"),
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 10, 31),
            MinimumAge = 18,
            ResultReceived = true,
        },
        Frame = new FrameColumns
        {
            Id = "id",
            Person = "name",
            Contacts = ["phone"],
            Unit = "unit",
            Day = "day",
            Age = "age",
            ResultReceived = "received"
        },
        StratumColumns = ["unit"],
        Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }],
        Size = new FixedTotalSize { Total = 100 },
        Allocation = new AllocationRule { Kind = AllocationKind.Equal },
        Roles = new FieldRoles
        {
            Draws = "Sở Nội vụ",
            Delivers = "Bưu điện tỉnh",
            Collects = "Bưu điện tỉnh",
            Checks = "Mặt trận Tổ quốc",
            Serves = ["Bộ phận Một cửa"]
        },
    };
}
