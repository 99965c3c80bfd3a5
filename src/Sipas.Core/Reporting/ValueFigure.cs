using System.Numerics;
using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>The published figures of a number, text or date question. They never contain a text written by a respondent.</summary>
public sealed record ValueFigure
{
    /// <summary>Minimum number of values for publishing minimum, maximum, mean and median, to avoid disclosing individuals.</summary>
    public const int SmallestGroup = 5;

    /// <summary>Code of the question.</summary>
    public required string Code { get; init; }

    /// <summary>The question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The part of the questionnaire to which the question belongs.</summary>
    public required QuestionPart Part { get; init; }

    /// <summary>The kind of question.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>Number of values.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of ballots without a value: blank, or the question was not shown.</summary>
    public required long Blank { get; init; }

    /// <summary>Number of erased values, which are not included in any other figure.</summary>
    public required long Erased { get; init; }

    /// <summary>The smallest number or the first day; null for texts, without values, and where it is withheld.</summary>
    public required string? Minimum { get; init; }

    /// <summary>The largest number or the last day; null as for <see cref="Minimum"/>.</summary>
    public required string? Maximum { get; init; }

    /// <summary>The mean of the numbers, rounded by the pack's rule.</summary>
    public required decimal? Mean { get; init; }

    /// <summary>The median of the numbers, not rounded.</summary>
    public required decimal? Median { get; init; }

    /// <summary>Whether figures are withheld because the number of values is above 0 but below <see cref="SmallestGroup"/>.</summary>
    [JsonPropertyName("withheld")]
    public required bool IsWithheld { get; init; }

    /// <summary>Creates the published figures of a question by rounding.</summary>
    /// <param name="score">The exact figures.</param>
    /// <param name="rounding">The pack's rule.</param>
    internal static ValueFigure Of(ValueScore score, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(score);
        bool isText = score.Question.Traits.IsText;
        bool withheld = !isText && score.Valid is > 0 and < SmallestGroup;
        return new ValueFigure
        {
            Code = score.Question.Code,
            Text = score.Question.Text,
            Part = score.Question.Part,
            Kind = score.Question.Kind,
            Ballots = score.Ballots,
            Valid = score.Valid,
            Blank = score.Blank,
            Erased = score.Erased,
            Minimum = withheld ? null : score.Minimum,
            Maximum = withheld ? null : score.Maximum,
            Mean = withheld ? null : MeanOf(score, rounding),
            Median = withheld ? null : score.Median,
            IsWithheld = withheld,
        };
    }

    /// <summary>Computes the mean of the numbers, rounded once from the exact ratio; null for texts and dates and without
    /// numbers. Negative means are rounded symmetrically to positive ones.</summary>
    internal static decimal? MeanOf(ValueScore score, RoundingRule rounding)
    {
        if (score.Sum is not { } sum || score.Valid == 0)
        {
            return null;
        }

        // A sum has at most six decimals, so in millionths it is a whole number.
        var mean = new ExactShare(new BigInteger(Math.Abs(sum) * 1_000_000m), new BigInteger(score.Valid) * 1_000_000);
        decimal rounded = mean.ToDecimal(rounding.Decimals, rounding.Midpoint);
        return sum < 0 && rounded != 0 ? -rounded : rounded;
    }
}
