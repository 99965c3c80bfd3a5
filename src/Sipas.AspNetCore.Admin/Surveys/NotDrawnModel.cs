namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>The model of a step that needs the drawn lists.</summary>
internal sealed record NotDrawnModel(SurveySteps Steps, string DrawHref);
