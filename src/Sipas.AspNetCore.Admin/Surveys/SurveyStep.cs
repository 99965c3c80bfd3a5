namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>One of the officer's steps.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its name.</param>
/// <param name="State">Its progress, in words; null before it can begin.</param>
/// <param name="Href">Its page.</param>
/// <param name="IsCurrent">Whether it is the current page.</param>
/// <param name="IsDone">Whether the step is completed.</param>
internal sealed record SurveyStep(int Number, string Text, string? State, string Href, bool IsCurrent, bool IsDone);
