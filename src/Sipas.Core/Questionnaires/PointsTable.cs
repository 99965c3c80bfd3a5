using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>How a percentage is converted to points.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ConversionKind>))]
public enum ConversionKind
{
    /// <summary>Percent × maximum ÷ 100.</summary>
    Proportional,

    /// <summary>Linear interpolation between knots; constant before the first and after the last knot.</summary>
    PiecewiseLinear,

    /// <summary>The points of the band that contains the percentage.</summary>
    Bands,
}

/// <summary>A knot of a piecewise-linear table.</summary>
public sealed record ConversionKnot
{
    /// <summary>Percentage, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Points at this percentage, 0 to the maximum.</summary>
    public required decimal Points { get; init; }
}

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

/// <summary>How a target is compared.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TargetOperator>))]
public enum TargetOperator
{
    /// <summary>Reached at the value itself (từ … trở lên).</summary>
    AtLeast,

    /// <summary>Reached only above the value (trên …).</summary>
    Above,
}

/// <summary>A target for a node's published percentage.</summary>
public sealed record Target
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Description of the target.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Source of the target, and whether the text of the source was available.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>Code of the node to which it applies.</summary>
    public required string Node { get; init; }

    /// <summary>How it is compared.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>The value in percent, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Year by which it must be reached; null when not stated.</summary>
    public int? Year { get; init; }

    /// <summary>Whether a published percentage reaches it.</summary>
    /// <param name="percent">The published figure, 0 to 100.</param>
    public bool IsReached(decimal percent) => Operator == TargetOperator.AtLeast ? percent >= Percent : percent > Percent;
}
