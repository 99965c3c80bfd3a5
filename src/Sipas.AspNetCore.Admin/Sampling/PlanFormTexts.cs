using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>Translates the problems of a plan form for the page: fields have their labels, and allowed values are
/// phrased for officers.</summary>
internal static class PlanFormTexts
{
    // The label of each field; a field that is not listed has the label "plan.NAME".
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["code"] = "plan.code",
        ["title"] = "plan.name",
        ["title.en"] = "plan.nameEn",
        ["pack"] = "plan.pack",
        ["legalBasis.number"] = "plan.number",
        ["legalBasis.date"] = "plan.date",
        ["legalBasis.issuer"] = "plan.issuer",
        ["population.description"] = "plan.description",
        ["population.from"] = "plan.from",
        ["population.to"] = "plan.period",
        ["population.minimumAge"] = "plan.age",
        ["population.resultReceived"] = "plan.received",
        ["frame.id"] = "plan.frameId",
        ["frame.person"] = "plan.framePerson",
        ["frame.contacts"] = "plan.frameContacts",
        ["frame.unit"] = "plan.frameUnit",
        ["frame.day"] = "plan.frameDay",
        ["frame.age"] = "plan.frameAge",
        ["frame.resultReceived"] = "plan.frameReceived",
        ["stratumColumns"] = "plan.strata",
        ["size.rule"] = "plan.rule",
        ["size.margin"] = "plan.margin",
        ["size.expectedShare"] = "plan.expected",
        ["size.meanMargin"] = "plan.meanMargin",
        ["size.standardDeviation"] = "plan.deviation",
        ["size.firstShare"] = "plan.first",
        ["size.secondShare"] = "plan.second",
        ["size.power"] = "plan.power",
        ["size.total"] = "plan.total",
        ["size.each"] = "plan.each",
        ["size.quotas"] = "plan.quotas",
        ["size.allowance.confidence"] = "plan.confidence",
        ["size.allowance.designEffect"] = "plan.effect",
        ["size.allowance.responseShare"] = "plan.response",
        ["size.perStratum"] = "plan.perStratum",
        ["allocation.kind"] = "plan.kind",
        ["allocation.minimumPerStratum"] = "plan.minimum",
        ["allocation.exponent"] = "plan.exponent",
        ["allocation.importance"] = "plan.importance",
        ["reserve.share"] = "plan.reserveShare",
        ["reserve.countPerCell"] = "plan.reserveCount",
        ["stage.method"] = "plan.method",
        ["stage.sortColumns"] = "plan.sort",
        ["stage.sizeColumn"] = "plan.sizeColumn",
        ["stage.take"] = "plan.take",
        ["stage.step"] = "plan.step",
        ["stage.starts"] = "plan.starts",
        ["cluster.column"] = "plan.cluster",
        ["cluster.method"] = "plan.clusterMethod",
        ["cluster.sizeColumn"] = "plan.clusterSize",
        ["cluster.certaintyCodes"] = "plan.certainty",
        ["modes"] = "plan.modes",
        ["roles.draws"] = "plan.draws",
        ["roles.delivers"] = "plan.delivers",
        ["roles.collects"] = "plan.collects",
        ["roles.checks"] = "plan.checks",
        ["roles.serves"] = "plan.serves",
        ["deadlines.draw"] = "plan.drawBy",
        ["deadlines.fieldFrom"] = "plan.fieldFrom",
        ["deadlines.fieldTo"] = "plan.fieldDays",
        ["deadlines.report"] = "plan.reportBy",
        ["targets.returnShare"] = "plan.returnTarget",
        ["targets.validShare"] = "plan.validTarget",
        ["targets.reinterviewShare"] = "plan.reinterviewTarget",
    };

    /// <summary>The fields whose labels are on the page.</summary>
    public static IEnumerable<string> Fields => Labels.Keys;

    /// <summary>Gets the label of a field; null for an unknown field.</summary>
    public static string? Label(PageTexts words, string field) => Labels.TryGetValue(field, out string? key) ? words[key] : null;

    /// <summary>Gets the same form with its problems translated for the page.</summary>
    public static FormState In(PageTexts words, FormState form)
    {
        var explained = new FormState(form.Values);
        foreach ((string field, Problem problem) in form.Problems)
        {
            explained.Add(field, InWords(words, field, problem));
        }

        return explained;
    }

    private static Problem InWords(PageTexts words, string field, Problem problem)
    {
        string label = Label(words, field) ?? Label(words, problem.Place ?? "") ?? problem.Place ?? "—";
        if (problem.Code != ProblemCodes.PlanFieldMalformed)
        {
            return problem with { Place = label };
        }

        bool isEmpty = string.IsNullOrEmpty(problem.Value) || problem.Value == "{}";
        return isEmpty
            ? new Problem(ProblemCodes.PlanFieldMissing, label, null, words[NeedKey(field)])
            : new Problem(ProblemCodes.PlanFieldRefused, label, ValueOf(words, problem.Value!), AllowedOf(words, problem.Allowed));
    }

    private static string NeedKey(string field) => field switch
    {
        "frame.day" or "frame.resultReceived" or "stage.sizeColumn" or "stage.take" or "size.quotas"
            or "allocation.kind" => "plan.need." + field,
        "population.from" => "plan.need.period",
        _ => "plan.need",
    };

    private static string ValueOf(PageTexts words, string value) =>
        value.EndsWith("Size", StringComparison.Ordinal) && AdminTexts.Catalogue.All.ContainsKey("rule." + Decapitalized(value[..^4]))
            ? words["rule." + Decapitalized(value[..^4])]
        : value.StartsWith("Fixed", StringComparison.Ordinal) ? words["rule.fixedTotal"]
        : value;

    private static string? AllowedOf(PageTexts words, string? allowed) => allowed switch
    {
        "null" or "[]" => words["plan.allowed.empty"],
        "≠" => words["plan.allowed.different"],
        "≠ firstShare" => words["plan.allowed.notFirst"],
        "from, to" => words["plan.need.period"],
        "fixedTotal, quota" => $"{words["rule.fixedTotal"]}, {words["rule.quota"]}",
        _ => allowed,
    };

    private static string Decapitalized(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
