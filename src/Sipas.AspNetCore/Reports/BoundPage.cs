using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;

namespace Sipas.AspNetCore.Reports;

/// <summary>The page of a request once its query is bound; a feature of the request, for <see cref="QueryFaults"/>.</summary>
/// <param name="Parts">The parts of the page.</param>
/// <param name="WithoutFigures">The page without figures.</param>
internal sealed record BoundPage(ReportPageParts Parts, PageWithoutFigures WithoutFigures)
{
    /// <summary>Creates the page of a query that is not valid.</summary>
    public HtmlPage Invalid(IReadOnlyList<Problem> problems) =>
        ReportEndpoints.Fault(StatusCodes.Status400BadRequest, "fault.query", problems, Parts.Addresses);

    /// <summary>Creates the page with its form and the reason why the reader may not see the figures.</summary>
    public HtmlPage Refused(IReadOnlyList<Problem> problems)
    {
        string why = string.Join(' ', problems.Select(problem => $"{Parts.Words.Of(problem.Message)} ({problem.Code})"));
        return ReportEndpoints.NoFigures(
            Parts.Without(WithoutFigures, why) with { UnfilteredHref = WithoutFigures.Form.ClearHref }, StatusCodes.Status403Forbidden);
    }
}
