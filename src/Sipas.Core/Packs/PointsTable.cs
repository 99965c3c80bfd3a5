using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Converts a published percentage to points of another measurement, for example the PAR index.</summary>
public sealed record PointsTable
{
    private readonly IReadOnlyList<ConversionKnot> _knots = [];
    private readonly IReadOnlyList<Band> _bands = [];

    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Description of the points.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>How a percentage is converted to points.</summary>
    public required ConversionKind Kind { get; init; }

    /// <summary>Maximum number of points, greater than 0.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>Rounding of points.</summary>
    public required RoundingRule Rounding { get; init; }

    /// <summary>Two or more knots with ascending percentages and non-decreasing points. Used for
    /// <see cref="ConversionKind.PiecewiseLinear"/> only.</summary>
    public IReadOnlyList<ConversionKnot> Knots { get => _knots; init => _knots = value ?? []; }

    /// <summary>Bands with their points, without gaps or overlaps. Used for <see cref="ConversionKind.Bands"/> only.</summary>
    public IReadOnlyList<Band> Bands { get => _bands; init => _bands = value ?? []; }
}
