using System.Text.Json.Serialization;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;

namespace Sipas.Reporting;

/// <summary>The published figures of a number, text or date question. Never a text that somebody wrote.</summary>
public sealed record ValueFigure
{
    /// <summary>The fewest values of which minimum, maximum, mean and median are published: with fewer they would tell of single people.</summary>
    public const int SmallestGroup = 5;

    /// <summary>Code of the question.</summary>
    public required string Code { get; init; }

    /// <summary>The question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>What it is for.</summary>
    public required QuestionPart Part { get; init; }

    /// <summary>How it is answered.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>Ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>Values that are there.</summary>
    public required long Valid { get; init; }

    /// <summary>Ballots without a value: blank, or the question was not shown.</summary>
    public required long Blank { get; init; }

    /// <summary>Values that were erased; they are in no other figure.</summary>
    public required long Erased { get; init; }

    /// <summary>The smallest number or the first day; null for texts, where there is none, and where it is withheld.</summary>
    public required string? Minimum { get; init; }

    /// <summary>The greatest number or the last day.</summary>
    public required string? Maximum { get; init; }

    /// <summary>The mean of the numbers by the pack's rounding.</summary>
    public required decimal? Mean { get; init; }

    /// <summary>The median of the numbers, not rounded.</summary>
    public required decimal? Median { get; init; }

    /// <summary>Whether figures are withheld because there are fewer than <see cref="SmallestGroup"/> values, yet some.</summary>
    [JsonPropertyName("withheld")]
    public required bool IsWithheld { get; init; }

    /// <summary>Rounds the figures of a question.</summary>
    /// <param name="score">The exact figures.</param>
    /// <param name="rounding">The pack's rule.</param>
    public static ValueFigure Of(ValueScore score, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(score);
        bool isText = score.Question.Kind is QuestionKind.ShortText or QuestionKind.LongText;
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
            Mean = withheld ? null : score.Mean(rounding),
            Median = withheld ? null : score.Median,
            IsWithheld = withheld,
        };
    }
}
