namespace Sipas.Reporting;

/// <summary>
/// The points of one unit. Converted, self-scored and appraised points are separate values and never replace one
/// another.
/// </summary>
public sealed record PointsRow
{
    /// <summary>Code of the unit.</summary>
    public required string Code { get; init; }

    /// <summary>The published percentage.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Points by the conversion table; null when there is no figure.</summary>
    public required decimal? Points { get; init; }

    /// <summary>Points by self-assessment (điểm tự chấm); null when there are none.</summary>
    public required decimal? SelfScored { get; init; }

    /// <summary>Points after appraisal (điểm thẩm định); null when there are none.</summary>
    public required decimal? Appraised { get; init; }

    /// <summary>Appraised minus self-scored; null when one of them is missing.</summary>
    public decimal? Correction => Appraised - SelfScored;

    /// <summary>Change in points for one percentage point more.</summary>
    public required decimal? OneMore { get; init; }

    /// <summary>Change in points for one percentage point less: 0 or negative.</summary>
    public required decimal? OneLess { get; init; }

    /// <summary>The reason why there are no points; null when there are.</summary>
    public required UnavailableFigure? Refusal { get; init; }
}
