using Sipas.Plans;

namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>The model of the list of surveys.</summary>
internal sealed record SurveyListModel(IReadOnlyList<StoredPlan> Plans, string NewHref, Func<string, string> HrefOf);
