using System.Text;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Plans;

public class SurveyPlanTests
{
    public static TheoryData<string> SizeRules =>
    [
        """{ "rule": "yamane", "margin": 0.05 }""",
        """{ "rule": "proportion", "margin": 0.04, "allowance": { "designEffect": 2, "responseShare": 0.8 } }""",
        """{ "rule": "mean", "margin": 0.1, "standardDeviation": 0.9 }""",
        """{ "rule": "difference", "firstShare": 0.8, "secondShare": 0.85 }""", """{ "rule": "fixedTotal", "total": 2575 }""",
        """{ "rule": "quota", "each": 150, "quotas": { "P1": 200 } }""",
        """{ "rule": "bands", "perStratum": true, "bands": [{ "upTo": 200, "samplePercent": 100 }, { "samplePercent": 30 }] }""",
    ];

    [Theory]
    [MemberData(nameof(SizeRules))]
    public void Read_EverySizeRule_ComesBackAsItWasWritten(string size)
    {
        SurveyPlan plan = SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(Json(size)));

        byte[] written = SurveyPlanSerializer.Write(plan);
        Assert.Equal(written, SurveyPlanSerializer.Write(SurveyPlanSerializer.Read(written)));
        Assert.Empty(SurveyPlanVerifier.Verify(plan with { Allocation = plan.Size is QuotaSize or BandSize ? null : plan.Allocation }));
    }

    [Fact]
    public void Read_FieldsLeftOut_HaveTheirDefaults()
    {
        SurveyPlan plan = SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(Json("""{ "rule": "proportion" }""")));

        Assert.Equal(new ProportionSize(), plan.Size);
        Assert.Equal((0.05, 0.5, 0.95, 1.0, 1.0), plan.Size is ProportionSize { Allowance: var allowance } size
            ? (size.Margin, size.ExpectedShare, allowance.Confidence, allowance.DesignEffect, allowance.ResponseShare) : default);
        Assert.Equal(new AllocationRule { Kind = AllocationKind.Power, Exponent = 0.5, Importance = 1 }, plan.Allocation);
        Assert.Equal(SurveyPlan.CurrentFormat, plan.Format);
        Assert.Equal((0, 0, 0), (plan.Modes.Count, plan.Frame.Contacts.Count, plan.Stages[0].SortColumns.Count));
        Assert.Equal(0.8, ((DifferenceSize)SurveyPlanSerializer
            .Read(Encoding.UTF8.GetBytes(Json("""{ "rule": "difference", "firstShare": 0.8, "secondShare": 0.9 }"""))).Size).Power);
    }

    [Theory]
    [InlineData("{", "VAL0103")]
    [InlineData("null", "PLN0001")]
    [InlineData("""{ "format": "sipas-plan/1" }""", "PLN0001")]
    public void Read_NoPlan_SaysWhere(string json, string code) =>
        Assert.Equal(code, Assert.Throws<SipasException>(() => SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(json))).Problems[0].Code);

    [Theory]
    [InlineData("""{ "rule": "yamane", "mergin": 0.05 }""")]
    [InlineData("""{ "rule": "slovin" }""")]
    [InlineData("""{ "margin": 0.05 }""")]
    [InlineData("""{ "margin": 0.05, "rule": "yamane" }""")]
    [InlineData("""{ "rule": "fixedTotal", "total": "9000" }""")]
    public void Read_MisspeltRule_IsNeverIgnored(string size) =>
        Assert.Equal(ProblemCodes.PlanUnreadable,
            Assert.Throws<SipasException>(() => SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(Json(size)))).Problems[0].Code);

    [Fact]
    public void Verify_EveryFault_IsNamedAtOnce()
    {
        SurveyPlan good = FrameCheckerTests.Plan();
        Assert.Empty(SurveyPlanVerifier.Verify(good));

        SurveyPlan bad = good with
        {
            Code = "có dấu",
            Size = new ProportionSize
            {
                Margin = 5,
                ExpectedShare = 0,
                Allowance = new DesignAllowance { Confidence = 95, DesignEffect = 0, ResponseShare = 2 }
            },
            Population = good.Population with { From = new DateOnly(2026, 12, 1) },
            Frame = good.Frame with { Age = null },
            Deadlines = new Deadlines { FieldFrom = new DateOnly(2026, 11, 2), FieldTo = new DateOnly(2026, 11, 1) },
            Stages = [new StageDesign { Method = SelectionMethod.PpsSystematic, ClusterColumn = "commune" },
                new StageDesign { Method = SelectionMethod.Brewer }],
            Targets = new FieldTargets { ReturnShare = 80 },
            Reserve = new ReserveRule { Share = -1 },
        };

        Assert.Equal(
            [
                "PLN0002 code", "PLN0002 reserve.share", "PLN0002 size.allowance.confidence", "PLN0002 size.allowance.designEffect",
                "PLN0002 size.allowance.responseShare",
                "PLN0002 size.expectedShare", "PLN0002 size.margin", "PLN0002 size.rule", "PLN0002 stages[1].sizeColumn",
                "PLN0002 stages[1].take", "PLN0002 targets.returnShare", "PLN0003 deadlines.field", "PLN0003 population",
            ],
            SurveyPlanVerifier.Verify(bad).Select(problem => $"{problem.Code} {problem.Place}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Warn_ServingOfficerDelivers_IsSaid()
    {
        SurveyPlan plan = FrameCheckerTests.Plan();
        Assert.Empty(SurveyPlanVerifier.Warn(plan));

        Problem warning = Assert.Single(SurveyPlanVerifier.Warn(plan with { Roles = plan.Roles with { Delivers = "Bo phan  MỘT CỬA" } }));
        Assert.Equal((ProblemCodes.PlanServedDeliver, "roles.delivers"), (warning.Code, warning.Place));
        Assert.Equal("PLN0102", Assert.Single(SurveyPlanVerifier.Warn(plan with { Frame = plan.Frame with { Age = null } })).Code);
    }

    [Fact]
    public void ForPlan_EachKindOfRule_GivesNumbersForTheStrata()
    {
        SurveyPlan plan = FrameCheckerTests.Plan();
        Stratum[] strata = [Stratum("A", 10_000), Stratum("B", 240), Stratum("C", 0)];

        Assert.Equal([385, 150, 0], Sizes(plan with { Size = new YamaneSize { PerStratum = true }, Allocation = null }));
        Assert.Equal([50, 50, 0], Sizes(plan));
        Assert.Equal([375, 10, 0],
            Sizes(plan with
            {
                Size = new YamaneSize(),
                Allocation = new AllocationRule { Kind = AllocationKind.Proportional, MinimumPerStratum = 10 }
            }));
        Assert.Equal([1000, 72, 0], Sizes(plan with { Size = BandSize.DaNang, Allocation = null }));
        Assert.Equal([90, 120, 0],
            Sizes(plan with
            {
                Size = new QuotaSize { Each = 90, Quotas = new Dictionary<string, long> { ["B"] = 120, ["C"] = 0 } },
                Allocation = null
            }));
        Refused("SMP0010", "C", "90", new QuotaSize { Each = 90 });
        Refused("SMP0003", "B", "300", new QuotaSize { Quotas = new Dictionary<string, long> { ["A"] = 300, ["B"] = 300, ["C"] = 0 } });
        Refused("DRW0004", "X", "5", new QuotaSize { Each = 5, Quotas = new Dictionary<string, long> { ["C"] = 0, ["X"] = 5 } });
        Refused("SMP0003", null, "20000", new FixedTotalSize { Total = 20_000 });

        long[] Sizes(SurveyPlan asked)
        {
            AllocationResult result = PlannedSizes.ForPlan(asked, strata);
            Assert.Equal(result.TotalCount, result.Strata.Sum(stratum => stratum.SampleCount));
            return [.. result.Strata.Select(stratum => stratum.SampleCount)];
        }

        void Refused(string code, string? place, string value, SizeRule size)
        {
            Problem problem = Assert.Single(
                Assert.Throws<SipasException>(() => PlannedSizes.ForPlan(plan with { Size = size }, strata)).Problems);
            Assert.Equal((code, place, value), (problem.Code, problem.Place, problem.Value));
        }

        static Stratum Stratum(string code, long population) => new() { Code = code, PopulationCount = population };
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void InclusionProbability_OutsideItsRange_IsRefused(double value) =>
    Assert.Throws<ArgumentOutOfRangeException>(() => new InclusionProbability(value));

    [Fact]
    public void InclusionProbability_Default_CannotBeUsedAsAWeight()
    {
        Assert.Throws<InvalidOperationException>(() => default(InclusionProbability).DesignWeight);
        Assert.Equal(4, new InclusionProbability(0.25).DesignWeight);
    }

    [Theory]
    [InlineData(0.2, null, 112, 23)]
    [InlineData(0.1, null, 30, 3)]
    [InlineData(0.0, 5L, 30, 5)]
    [InlineData(0.5, null, 0, 0)]
    [InlineData(0.5, 5L, 0, 0)]
    public void ReserveRule_RoundsUpInEachCell(double share, long? count, long official, long expected) =>
        Assert.Equal(expected, new ReserveRule { Share = share, CountPerCell = count }.CountFor(official));

    private static string Json(string size) => $$"""
        {
          "code": "hn-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "bnv-2640-2017",
          "legalBasis": { "number": "12/KH-UBND", "date": "2026-01-15", "issuer": { "vi": "UBND", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" }, "from": "2026-01-01", "to": "2026-10-31" },
          "frame": { "id": "mã", "day": "ngày" }, "stratumColumns": ["đơn vị"],
          "stages": [{ "method": "simpleRandom" }], "size": {{size}}, "allocation": { "kind": "power" },
          "reserve": { "share": 0.2 }, "roles": { "draws": "A", "delivers": "B", "collects": "B", "checks": "C" }
        }
        """;
}
