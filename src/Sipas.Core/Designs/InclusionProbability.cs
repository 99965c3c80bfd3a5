namespace Sipas.Designs;

/// <summary>Probability that a frame unit enters the sample: a share in (0, 1].</summary>
public readonly record struct InclusionProbability
{
    /// <summary>States a probability.</summary>
    /// <param name="value">In (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or outside (0, 1].</exception>
    public InclusionProbability(double value) => Value = value is > 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "An inclusion probability lies in (0, 1].");

    /// <summary>A unit that is in every sample.</summary>
    public static InclusionProbability Certain { get; } = new(1);

    /// <summary>The probability π.</summary>
    public double Value { get; }

    /// <summary>Frame units that one sampled unit stands for: 1/π.</summary>
    /// <exception cref="InvalidOperationException"><c>default(InclusionProbability)</c> was used.</exception>
    public double DesignWeight => Value > 0 ? 1 / Value : throw new InvalidOperationException("default(InclusionProbability) was used.");
}
