using System.Globalization;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>A survey plan as a form. Fields have the names of the places in problems of
/// <see cref="SurveyPlanVerifier"/>, so that every problem is shown next to its field.</summary>
internal static class PlanForm
{
    public static readonly string[] SizeRules = ["yamane", "proportion", "mean", "difference", "fixedTotal", "quota", "bands"];

    // Places of the verifier that are whole parts of a plan, and the field next to which their problems are shown.
    private static readonly Dictionary<string, string> FieldOfPlace = new(StringComparer.Ordinal)
    {
        ["population"] = "population.to",
        ["deadlines.field"] = "deadlines.fieldTo",
        ["stages"] = "stage.method",
        ["allocation"] = "allocation.kind",
        ["size.quotas"] = "size.quotas",
        ["size.bands"] = "size.rule",
    };

    private static readonly HashSet<string> Percents = new(
        ["size.margin", "size.expectedShare", "size.allowance.confidence", "size.allowance.responseShare", "size.firstShare",
            "size.secondShare", "size.power", "targets.returnShare", "targets.validShare", "targets.reinterviewShare", "reserve.share"],
        StringComparer.Ordinal);

    /// <summary>Whether the form shows all of a plan: parts that it does not show would be lost, so such a plan is
    /// edited as JSON.</summary>
    /// <param name="plan">The plan.</param>
    public static bool Shows(SurveyPlan plan)
    {
        FormState form = Of(plan);
        return Read(form) is { } read && !form.HasProblems
            && SurveyPlanSerializer.Write(read).AsSpan().SequenceEqual(SurveyPlanSerializer.Write(plan));
    }

    /// <summary>Creates a new form with common default values.</summary>
    public static FormState New() => new(new Dictionary<string, string>
    {
        ["legalBasis.issuer"] = "Ủy ban nhân dân tỉnh",
        ["population.description"] = "Cá nhân, tổ chức đã nhận kết quả giải quyết thủ tục hành chính",
        ["population.minimumAge"] = "18",
        ["stage.method"] = NameOf(SelectionMethod.SimpleRandom),
        ["cluster.method"] = NameOf(SelectionMethod.PpsSystematic),
        ["size.rule"] = "yamane",
        ["size.margin"] = "5",
        ["size.allowance.confidence"] = "95",
        ["size.allowance.designEffect"] = "1",
        ["size.allowance.responseShare"] = "100",
        ["size.expectedShare"] = "50",
        ["size.power"] = "80",
        ["allocation.kind"] = NameOf(AllocationKind.Equal),
        ["allocation.exponent"] = "0,5",
        ["allocation.importance"] = "1",
        ["reserve.share"] = "20",
    });

    /// <summary>Creates the form of a plan.</summary>
    /// <param name="plan">The plan.</param>
    public static FormState Of(SurveyPlan plan)
    {
        FormState form = New();
        form["code"] = plan.Code;
        form["title"] = plan.Title.Vi;
        form["title.en"] = plan.Title.En;
        form["pack"] = plan.Pack;
        form["legalBasis.number"] = plan.LegalBasis.Number;
        form["legalBasis.date"] = Show(plan.LegalBasis.Date);
        form["legalBasis.issuer"] = plan.LegalBasis.Issuer.Vi;
        form["legalBasis.issuer.en"] = plan.LegalBasis.Issuer.En;
        form["population.description"] = plan.Population.Description.Vi;
        form["population.description.en"] = plan.Population.Description.En;
        form["population.from"] = Show(plan.Population.From);
        form["population.to"] = Show(plan.Population.To);
        form["population.minimumAge"] = Show(plan.Population.MinimumAge);
        form["population.resultReceived"] = Show(plan.Population.ResultReceived);
        form["frame.id"] = plan.Frame.Id;
        form["frame.person"] = plan.Frame.Person ?? "";
        form["frame.contacts"] = string.Join(", ", plan.Frame.Contacts);
        form["frame.unit"] = plan.Frame.Unit ?? "";
        form["frame.day"] = plan.Frame.Day ?? "";
        form["frame.age"] = plan.Frame.Age ?? "";
        form["frame.resultReceived"] = plan.Frame.ResultReceived ?? "";
        form["stratumColumns"] = string.Join(", ", plan.StratumColumns);
        PlanFormParts.WriteStages(form, plan.Stages);
        PlanFormParts.WriteSize(form, plan.Size);
        if (plan.Allocation is { } allocation)
        {
            form["allocation.kind"] = NameOf(allocation.Kind);
            form["allocation.minimumPerStratum"] = Show(allocation.MinimumPerStratum);
            form["allocation.exponent"] = Show(allocation.Exponent);
            form["allocation.importance"] = Show(allocation.Importance);
        }
        else
        {
            form["allocation.kind"] = "";
        }

        form["reserve.share"] = Percent(plan.Reserve.Share);
        form["reserve.countPerCell"] = Show(plan.Reserve.CountPerCell);
        form["modes"] = string.Join(',', plan.Modes);
        form["roles.draws"] = plan.Roles.Draws;
        form["roles.delivers"] = plan.Roles.Delivers;
        form["roles.collects"] = plan.Roles.Collects;
        form["roles.checks"] = plan.Roles.Checks;
        form["roles.serves"] = string.Join('\n', plan.Roles.Serves);
        form["deadlines.draw"] = Show(plan.Deadlines.Draw);
        form["deadlines.fieldFrom"] = Show(plan.Deadlines.FieldFrom);
        form["deadlines.fieldTo"] = Show(plan.Deadlines.FieldTo);
        form["deadlines.report"] = Show(plan.Deadlines.Report);
        form["targets.returnShare"] = Percent(plan.Targets.ReturnShare);
        form["targets.validShare"] = Percent(plan.Targets.ValidShare);
        form["targets.reinterviewShare"] = Percent(plan.Targets.ReinterviewShare);
        return form;
    }

    /// <summary>Reads a plan and adds the problems of each field.</summary>
    /// <param name="form">The form; problems are added to it.</param>
    /// <returns>The plan; null when a required field cannot be read.</returns>
    public static SurveyPlan? Read(FormState form)
    {
        DateOnly? date = form.Day("legalBasis.date");
        if (date is null && form.Of("legalBasis.date").Count == 0)
        {
            Missing(form, "legalBasis.date");
        }

        SizeRule? size = PlanFormParts.ReadSize(form);
        IReadOnlyList<StageDesign> stages = PlanFormParts.ReadStages(form);
        bool spread = size is { PerStratum: false } and not (QuotaSize or BandSize) && form.Text("allocation.kind") is not null;
        var plan = new SurveyPlan
        {
            Code = form["code"],
            Title = Both(form, "title"),
            LegalBasis = new LegalBasis
            {
                Number = form["legalBasis.number"],
                Date = date ?? default,
                Issuer = Both(form, "legalBasis.issuer"),
            },
            Pack = form["pack"],
            Population = new PopulationRule
            {
                Description = Both(form, "population.description"),
                From = form.Day("population.from"),
                To = form.Day("population.to"),
                MinimumAge = (int?)form.Whole("population.minimumAge"),
                ResultReceived = form.IsTicked("population.resultReceived"),
            },
            Frame = new FrameColumns
            {
                Id = form["frame.id"],
                Person = form.Text("frame.person"),
                Contacts = form.List("frame.contacts"),
                Unit = form.Text("frame.unit"),
                Day = form.Text("frame.day"),
                Age = form.Text("frame.age"),
                ResultReceived = form.Text("frame.resultReceived"),
            },
            StratumColumns = form.List("stratumColumns"),
            Stages = stages,
            Size = size ?? new YamaneSize(),
            Allocation = spread ? ReadAllocation(form) : null,
            Reserve = new ReserveRule { Share = form.Share("reserve.share") ?? 0, CountPerCell = form.Whole("reserve.countPerCell") },
            Modes = form.List("modes"),
            Roles = new FieldRoles
            {
                Draws = form["roles.draws"],
                Delivers = form["roles.delivers"],
                Collects = form["roles.collects"],
                Checks = form["roles.checks"],
                Serves = form.Lines("roles.serves"),
            },
            Deadlines = new Deadlines
            {
                Draw = form.Day("deadlines.draw"),
                FieldFrom = form.Day("deadlines.fieldFrom"),
                FieldTo = form.Day("deadlines.fieldTo"),
                Report = form.Day("deadlines.report"),
            },
            Targets = new FieldTargets
            {
                ReturnShare = form.Share("targets.returnShare"),
                ValidShare = form.Share("targets.validShare"),
                ReinterviewShare = form.Share("targets.reinterviewShare"),
            },
        };
        return date is null || size is null ? null : plan;
    }

    /// <summary>Verifies a plan and adds each problem to its field.</summary>
    public static void Verify(FormState form, SurveyPlan plan)
    {
        foreach (Problem problem in SurveyPlanVerifier.Verify(plan))
        {
            string place = problem.Place ?? "";
            string field = FieldOfPlace.GetValueOrDefault(place, place);
            field = field.StartsWith("stages[", StringComparison.Ordinal)
                ? StageField(field, plan.Stages.Count)
                : field.StartsWith("size.quotas", StringComparison.Ordinal) ? "size.quotas" : field;
            if (form.Of(field).Count == 0)
            {
                form.Add(form.Knows(field) || New().Knows(field) ? field : "", Percents.Contains(place) ? InPercent(problem) : problem);
            }
        }
    }

    /// <summary>Adds the problem of a required field that is empty.</summary>
    internal static void Missing(FormState form, string field) =>
        form.Add(field, new Problem(ProblemCodes.PlanFieldMalformed, field, null, "≠ \"\""));

    internal static string Show(IFormattable? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString(null, CultureInfo.InvariantCulture),
    };

    internal static string Show(bool ticked) => ticked ? "on" : "";

    internal static string Percent(double? share) => share is { } known
        ? ((decimal)known * 100).ToString("0.##########", CultureInfo.InvariantCulture)
        : "";

    internal static string NameOf<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]), name[1..]);
    }

    internal static T ReadWord<T>(FormState form, string field, T otherwise)
        where T : struct, Enum
    {
        if (form.Text(field) is not { } text)
        {
            return otherwise;
        }

        T[] found = [.. Enum.GetValues<T>().Where(value => NameOf(value) == text)];
        if (found.Length == 1)
        {
            return found[0];
        }

        form.Add(field, new Problem(ProblemCodes.PlanFieldMalformed, field, text, string.Join(", ", Enum.GetValues<T>().Select(NameOf))));
        return otherwise;
    }

    private static AllocationRule ReadAllocation(FormState form) =>
        new(form.Number("allocation.exponent") ?? 0.5, form.Number("allocation.importance") ?? 1)
        {
            Kind = ReadWord(form, "allocation.kind", AllocationKind.Equal),
            MinimumPerStratum = form.Whole("allocation.minimumPerStratum") ?? 0,
        };

    // If the English text is empty the Vietnamese one is used for both.
    private static LocalizedText Both(FormState form, string field) => new(form[field], form.Text(field + ".en") ?? form[field]);

    private static string StageField(string place, int count)
    {
        string part = place[(place.IndexOf("].", StringComparison.Ordinal) + 2)..];
        bool cluster = count > 1 && place.StartsWith("stages[0]", StringComparison.Ordinal);
        return cluster
            ? part switch
            {
                "clusterColumn" => "cluster.column",
                "certaintyCodes" => "cluster.certaintyCodes",
                "sizeColumn" => "cluster.sizeColumn",
                "step" => "cluster.step",
                _ when part.StartsWith("starts", StringComparison.Ordinal) => "cluster.starts",
                _ => "cluster.method",
            }
            : part switch
            {
                "take" => "stage.take",
                "sizeColumn" => "stage.sizeColumn",
                "step" => "stage.step",
                _ when part.StartsWith("starts", StringComparison.Ordinal) => "stage.starts",
                _ => "stage.method",
            };
    }

    private static Problem InPercent(Problem problem)
    {
        string? value = double.TryParse(problem.Value, CultureInfo.InvariantCulture, out double share)
            ? Percent(share) + " %"
            : problem.Value;
        string? allowed = problem.Allowed switch
        {
            "(0, 1)" => "> 0 %, < 100 %",
            "(0, 1]" => "> 0 %, ≤ 100 %",
            "[0, 1]" => "0–100 %",
            "0–100" => "≥ 0 %",
            _ => problem.Allowed,
        };
        return new Problem(problem.Code, problem.Place, value, allowed);
    }
}
