using Sipas.AspNetCore.Admin.Surveys;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>The model of a list of persons to print.</summary>
/// <param name="File">The survey.</param>
/// <param name="Title">Title of the list.</param>
/// <param name="People">The persons.</param>
/// <param name="IsSheet">Whether it is a team's sheet to fill in; otherwise the official list.</param>
internal sealed record AddresseeListModel(SurveyFile File, string Title, IReadOnlyList<Addressee> People, bool IsSheet);
