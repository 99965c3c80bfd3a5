using System.Globalization;
using System.Text.Json;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Files.Forms;

/// <content>Lists of choices become scales.</content>
internal sealed partial class DraftBuilder
{
    private void BuildScales(DraftQuestion[] questions, HashSet<DraftScale> rated)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> ticked = [.. questions.SelectMany(question => question.Items).Where(item => item.Scale is null).Select(item => item.TickScale ?? TickScaleCode)];
        HashSet<DraftScale> used = [.. questions.SelectMany(question => question.Items).Select(item => item.Scale).OfType<DraftScale>()];
        foreach (DraftScale scale in _form.Scales.Concat(used).Distinct())
        {
            bool forTicks = scale.Code is not null && ticked.Contains(scale.Code);
            if (!used.Contains(scale) && !forTicks)
            {
                continue;
            }

            string code = Unique(codes, scale.Code ?? $"scale-{FormWords.Show(codes.Count + 1)}", scale.Place, "scale");
            _scales[scale] = Build(scale, code, rated.Contains(scale), forTicks);
        }

        foreach (string code in ticked.Where(code => !codes.Contains(code)))
        {
            _form.Lose(ProblemCodes.DraftProperty, $"scales[{code}]", $"{FormWords.NotTicked.Vi}, {FormWords.Ticked.Vi}");
            _tickScales.Add(new AnswerScale
            {
                Code = code,
                Levels = [new ScaleLevel { Level = 1, Satisfied = false, Text = FormWords.NotTicked }, new ScaleLevel { Level = 2, Satisfied = false, Text = FormWords.Ticked }],
            });
        }
    }

    private (AnswerScale Scale, Dictionary<string, int> Levels) Build(DraftScale draft, string code, bool rated, bool forTicks)
    {
        DraftChoice[] choices = [.. draft.Choices.Where(choice => Special(choice) is null)];
        int[] numbers = [.. choices.Select(choice => int.TryParse(choice.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && FormWords.Show(number) == choice.Value ? number : 0)];
        bool numbered = numbers.Order().SequenceEqual(Enumerable.Range(1, choices.Length));
        if (!numbered)
        {
            _form.Lose(ProblemCodes.FormChoicesRenumbered, draft.Place, string.Join(", ", choices.Select((choice, i) => $"{choice.Value} → {FormWords.Show(i + 1)}")));
        }
        else if (!numbers.SequenceEqual(numbers.Order()))
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, draft.Place, string.Join(", ", numbers.Select(number => FormWords.Show(number))));
        }

        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var built = new List<ScaleLevel>();
        bool said = choices.Any(choice => choice.Satisfied is not null);
        int middle = (choices.Length + 1) / 2;
        for (int i = 0; i < choices.Length; i++)
        {
            int level = numbered ? numbers[i] : i + 1;
            levels[choices[i].Value] = level;
            bool satisfied = said ? choices[i].Satisfied == true : rated && !forTicks && level > middle;
            built.Add(new ScaleLevel { Level = level, Satisfied = satisfied, Points = choices[i].Points, Text = Text(choices[i].Text) });
        }

        built.Sort((one, other) => one.Level.CompareTo(other.Level));
        if (!said && rated)
        {
            _form.Lose(ProblemCodes.DraftSatisfied, $"scales[{code}].levels", string.Join(", ", built.Where(level => level.Satisfied).Select(level => FormWords.Show(level.Level))));
        }

        return (new AnswerScale
        {
            Code = code,
            Levels = built,
            Special = [.. draft.Choices.Where(choice => Special(choice) is not null).Select(choice => new ScaleSpecial { Answer = Special(choice)!.Value, Text = Text(choice.Text) })],
        }, levels);
    }

    private void SatisfyTop(string code)
    {
        _form.Lose(ProblemCodes.DraftSatisfied, $"scales[{code}].levels", FormWords.Show(Scale().Levels.Count));
        int at = _tickScales.FindIndex(scale => scale.Code == code);
        AnswerScale scale = Scale() with { Levels = [.. Scale().Levels.Select((level, i) => level with { Satisfied = i == Scale().Levels.Count - 1 })] };
        if (at >= 0)
        {
            _tickScales[at] = scale;
        }
        else
        {
            DraftScale key = _scales.First(pair => pair.Value.Scale.Code == code).Key;
            _scales[key] = (scale, _scales[key].Levels);
        }

        AnswerScale Scale() => _scales.Values.Select(pair => pair.Scale).Concat(_tickScales).First(known => known.Code == code);
    }

    private AnswerScale[] Scales(List<Item> items)
    {
        HashSet<string> used = [.. items.Select(item => item.Scale)];
        return [.. _scales.Values.Select(pair => pair.Scale).Concat(_tickScales).Where(scale => used.Contains(scale.Code))];
    }

    // The map knows one meaning of a word for the whole file; where two lists differ, the answers have to be recoded by hand.
    private Dictionary<string, JsonElement>? Renumbered()
    {
        var meanings = new Dictionary<string, HashSet<int>>(StringComparer.OrdinalIgnoreCase);
        foreach ((DraftScale _, (AnswerScale _, Dictionary<string, int> levels)) in _scales)
        {
            foreach ((string value, int level) in levels)
            {
                (meanings.TryGetValue(value, out HashSet<int>? known) ? known : meanings[value] = []).Add(level);
            }
        }

        Dictionary<string, JsonElement> answers = meanings
            .Where(pair => pair.Value.Count == 1 && pair.Key != FormWords.Show(pair.Value.Single()))
            .ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value.Single(), ColumnMapJsonContext.Default.Int32), StringComparer.Ordinal);
        return answers.Count > 0 ? answers : null;
    }
}
