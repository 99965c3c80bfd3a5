using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>A page that can show its form without figures.</summary>
/// <param name="Title">Name of the title's text.</param>
/// <param name="Form">The form.</param>
/// <param name="Unit">The unit of the page; null for all.</param>
/// <param name="Back">The page above; null for none.</param>
internal sealed record PageWithoutFigures(string Title, FilterForm Form, OrganisationUnit? Unit, string? Back);
