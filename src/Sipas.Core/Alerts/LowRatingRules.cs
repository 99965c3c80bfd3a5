using System.Globalization;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Alerts;

/// <summary>Thresholds for a low rating, and for an alert about a unit's rate of low ratings.</summary>
public sealed class LowRatingRules
{
    /// <summary>Highest level that is low; 1 to 9. Default 2. A level that the scale counts as satisfied is never low.</summary>
    public int LowLevel { get; set; } = 2;

    /// <summary>Minimum number of low answers that make a ballot a low rating; 1 to 1,000. Default 1.</summary>
    public int LowAnswers { get; set; } = 1;

    /// <summary>Number of latest ballots of a unit from which the rate is computed; 2 to 10,000. Default 50.</summary>
    public int RateBallots { get; set; } = 50;

    /// <summary>
    /// Minimum number of ballots for an alert about a rate; 2 to <see cref="RateBallots"/>. Default 20, because one low
    /// rating among three ballots is no trend.
    /// </summary>
    public int MinimumBallots { get; set; } = 20;

    /// <summary>
    /// Share of low ratings from which an alert is raised: above 0, up to 1. Default 0.3. An alert for a unit is
    /// repeated only after the share has been below this value.
    /// </summary>
    public double RateShare { get; set; } = 0.3;

    /// <summary>
    /// Whether a level of a scale is low. A level is not low if it is above <see cref="LowLevel"/> or counts as
    /// satisfied, or if its scale does not define satisfied levels.
    /// </summary>
    /// <param name="scale">The scale.</param>
    /// <param name="level">The level; a number that is not a level of the scale is not low.</param>
    public bool IsLow(AnswerScale scale, int level)
    {
        ArgumentNullException.ThrowIfNull(scale);
        return level <= LowLevel && scale.Levels.Any(known => known.Level == level && !known.Satisfied)
            && scale.Levels.Any(known => known.Satisfied);
    }

    /// <summary>Rejects values out of range.</summary>
    /// <exception cref="SipasException">All of them (<c>CFG0004</c>).</exception>
    public void RequireValid()
    {
        var problems = new List<Problem>();
        Check(nameof(LowLevel), LowLevel, 1, 9);
        Check(nameof(LowAnswers), LowAnswers, 1, 1_000);
        Check(nameof(RateBallots), RateBallots, 2, 10_000);
        Check(nameof(MinimumBallots), MinimumBallots, 2, RateBallots);
        Check(nameof(RateShare), RateShare, double.Epsilon, 1);
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        void Check(string name, double value, double least, double maximum)
        {
            if (!(value >= least && value <= maximum))
            {
                problems.Add(new Problem(ProblemCodes.OptionOutOfRange, $"{nameof(LowRatingRules)}.{name}",
                    value.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{(least == double.Epsilon ? 0 : least)}–{maximum}")));
            }
        }
    }
}
