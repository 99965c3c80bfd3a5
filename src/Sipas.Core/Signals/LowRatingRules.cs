using System.Globalization;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Signals;

/// <summary>When a rating is low, and when a unit's rate of low ratings is an alert.</summary>
public sealed class LowRatingRules
{
    /// <summary>Highest level that is low; 1 to 9. Default 2. A level that the scale counts as satisfied is never low.</summary>
    public int LowLevel { get; set; } = 2;

    /// <summary>Low answers from which on a ballot is a low rating; 1 to 1,000. Default 1.</summary>
    public int LowAnswers { get; set; } = 1;

    /// <summary>A unit's latest ballots of which the rate is taken; 2 to 10,000. Default 50.</summary>
    public int RateBallots { get; set; } = 50;

    /// <summary>Ballots below which no rate is told, whatever it is; 2 to <see cref="RateBallots"/>. Default 20: of three ballots one low one is no trend.</summary>
    public int MinimumBallots { get; set; } = 20;

    /// <summary>Share of low ratings from which on it is an alert: above 0, up to 1. Default 0.3. A unit is told of once, and again only after the share has been below.</summary>
    public double RateShare { get; set; } = 0.3;

    /// <summary>Whether a level of a scale is low: none above <see cref="LowLevel"/> is, none that counts as satisfied, and none of a scale that says nothing of satisfaction.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="level">The level; a number that is no level of the scale is not low.</param>
    public bool IsLow(AnswerScale scale, int level)
    {
        ArgumentNullException.ThrowIfNull(scale);
        return level <= LowLevel && scale.Levels.Any(known => known.Level == level && !known.Satisfied) && scale.Levels.Any(known => known.Satisfied);
    }

    /// <summary>Refuses values outside their ranges.</summary>
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

        void Check(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
            {
                problems.Add(new Problem(ProblemCodes.OptionOutOfRange, $"{nameof(LowRatingRules)}.{name}", value.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{(least == double.Epsilon ? 0 : least)}–{most}")));
            }
        }
    }
}
