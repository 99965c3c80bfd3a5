using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Pages;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Admin;

public sealed class PlanFormTests
{
    public static TheoryData<object> Sizes => new()
    {
        new YamaneSize(0.05), new YamaneSize(0.025) { PerStratum = true },
        new ProportionSize(0.03, 0.8) { Allowance = new DesignAllowance(0.99, 1.5, 0.65) },
        new MeanSize { Margin = 0.1, StandardDeviation = 0.85 }, new DifferenceSize(0.9) { FirstShare = 0.8, SecondShare = 0.85 },
        new FixedTotalSize { Total = 9_000 },
        new QuotaSize { Each = 300 }, new QuotaSize { Quotas = new Dictionary<string, long> { ["Sở A = B"] = 112, ["S02"] = 0 } },
        BandSize.DaNang,
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_FormOfAPlan_GivesThePlanBack(object rule)
    {
        var size = (SizeRule)rule;
        bool spread = size is not (QuotaSize or BandSize) && !size.PerStratum;
        SurveyPlan plan = SamplePeople.Plan() with
        {
            Size = size,
            Allocation = spread ? new AllocationRule(0.7) { Kind = AllocationKind.Power, MinimumPerStratum = 30 } : null,
            Reserve = new ReserveRule { Share = 0.125, CountPerCell = 7 },
            Modes = ["paper", "interview"],
            Targets = new FieldTargets { ReturnShare = 0.9, ValidShare = 0.955, ReinterviewShare = 0.1 },
            Roles = SamplePeople.Plan().Roles with { Serves = ["Bộ phận một cửa", "UBND xã"] },
        };

        FormState form = PlanForm.Of(plan);
        SurveyPlan? read = PlanForm.Read(form);

        Assert.False(form.HasProblems);
        Assert.Equal(SurveyPlanSerializer.Write(plan), SurveyPlanSerializer.Write(read!));
        Assert.True(PlanForm.Shows(plan));
    }

    [Fact]
    public void Shows_TwoStages_YesAndThreeOrOwnBands_No()
    {
        StageDesign cluster = new() { ClusterColumn = "village", Method = SelectionMethod.PpsSystematic, CertaintyCodes = ["V1"] };
        StageDesign people = new() { Method = SelectionMethod.SimpleRandom, Take = 20 };
        SurveyPlan plan = SamplePeople.Plan() with
        {
            Size = new FixedTotalSize { Total = 5 },
            Allocation = new AllocationRule { Kind = AllocationKind.Equal }
        };

        Assert.True(PlanForm.Shows(plan with { Stages = [cluster, people] }));
        Assert.False(PlanForm.Shows(plan with { Stages = [cluster, cluster with { ClusterColumn = "hamlet", Take = 2 }, people] }));
        Assert.False(PlanForm.Shows(plan with { Size = new BandSize { Bands = [new SizeBand { SamplePercent = 7 }] }, Allocation = null }));
    }

    [Fact]
    public void Shows_StepsAndStartsOfBothStages()
    {
        StageDesign cluster = new()
        {
            ClusterColumn = "village",
            Method = SelectionMethod.Systematic,
            Starts = new Dictionary<string, decimal> { ["S01"] = 2.5m }
        };
        StageDesign people = new()
        {
            Method = SelectionMethod.SystematicStep,
            Step = 5,
            Starts = new Dictionary<string, decimal> { ["S01 / V = 1"] = 3 }
        };
        SurveyPlan plan = SamplePeople.Plan() with { Stages = [cluster, people] };

        Assert.Empty(SurveyPlanVerifier.Verify(plan));
        Assert.True(PlanForm.Shows(plan));
        Assert.True(PlanForm.Shows(plan with { Stages = [people] }));
        foreach ((string field, string text, string beside)
            in new[] { ("stage.step", "0", "stage.step"), ("stage.starts", "S01 = 6", "stage.starts"),
                ("stage.starts", "S01", "stage.starts"), ("stage.method", "brewer", "stage.step"), ("stage.step", "2,5", "stage.step") })
        {
            FormState form = PlanForm.Of(plan with { Stages = [people] });
            form[field] = text;
            if (PlanForm.Read(form) is { } read)
            {
                PlanForm.Verify(form, read);
            }

            Assert.Contains(form.Of(beside), problem => problem.Code == ProblemCodes.PlanFieldMalformed);
        }
    }

    [Theory]
    [InlineData("size.total", "9.000.0")]
    [InlineData("size.total", "-5")]
    [InlineData("reserve.share", "mười")]
    [InlineData("legalBasis.date", "31/02/2026")]
    [InlineData("targets.returnShare", "1e3")]
    public void Read_FieldThatCannotBeRead_TellsItBesideIt(string field, string text)
    {
        FormState form = PlanForm
            .Of(SamplePeople.Plan() with
            {
                Size = new FixedTotalSize { Total = 9 },
                Allocation = new AllocationRule { Kind = AllocationKind.Equal }
            });
        form[field] = text;

        PlanForm.Read(form);

        Problem problem = Assert.Single(form.Of(field));
        Assert.Equal((ProblemCodes.PlanFieldMalformed, text), (problem.Code, problem.Value));
    }

    [Theory]
    [InlineData("size.total", "0", "size.total")]
    [InlineData("targets.returnShare", "120", "targets.returnShare")]
    [InlineData("population.minimumAge", "121", "population.minimumAge")]
    [InlineData("stage.method", "brewer", "stage.sizeColumn")]
    [InlineData("deadlines.fieldFrom", "2027-01-01", "deadlines.fieldTo")]
    [InlineData("title", "", "title")]
    public void Verify_PlanThatCannotBeCarriedOut_TellsItBesideTheField(string field, string text, string beside)
    {
        FormState form = PlanForm
            .Of(SamplePeople.Plan() with
            {
                Size = new FixedTotalSize { Total = 9 },
                Allocation = new AllocationRule { Kind = AllocationKind.Equal },
                Deadlines = new Deadlines { FieldTo = new DateOnly(2026, 12, 1) }
            });
        form[field] = text;

        PlanForm.Verify(form, PlanForm.Read(form)!);

        Assert.NotEmpty(form.Of(beside));
        Assert.Empty(form.General);
    }
}
