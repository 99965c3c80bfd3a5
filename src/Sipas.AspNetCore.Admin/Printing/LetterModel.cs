using Sipas.AspNetCore.Admin.Surveys;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>The model of letters.</summary>
internal sealed record LetterModel(SurveyFile File, IReadOnlyList<Addressee> People, Func<string, string> NameOfUnit);
