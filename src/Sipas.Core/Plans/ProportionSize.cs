using System.Text.Json.Serialization;

namespace Sipas.Plans;

/// <summary>Cochran's size for a share, with finite population correction, design effect and response rate.</summary>
internal sealed record ProportionSize : SizeRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="margin">The margin e.</param>
    /// <param name="expectedShare">The expected share.</param>
    [JsonConstructor]
    public ProportionSize(double margin = 0.05, double expectedShare = 0.5) => (Margin, ExpectedShare) = (margin, expectedShare);

    /// <summary>The margin e: a share in (0, 1); default 0.05.</summary>
    public double Margin { get; init; }

    /// <summary>The expected share: in (0, 1); default 0.5, which is conservative.</summary>
    public double ExpectedShare { get; init; }

    /// <summary>Confidence, design effect and response rate.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}
