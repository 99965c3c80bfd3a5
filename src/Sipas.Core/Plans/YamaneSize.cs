using System.Text.Json.Serialization;

namespace Sipas.Plans;

/// <summary>Yamane (Slovin): n = N/(1 + N e²).</summary>
internal sealed record YamaneSize : SizeRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="margin">The margin e.</param>
    [JsonConstructor]
    public YamaneSize(double margin = 0.05) => Margin = margin;

    /// <summary>The margin e: a share in (0, 1); default 0.05.</summary>
    public double Margin { get; init; }
}
