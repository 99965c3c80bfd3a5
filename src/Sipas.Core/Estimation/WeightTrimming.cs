using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// Weight trimming: reduces weights above a cap to the cap and distributes the excess equally over the other rows, so
/// that the total is unchanged.
/// </summary>
/// <remarks>
/// Trim before calibrating; calibrate last. Linearisation treats the trimmed weights as fixed; replication repeats the
/// trimming in each replicate. Source: Lohr 2022, ch. 8; the trade-off of bias and variance is described by Potter,
/// 1990.
/// </remarks>
internal sealed class WeightTrimming : WeightAdjustment
{
    private readonly double _cap;
    private readonly bool _strict;

    /// <summary>Creates the step.</summary>
    /// <param name="cap">The maximum weight, above 0.</param>
    /// <param name="strict">True to repeat until no weight is above the cap; false for a single pass, after which a few may be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cap is not above 0.</exception>
    public WeightTrimming(double cap, bool strict = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cap);
        _cap = cap;
        _strict = strict;
    }

    /// <inheritdoc/>
    public override string Name => "trimming";

    internal override AppliedAdjustment Apply(double[] weights)
    {
        double[] after = [.. weights];
        bool[] trimmed = new bool[after.Length];
        int rounds = 0;
        var cut = new ExactSum();
        while (true)
        {
            cut.Clear();
            long open = 0;
            bool any = false;
            for (int row = 0; row < after.Length; row++)
            {
                if (after[row] > _cap)
                {
                    cut.Add(after[row] - _cap);
                    after[row] = _cap;
                    trimmed[row] = any = true;
                }
                else if (after[row] > 0 && !trimmed[row])
                {
                    open++;
                }
            }

            if (!any)
            {
                break;
            }

            rounds++;
            if (open == 0)
            {
                throw new SipasException(
                    new Problem(ProblemCodes.TrimmingImpossible, Name, _cap.ToString("R", CultureInfo.InvariantCulture)));
            }

            double share = cut.ToDouble() / open;
            for (int row = 0; row < after.Length; row++)
            {
                if (after[row] > 0 && !trimmed[row])
                {
                    after[row] += share;
                }
            }

            if (!_strict)
            {
                break;
            }
        }

        return AppliedAdjustment.Of(this, weights, after, Math.Max(1, rounds), 0, null);
    }
}
