using System.Globalization;
using System.Text.Json;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <content>Converts lists of choices to scales.</content>
internal sealed partial class DraftBuilder
{
    private void BuildScales(DraftQuestion[] questions, HashSet<DraftScale> rated)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> ticked = [.. questions.SelectMany(question => question.Items).Where(item => item.Scale is null)
            .Select(item => item.TickScale ?? TickScaleCode)];
        HashSet<DraftScale> used = [.. questions.SelectMany(question => question.Items).Select(item => item.Scale).OfType<DraftScale>()];
        foreach (DraftScale scale in _form.Scales.Concat(used).Distinct())
        {
            bool forTicks = scale.Code is not null && ticked.Contains(scale.Code);
            if (!used.Contains(scale) && !forTicks)
            {
                continue;
            }

            string code = Unique(codes, scale.Code ?? $"scale-{FormNouns.Show(codes.Count + 1)}", scale.Place, "scale");
            _scales[scale] = Build(scale, code, rated.Contains(scale), forTicks);
        }

        foreach (string code in ticked.Where(code => !codes.Contains(code)))
        {
            _form.Lose(ProblemCodes.DraftProperty, $"scales[{code}]", $"{FormNouns.NotTicked.Vi}, {FormNouns.Ticked.Vi}");
            _tickScales.Add(new AnswerScale
            {
                Code = code,
                Levels = [new ScaleLevel { Level = 1, Satisfied = false, Text = FormNouns.NotTicked },
                    new ScaleLevel { Level = 2, Satisfied = false, Text = FormNouns.Ticked }],
            });
        }
    }

    private (AnswerScale Scale, Dictionary<string, int> Levels) Build(DraftScale draft, string code, bool rated, bool forTicks)
    {
        DraftChoice[] choices = [.. draft.Choices.Where(choice => SpecialOf(draft, choice) is null)];
        int[] numbers = [.. choices
            .Select(choice => int.TryParse(choice.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && FormNouns.Show(number) == choice.Value ? number : 0)];
        bool numbered = numbers.Order().SequenceEqual(Enumerable.Range(1, choices.Length));
        if (numbered && !numbers.SequenceEqual(numbers.Order()))
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, draft.Place, string.Join(", ", numbers.Select(number => FormNouns.Show(number))));
            choices = [.. choices.Zip(numbers).OrderBy(pair => pair.Second).Select(pair => pair.First)];
        }

        bool said = choices.Any(choice => choice.Satisfied is not null);
        HashSet<DraftChoice>? named = Named(code, draft, choices);
        bool falling = named is not null ? named.Contains(choices[0]) : rated && !said && !forTicks && ChoiceNames.Direction(choices) < 0;
        if (falling)
        {
            Array.Reverse(choices);
        }

        if (!numbered || falling)
        {
            _form.Lose(
                ProblemCodes.FormChoicesRenumbered, draft.Place,
                string.Join(", ", choices.Select((choice, i) => $"{choice.Value} → {FormNouns.Show(i + 1)}")));
        }

        (Func<DraftChoice, int, bool> satisfied, bool guessed) = SatisfiedBy(draft, choices, named, rated && !forTicks);
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var built = new List<ScaleLevel>();
        for (int i = 0; i < choices.Length; i++)
        {
            levels[choices[i].Value] = i + 1;
            built.Add(new ScaleLevel
            {
                Level = i + 1,
                Satisfied = satisfied(choices[i], i + 1),
                Points = choices[i].Points,
                Text = Text(choices[i].Text),
            });
        }

        if (!said && named is null && rated)
        {
            _form.Lose(ProblemCodes.DraftSatisfied, $"scales[{code}].levels", PackGuess.Levels(built.Where(level => level.Satisfied)));
        }

        if (guessed)
        {
            _guesses.Add(PackGuess.SatisfiedPlace(code));
        }

        if (falling && named is null)
        {
            _form.Lose(ProblemCodes.DraftReversed, $"scales[{code}].levels", PackGuess.Levels(built));
            _guesses.Add(PackGuess.OrderPlace(code));
        }

        DraftChoice[] specials = [.. draft.Choices.Where(choice => SpecialOf(draft, choice) is not null)];
        foreach (DraftChoice choice in specials.Where(choice => Special(choice) is null))
        {
            _form.Lose(ProblemCodes.DraftSpecial, choice.Place,
                $"{BallotNames.Of(SpecialOf(draft, choice)!.Value)} '{Text(choice.Text).Vi}'");
            _guesses.Add(PackGuess.SpecialPlace(code));
        }

        if (!numbered || falling || specials.Any(choice => Special(choice) is null))
        {
            _meanings[code] = draft.Choices.ToDictionary(
                choice => choice.Value,
                choice =>
                    SpecialOf(draft, choice) is { } special
                    ? JsonSerializer.SerializeToElement(BallotNames.Of(special), ColumnMapJsonContext.Default.String)
                    : JsonSerializer.SerializeToElement(levels[choice.Value], ColumnMapJsonContext.Default.Int32),
                StringComparer.Ordinal);
        }

        return (new AnswerScale
        {
            Code = code,
            Levels = built,
            Special = [.. specials.Select(choice =>
                new ScaleSpecial { Answer = SpecialOf(draft, choice)!.Value, Text = Text(choice.Text) })],
        }, levels);
    }

    // Determined by the form, by the import options, by the texts of the choices, or by the numbers of a rating from 1
    // to 5, of which 4 and 5 are counted wherever satisfaction is measured so; anything else is a guess.
    private static (Func<DraftChoice, int, bool> Satisfied, bool IsGuess) SatisfiedBy(
        DraftScale draft, DraftChoice[] choices, HashSet<DraftChoice>? named, bool rated)
    {
        if (named is not null)
        {
            return ((choice, _) => named.Contains(choice), false);
        }

        if (choices.Any(choice => choice.Satisfied is not null))
        {
            return ((choice, _) => choice.Satisfied == true, false);
        }

        if (!rated)
        {
            return ((_, _) => false, false);
        }

        if (IsKnown(choices))
        {
            int[] ranks = ChoiceNames.Satisfied(choices)!;
            return ((_, level) => ranks[level - 1] > 0, false);
        }

        bool isPlain = draft.IsPlainRating == true
            && choices.Select((choice, i) => choice.Value == FormNouns.Show(i + 1)
                && choice.Text.ByLanguage.Values.All(words => words == choice.Value)).All(plain => plain);
        int middle = (choices.Length + 1) / 2;
        return ((_, level) => level > middle, !(isPlain && choices.Length == 5));
    }

    // The texts express for each choice how satisfied it is, in one direction, and not the same for all.
    private static bool IsKnown(IReadOnlyList<DraftChoice> choices) => ChoiceNames.Satisfied(choices) is { } ranks
        && ChoiceNames.Direction(choices) != 0 && ranks.Any(rank => rank > 0) && ranks.Any(rank => rank <= 0);

    private HashSet<DraftChoice>? Named(string code, DraftScale draft, DraftChoice[] choices)
    {
        if (_options.Satisfied?.GetValueOrDefault(code) is not { } wanted)
        {
            return null;
        }

        string all = string.Join(", ", choices.Select(choice => $"{choice.Value} '{choice.Text.ByLanguage.Values.First()}'"));
        _named.Add(code);
        var named = new HashSet<DraftChoice>();
        foreach (string words in wanted)
        {
            DraftChoice[] meant = [.. choices.Where(choice => choice.Value == words)];
            meant = meant.Length > 0
                ? meant
                : [.. choices.Where(choice =>
                    choice.Text.ByLanguage.Values.Any(
                        text => string.Equals(VietnameseText.Compose(text), VietnameseText.Compose(words),
                            StringComparison.OrdinalIgnoreCase)))];
            named.Add(meant.Length == 1
                ? meant[0]
                : throw new SipasException(new Problem(ProblemCodes.PackGuessLevel, $"scales[{code}], {draft.Place}", words, all)));
        }

        bool first = choices.Take(named.Count).All(named.Contains);
        bool last = choices.TakeLast(named.Count).All(named.Contains);
        return named.Count == choices.Length || !(first || last)
            ? throw new SipasException(
                new Problem(ProblemCodes.FormSatisfiedMiddle, $"scales[{code}], {draft.Place}", string.Join(", ", wanted), all))
            : named;
    }

    // A choice at the end of its list whose text expresses a special answer: forms of this library mark it by its
    // value, others only by its text.
    private static SpecialAnswer? SpecialOf(DraftScale draft, DraftChoice choice)
    {
        if (Special(choice) is { } said)
        {
            return said;
        }

        if (ChoiceNames.Special(choice.Text) is not { } meant
            || draft.Choices.Any(other => Special(other) is not null || (other != choice && ChoiceNames.Special(other.Text) == meant)))
        {
            return null;
        }

        DraftChoice[] others = [.. draft.Choices.Where(other => Special(other) is null && ChoiceNames.Special(other.Text) is null)];
        // A choice that continues the numbers of the levels may be a level itself, unless all other choices express how satisfied they are.
        bool isNumberedOn = draft.Choices.Select(other => other.Value)
            .SequenceEqual(Enumerable.Range(1, draft.Choices.Count).Select(number => FormNouns.Show(number)));
        bool atEnd = others.Length >= 2 && (!isNumberedOn || IsKnown(others)) && draft.Choices.All(other => other.Satisfied is null)
            && (draft.Choices.IndexOf(choice) > draft.Choices.IndexOf(others[^1])
                || draft.Choices.IndexOf(choice) < draft.Choices.IndexOf(others[0]));
        return atEnd ? meant : null;
    }

    private void SatisfyTop(string code)
    {
        _form.Lose(ProblemCodes.DraftSatisfied, $"scales[{code}].levels", PackGuess.Levels([Scale().Levels[^1]]));
        _guesses.Add(PackGuess.SatisfiedPlace(code));
        int at = _tickScales.FindIndex(scale => scale.Code == code);
        AnswerScale scale = Scale() with
        {
            Levels = [.. Scale().Levels.Select((level, i) => level with { Satisfied = i == Scale().Levels.Count - 1 })],
        };
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
}
