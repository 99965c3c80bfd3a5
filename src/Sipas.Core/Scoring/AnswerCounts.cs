using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The counts from which a figure is computed.</summary>
/// <param name="Satisfied">Answers at the levels that count as satisfied.</param>
/// <param name="Valid">Answers at a level of the scale.</param>
/// <param name="NoAnswer">Blank answers.</param>
/// <param name="Special">Special answers: not applicable, does not know, refused.</param>
public readonly record struct AnswerCounts(long Satisfied, long Valid, long NoAnswer, long Special)
{
    /// <summary>Answers <c>notApplicable</c>, part of <see cref="Special"/>.</summary>
    public long NotApplicable { get; init; }

    /// <summary>Answers <c>dontKnow</c>, part of <see cref="Special"/>.</summary>
    public long DontKnow { get; init; }

    /// <summary>Returns the denominator of a share under a missing rule: valid answers; all cells; or all cells except not
    /// applicable and does not know.</summary>
    /// <param name="rule">The rule.</param>
    public long Denominator(MissingRule rule) => rule switch
    {
        MissingRule.AllBallots => Cells,
        MissingRule.NotApplicableExcluded => Cells - NotApplicable - DontKnow,
        _ => Valid,
    };

    /// <summary>All answer cells: valid, blank and special. For an item this is the number of ballots.</summary>
    public long Cells => Valid + NoAnswer + Special;

    /// <summary>Valid answers ÷ answer cells; null when there are no cells.</summary>
    public ExactShare? Coverage => Cells == 0 ? null : new ExactShare(Valid, Cells);

    /// <summary>Adds counts.</summary>
    public static AnswerCounts operator +(AnswerCounts a, AnswerCounts b) =>
        new(a.Satisfied + b.Satisfied, a.Valid + b.Valid, a.NoAnswer + b.NoAnswer, a.Special + b.Special)
        {
            NotApplicable = a.NotApplicable + b.NotApplicable,
            DontKnow = a.DontKnow + b.DontKnow,
        };

    /// <summary>Adds counts.</summary>
    /// <param name="other">The counts to add.</param>
    public AnswerCounts Add(AnswerCounts other) => this + other;
}
