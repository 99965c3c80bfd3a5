using Sipas.Estimation;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Files;

/// <summary>One adjustment; its kind determines the members that it needs.</summary>
internal sealed record DesignFileAdjustment
{
    public required DesignFileAdjustmentKind Kind { get; init; }

    /// <summary>Column of the nonresponse class or the cell.</summary>
    public string? Column { get; init; }

    /// <summary>Column of the response status.</summary>
    public string? Status { get; init; }

    /// <summary>The meaning of each status code.</summary>
    public IReadOnlyDictionary<string, ResponseStatus>? Statuses { get; init; }

    /// <summary>Population of each cell.</summary>
    public IReadOnlyDictionary<string, double>? Populations { get; init; }

    public bool Partial { get; init; }

    /// <summary>Margins of raking: column, then population of each label.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Margins { get; init; }

    /// <summary>Totals of calibration columns; the key <c>*</c> is the population.</summary>
    public IReadOnlyDictionary<string, double>? Totals { get; init; }

    public CalibrationFunction Function { get; init; }

    /// <summary>Bounds on the factor: lower, upper.</summary>
    public IReadOnlyList<double>? Bounds { get; init; }

    public double? Cap { get; init; }

    public bool Strict { get; init; }

    public WeightAdjustment Create(NumberColumns columns) => Kind switch
    {
        DesignFileAdjustmentKind.Nonresponse => new NonresponseAdjustment(
            columns.Labels(Need(Column, "column")), columns.Labels(Need(Status, "status")),
            columns.Named(Need(Status, "status"), Need(Statuses, "statuses"))),
        DesignFileAdjustmentKind.PostStratification =>
            new PostStratification(columns.Labels(Need(Column, "column")),
                columns.Named(Need(Column, "column"), Need(Populations, "populations")), Partial),
        DesignFileAdjustmentKind.Raking =>
            new Raking([.. Need(Margins, "margins")
                .Select(margin => new RakingMargin(margin.Key, columns.Labels(margin.Key), columns.Named(margin.Key, margin.Value)))]),
        DesignFileAdjustmentKind.Calibration => new Calibration(
            [.. Need(Totals, "totals").Keys.Select(column => column == "*" ? columns.Ones() : columns.Numbers(column))],
            [.. Need(Totals, "totals").Values], Function, Bounds is null
            ? null
            : Bounds is [var lower, var upper] ? new Interval(lower, upper) : throw Missing("bounds")),
        _ => new WeightTrimming(Cap is > 0 and { } cap ? cap : throw Missing("cap"), Strict),
    };

    private T Need<T>(T? member, string name)
        where T : class => member ?? throw Missing(name);

    private SipasException Missing(string name) => new(new Problem(ProblemCodes.DesignFileUnreadable, $"adjustments: {Kind}", name));
}
