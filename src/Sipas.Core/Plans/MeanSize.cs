namespace Sipas.Plans;

/// <summary>Cochran's size for a mean.</summary>
internal sealed record MeanSize : SizeRule
{
    /// <summary>The margin, in the unit of the measured variable: above 0.</summary>
    public required double Margin { get; init; }

    /// <summary>The standard deviation, in the same unit: above 0.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Confidence, design effect and response rate.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}
