using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The page of one survey: its plan in words, the precision of the sample size, its allocation to strata.</summary>
internal static class SurveyEndpoints
{

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/surveys/{survey}", ShowAsync)
        .AlsoHead(routes.MapMethods("/admin/surveys/{survey}", ReadRoutes.Head, ShowAsync)).WithName(SurveyRoutes.Survey);

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people, MethodPackRegistry packs)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = new FormState(context.Request.Query.Where(pair => pair.Key is "population" or "effect" or "units")
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString().Trim())));
        long? population = form.Whole("population")
            ?? (file.Strata.Length > 0 ? file.Strata.Sum(stratum => stratum.PopulationCount) : null);
        var model = new SurveyPageModel
        {
            Words = request.Words,
            File = file,
            Pack = packs.Packs.FirstOrDefault(pack => pack.Id == file.Plan.Pack),
            Form = form,
            Steps = SurveySteps.Of(request, file, "plan"),
            EditHref = request.Path(PlanEndpoints.EditName, ("survey", survey)),
            JsonHref = request.Path(PlanEndpoints.JsonName, ("survey", survey)),
            Warnings = [.. SurveyPlanVerifier.Warn(file.Plan)
                .Select(warning => new Problem(warning.Code, RoleName(request.Words, warning.Place), warning.Value, warning.Allowed))],
        };
        return request.Show<SurveyPage>(
            AdminSection.Surveys, request.Words.Of(file.Plan.Title), Weigh(model, population), file.Plan.Code);
    }

    // "roles.delivers" with the label of the form.
    private static string? RoleName(PageTexts words, string? place) =>
        place is not null && place.StartsWith("roles.", StringComparison.Ordinal)
        ? $"“{words["plan." + place["roles.".Length..]]}”"
        : place;

    // A size that cannot be computed yet, or not with these numbers, is shown as a problem and never as a size of 0.
    private static SurveyPageModel Weigh(SurveyPageModel model, long? population)
    {
        SizeRule rule = model.File.Plan.Size;
        var problems = new List<Problem>();
        var sentences = new List<LocalizedText>();
        AllocationResult? allocation = null;
        IReadOnlyList<SizeStep> steps = [];
        try
        {
            if (model.File.Strata is { Length: > 0 } strata)
            {
                allocation = PlannedSizes.ForPlan(model.File.Plan, strata);
            }

            if (rule is not (QuotaSize or BandSize) && !rule.PerStratum)
            {
                double effect = model.Form.Number("effect") ?? 1;
                SampleSizeResult size = rule switch
                {
                    YamaneSize yamane => SampleSize.Yamane(population, yamane.Margin, effect),
                    FixedTotalSize total when model.File.Plan.Stages.Count == 1 =>
                        SampleSize.Fixed(total.Total, population, new DesignAllowance(designEffect: effect)),
                    FixedTotalSize => throw new SipasException(new Problem(ProblemCodes.PopulationUnknown, "N", null, "stages = 1")),
                    _ => PlannedSizes.Size(rule, population),
                };
                sentences.Add(size.Sentence);
                steps = size.Steps;
                problems.AddRange(size.Warnings);
            }

            if (Ranking(model, allocation) is { } ranking)
            {
                sentences.Add(ranking);
            }
        }
        catch (SipasException error) when (model.File.Plan.Stages.Count > 1 && error.Problems[0].Code == ProblemCodes.PopulationUnknown)
        {
            sentences.Add(AdminTexts.Catalogue.Of("size.clusters"));
        }
        catch (SipasException error)
        {
            problems.AddRange(error.Problems);
        }

        return model with { Allocation = allocation, Sentences = sentences, SizeSteps = steps, SizeProblems = problems };
    }

    // The size of the smallest organisation unit determines whether units can be distinguished.
    private static LocalizedText? Ranking(SurveyPageModel model, AllocationResult? allocation)
    {
        double effect = model.Form.Number("effect") ?? 1;
        long[] drawn = [.. allocation?.Strata.Select(stratum => stratum.SampleCount).Where(count => count > 0) ?? []];
        return drawn.Length > 1
            ? SizeSentences.Ranking(drawn.Min(), drawn.Length, designEffect: effect)
            : model.Form.Whole("units") is { } units and > 1 and <= 10_000 && model.File.Plan.Size is QuotaSize { Each: { } each }
                ? SizeSentences.Ranking(each, (int)units, designEffect: effect)
                : null;
    }
}
