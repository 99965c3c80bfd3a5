using System.Text.Json;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The body of <c>POST /sipas/v1/comparison</c>: published figures, and if boundaries changed the organisation
/// units with their successions.</summary>
internal sealed record ComparisonRequest
{
    /// <summary>The figures, rounded as published.</summary>
    public required IReadOnlyList<PublishedFigure> Figures { get; init; }

    /// <summary>The units of both years; omitted when boundaries did not change. Then the figures must be of exactly
    /// two years.</summary>
    public IReadOnlyList<OrganisationUnit>? Units { get; init; }

    /// <summary>Successions of units that ended.</summary>
    public IReadOnlyList<UnitSuccession>? Successions { get; init; }

    /// <summary>The boundaries on which units are compared; the new ones when omitted.</summary>
    public ComparisonBoundaries? Boundaries { get; init; }

    /// <summary>Decimals of a figure that is converted with a bridge table: 0 to 4; 2 when omitted.</summary>
    public int? Decimals { get; init; }

    /// <summary>Whether differences are computed over a break in the series; they are labelled.</summary>
    public bool OverBreak { get; init; }

    /// <summary>Reads a request from the body of an HTTP request.</summary>
    /// <param name="json">The body.</param>
    /// <exception cref="SipasException">The body is empty, is not JSON of this type, or has a list with null.</exception>
    public static ComparisonRequest Parse(ReadOnlySpan<byte> json)
    {
        ComparisonRequest asked;
        try
        {
            asked = JsonSerializer.Deserialize(JsonText.Checked(json), ReportJson.Body.ComparisonRequest)
                ?? throw new SipasException(new Problem(ProblemCodes.BodyEmpty));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.BodyMalformed, error.Path ?? "$", "—"), error);
        }

        // A JSON list may contain null, whatever the type declares.
        return asked.Figures is null || asked.Figures.Any(figure => figure is null) || asked.Units?.Any(unit => unit is null) == true
            || asked.Successions?.Any(link => link is null) == true
                ? throw new SipasException(new Problem(ProblemCodes.BodyMalformed, "$", "null"))
                : asked;
    }
}
