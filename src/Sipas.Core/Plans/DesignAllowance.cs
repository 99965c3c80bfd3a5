using System.Text.Json.Serialization;

namespace Sipas.Plans;

/// <summary>Adjustments of the textbook formula for a simple random sample to an actual design.</summary>
public sealed record DesignAllowance
{
    /// <summary>Creates an allowance.</summary>
    /// <param name="confidence">Confidence level.</param>
    /// <param name="designEffect">Design effect.</param>
    /// <param name="responseShare">Expected response rate.</param>
    [JsonConstructor]
    public DesignAllowance(double confidence = 0.95, double designEffect = 1, double responseShare = 1) =>
        (Confidence, DesignEffect, ResponseShare) = (confidence, designEffect, responseShare);

    /// <summary>Confidence level: a share in (0, 1); default 0.95.</summary>
    public double Confidence { get; init; }

    /// <summary>Design effect: above 0, usually 1 to 4; default 1.</summary>
    public double DesignEffect { get; init; }

    /// <summary>Expected response rate, the share of contacted people who answer: in (0, 1]; default 1.</summary>
    public double ResponseShare { get; init; }
}
