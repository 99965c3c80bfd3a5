using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>How a percentage becomes points.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ConversionKind>))]
public enum ConversionKind
{
    /// <summary>Percent × maximum ÷ 100.</summary>
    Proportional,

    /// <summary>Straight lines between knots; level before the first and after the last.</summary>
    PiecewiseLinear,

    /// <summary>The points of the band in which the percentage lies.</summary>
    Bands,
}

/// <summary>A knot of a piecewise-linear table.</summary>
public sealed record ConversionKnot
{
    /// <summary>Percentage, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Points there, 0 to the maximum.</summary>
    public required decimal Points { get; init; }
}

/// <summary>Turns a published percentage into points of another measurement, for example the PAR index.</summary>
public sealed record PointsTable
{
    private readonly IReadOnlyList<ConversionKnot> _knots = [];
    private readonly IReadOnlyList<Band> _bands = [];

    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>What the points are for.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>How a percentage becomes points.</summary>
    public required ConversionKind Kind { get; init; }

    /// <summary>The most points: above 0.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>How points are rounded.</summary>
    public required RoundingRule Rounding { get; init; }

    /// <summary>Knots with rising percentages and points that do not fall: two or more, for <see cref="ConversionKind.PiecewiseLinear"/> only.</summary>
    public IReadOnlyList<ConversionKnot> Knots { get => _knots; init => _knots = value ?? []; }

    /// <summary>Bands with their points, without gap or overlap, for <see cref="ConversionKind.Bands"/> only.</summary>
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

    /// <summary>What is wanted, in words.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Where the target stands, and whether that text was seen.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>Code of the node it is set for.</summary>
    public required string Node { get; init; }

    /// <summary>How it is compared.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>The value in percent, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>The year by which it is to be reached; null when none is stated.</summary>
    public int? Year { get; init; }

    /// <summary>Whether a published percentage reaches it.</summary>
    /// <param name="percent">The published figure, 0 to 100.</param>
    public bool IsReached(decimal percent) => Operator == TargetOperator.AtLeast ? percent >= Percent : percent > Percent;
}
