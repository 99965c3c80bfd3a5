namespace Sipas.Plans;

/// <summary>The probability that a frame unit is included in the sample: a share in (0, 1].</summary>
public readonly record struct InclusionProbability
{
    /// <summary>Creates a probability.</summary>
    /// <param name="value">In (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or outside (0, 1].</exception>
    public InclusionProbability(double value) => Value = value is > 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "An inclusion probability lies in (0, 1].");

    /// <summary>The probability 1, of a unit that is in every sample.</summary>
    public static InclusionProbability Certain { get; } = new(1);

    /// <summary>The probability π.</summary>
    public double Value { get; }

    /// <summary>The number of frame units that one sampled unit represents: 1/π.</summary>
    /// <exception cref="InvalidOperationException"><c>default(InclusionProbability)</c> was used.</exception>
    public double DesignWeight => Value > 0 ? 1 / Value : throw new InvalidOperationException("default(InclusionProbability) was used.");
}
