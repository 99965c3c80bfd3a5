namespace Sipas.Fieldwork;

/// <summary>The weight of a case after the nonresponse adjustment.</summary>
/// <param name="Code">The case.</param>
/// <param name="Weight">The adjusted weight; 0 for cases of unknown eligibility and for nonrespondents.</param>
/// <param name="IsRespondent">Whether the case is a respondent; an ineligible case has a weight but is not a respondent.</param>
internal sealed record AdjustedWeight(string Code, double Weight, bool IsRespondent);
