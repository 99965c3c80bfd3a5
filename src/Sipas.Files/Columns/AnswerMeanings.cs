using System.Globalization;
using System.Text.Json;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Columns;

/// <summary>
/// The meaning of cells by a map, for a scale or for the whole file. A text for the whole file that means different
/// levels in different scales is an error.
/// </summary>
internal sealed class AnswerMeanings
{
    private readonly Dictionary<(string Scale, string Words), RawAnswer> _byScale = [];
    private readonly Dictionary<string, RawAnswer> _everywhere = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AnswerScale> _firstScale = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);

    /// <summary>Reads the meanings of a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="scales">The scales of the columns in the file.</param>
    /// <param name="problems">Receives entries that cannot be used.</param>
    public AnswerMeanings(ColumnMap map, IEnumerable<AnswerScale> scales, List<Problem> problems)
    {
        AnswerScale[] used = [.. scales.DistinctBy(scale => scale.Code)];
        foreach ((string words, JsonElement meaning) in map.Answers ?? new Dictionary<string, JsonElement>())
        {
            if (Read(words, meaning, $"answers.{words}", problems) is { } answer)
            {
                _everywhere[CellText.Label(words)] = answer;
                RefuseNumberOfSeveralScales(words, answer, used, problems);
            }
        }

        foreach ((string code, IReadOnlyDictionary<string, JsonElement> meanings) in map.AnswersByScale
            ?? new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>())
        {
            _closed.Add(code);
            foreach ((string words, JsonElement meaning) in meanings)
            {
                string place = $"answersByScale.{code}.{words}";
                if (Read(words, meaning, place, problems) is not { } answer)
                {
                    continue;
                }

                if (used.FirstOrDefault(scale => scale.Code == code) is { } scale && answer.Kind == RawAnswerKind.Whole
                    && !scale.Levels.Any(level => level.Level == answer.Number))
                {
                    problems.Add(new Problem(ProblemCodes.PackGuessLevel, place, meaning.ToString(), PackGuess.Levels(scale.Levels)));
                }

                _byScale[(code, Key(words))] = answer;
            }
        }
    }

    /// <summary>Gets the meaning of a cell by the map.</summary>
    /// <param name="item">The item of the cell.</param>
    /// <param name="words">The cell as a label (<see cref="CellText.Label"/>); a number as <see cref="CsvOutput"/> writes it.</param>
    /// <param name="problems">
    /// Receives a text that has one meaning for the whole file but means different levels in different scales
    /// (<c>XFM0401</c>), with the item as place.
    /// </param>
    /// <returns>The answer; no answer if a problem was found; null if the map does not contain the text.</returns>
    public RawAnswer? Find(ItemLayout item, string words, ICollection<Problem> problems)
    {
        AnswerScale scale = item.Scale;
        if (_byScale.TryGetValue((scale.Code, Key(words)), out RawAnswer own))
        {
            return own with { ItemCode = item.Item.Code };
        }

        if (_closed.Contains(scale.Code) || !_everywhere.TryGetValue(words, out RawAnswer found))
        {
            return null;
        }

        if (found.Kind == RawAnswerKind.Whole)
        {
            AnswerScale first = _firstScale.TryGetValue(words, out AnswerScale? known) ? known : _firstScale[words] = scale;
            if (first.Code != scale.Code && WordsOf(first, found.Number) != WordsOf(scale, found.Number))
            {
                problems.Add(new Problem(
                    ProblemCodes.AnswerMeaningDiffers, item.Item.Code, words,
                    $"{first.Code}: {WordsOf(first, found.Number)}; {scale.Code}: {WordsOf(scale, found.Number)}"));
                return new RawAnswer(item.Item.Code, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NoAnswer));
            }
        }

        return found with { ItemCode = item.Item.Code };
    }

    /// <summary>Whether a scale accepts only the map's texts and the words of its levels, and no other number.</summary>
    /// <param name="scale">The scale.</param>
    public bool IsClosed(AnswerScale scale) => _closed.Contains(scale.Code);

    // "1" is level 1 of any scale by default: mapping it to another level for the whole file is clear only if all the scales are equal.
    private static void RefuseNumberOfSeveralScales(string words, RawAnswer answer, AnswerScale[] used, List<Problem> problems)
    {
        bool isLevel = long.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && used.Any(scale => scale.Levels.Any(level => level.Level == number));
        bool same = answer.Kind == RawAnswerKind.Whole && answer.Number == number;
        if (isLevel && !same && used.Select(scale => PackGuess.Levels(scale.Levels)).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            problems.Add(new Problem(
                ProblemCodes.AnswerMeaningDiffers, $"answers.{words}", words,
                string.Join("; ", used.Select(scale => $"{scale.Code}: {PackGuess.Levels(scale.Levels)}"))));
        }
    }

    private static RawAnswer? Read(string words, JsonElement meaning, string place, List<Problem> problems)
    {
        RawAnswer? answer = meaning.ValueKind switch
        {
            JsonValueKind.Number when meaning.TryGetInt64(out long level) => new RawAnswer("", RawAnswerKind.Whole, words, level),
            JsonValueKind.String when BallotNames.TrySpecial(meaning.GetString()!, out _) =>
                new RawAnswer("", RawAnswerKind.Text, meaning.GetString()!),
            _ => null,
        };
        if (answer is null)
        {
            problems.Add(new Problem(ProblemCodes.MapUnreadable, place, meaning.ToString()));
        }

        return answer;
    }

    private static string WordsOf(AnswerScale scale, long level) =>
        scale.Levels.FirstOrDefault(known => known.Level == level) is { } found ? PackGuess.Levels([found]) : "–";

    private static string Key(string words) => CellText.Label(words).ToLowerInvariant();
}
