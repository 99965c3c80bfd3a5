using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The model of a page that shows problems and leads back.</summary>
internal sealed record AdminFaultModel(IReadOnlyList<Problem> Problems, string BackHref, string BackText);
