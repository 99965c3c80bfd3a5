namespace Sipas.Estimation;

/// <summary>A lower and an upper limit.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit, <paramref name="Lower"/> or more.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Upper minus lower limit.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether a value is in the interval, including its limits.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
