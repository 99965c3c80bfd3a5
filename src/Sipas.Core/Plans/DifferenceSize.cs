using System.Text.Json.Serialization;

namespace Sipas.Plans;

/// <summary>The size per group required to detect a difference between two shares.</summary>
internal sealed record DifferenceSize : SizeRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="power">Probability of detecting the difference.</param>
    [JsonConstructor]
    public DifferenceSize(double power = 0.8) => Power = power;

    /// <summary>The first share: in (0, 1).</summary>
    public required double FirstShare { get; init; }

    /// <summary>The second share: in (0, 1), different from the first.</summary>
    public required double SecondShare { get; init; }

    /// <summary>Probability of detecting the difference: a share in (0, 1); default 0.8.</summary>
    public double Power { get; init; }

    /// <summary>Confidence, design effect and response rate.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}
