using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>A value that an import from another format guessed in a pack, as text, for a person to confirm or change.</summary>
/// <param name="Place">The place in the pack, as <see cref="MethodPack.Unconfirmed"/> lists it.</param>
/// <param name="Words">The current value in the pack, as the texts of its levels: <c>2 'Không'</c>.</param>
internal sealed record PackGuess(string Place, string Words)
{
    /// <summary>The place of the satisfied levels of a scale.</summary>
    /// <param name="scale">Code of the scale.</param>
    public static string SatisfiedPlace(string scale) => $"scales[{scale}].satisfied";

    /// <summary>The place of the order of a scale's levels, if a form listed them from best to worst.</summary>
    /// <param name="scale">Code of the scale.</param>
    public static string OrderPlace(string scale) => $"scales[{scale}].order";

    /// <summary>The place of the answers of a scale that are not levels.</summary>
    /// <param name="scale">Code of the scale.</param>
    public static string SpecialPlace(string scale) => $"scales[{scale}].special";

    /// <summary>The unconfirmed guesses of a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <returns>One for each place of <see cref="MethodPack.Unconfirmed"/>, in its order. The text is empty if no scale has
    /// that place.</returns>
    public static IReadOnlyList<PackGuess> Of(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return [.. pack.Unconfirmed.Select(place => new PackGuess(place, WordsOf(pack, place)))];
    }

    /// <summary>Confirms guesses of a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="places">The confirmed places.</param>
    /// <returns>The pack without these places in <see cref="MethodPack.Unconfirmed"/>.</returns>
    /// <exception cref="SipasException">A place is not an unconfirmed guess of the pack (<c>XFM0402</c>).</exception>
    public static MethodPack Confirm(MethodPack pack, IReadOnlyCollection<string> places)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(places);
        Problem[] unknown = [.. places.Where(place => !pack.Unconfirmed.Contains(place, StringComparer.Ordinal))
            .Select(place => new Problem(ProblemCodes.PackGuessUnknown, "unconfirmed", place, string.Join(", ", pack.Unconfirmed)))];
        return unknown.Length > 0
            ? throw new SipasException(unknown)
            : pack with { Unconfirmed = [.. pack.Unconfirmed.Except(places, StringComparer.Ordinal)] };
    }

    /// <summary>Sets the satisfied levels of a scale, and confirms a guess of them.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="scale">Code of the scale.</param>
    /// <param name="words">The satisfied levels: numbers, or their Vietnamese or English texts.</param>
    /// <exception cref="SipasException">
    /// There is no such scale (<c>XFM0402</c>) or level (<c>XFM0403</c>), or the levels are not the highest (<c>PCK0008</c>
    /// and similar codes: see <see cref="MethodPackVerifier"/>).
    /// </exception>
    public static MethodPack Satisfy(MethodPack pack, string scale, IReadOnlyCollection<string> words)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(words);
        AnswerScale found = pack.FindScale(scale)
            ?? throw new SipasException(
                new Problem(ProblemCodes.PackGuessUnknown, "scales", scale, string.Join(", ", pack.Scales.Select(known => known.Code))));
        var levels = new HashSet<int>();
        foreach (string word in words)
        {
            ScaleLevel[] meant = [.. found.Levels.Where(level =>
                word == Show(level.Level) || Same(word, level.Text.Vi) || Same(word, level.Text.En))];
            if (meant.Length != 1)
            {
                throw new SipasException(new Problem(ProblemCodes.PackGuessLevel, $"scales[{scale}].levels", word, Levels(found.Levels)));
            }

            levels.Add(meant[0].Level);
        }

        MethodPack changed = pack with
        {
            Scales =
                [.. pack.Scales.Select(known => known.Code != scale
                    ? known
                    : known with { Levels = [.. known.Levels.Select(level => level with { Satisfied = levels.Contains(level.Level) })] })],
            Unconfirmed = [.. pack.Unconfirmed.Where(place => place != SatisfiedPlace(scale))],
        };
        Problem[] faults =
            [.. MethodPackVerifier.Verify(changed)
                .Where(fault => fault.Severity == ProblemSeverity.Error && fault.Code != ProblemCodes.PackUnconfirmed)];
        return faults.Length > 0 ? throw new SipasException(faults) : changed;
    }

    /// <summary>Levels as text.</summary>
    /// <param name="levels">The levels.</param>
    /// <returns>For example <c>4 'Hài lòng', 5 'Rất hài lòng'</c>; only the number for a level whose text is its number; a
    /// dash for none.</returns>
    public static string Levels(IEnumerable<ScaleLevel> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        string words = string.Join(", ",
            levels.Select(level => level.Text.Vi == Show(level.Level) ? level.Text.Vi : $"{Show(level.Level)} '{level.Text.Vi}'"));
        return words.Length > 0 ? words : "–";
    }

    private static string WordsOf(MethodPack pack, string place) => pack.Scales.Select(scale =>
        place == SatisfiedPlace(scale.Code) ? Levels(scale.Levels.Where(level => level.Satisfied))
        : place == OrderPlace(scale.Code) ? Levels(scale.Levels)
        : place == SpecialPlace(scale.Code) ? string.Join(", ", scale.Special.Select(special => $"{special.Answer} '{special.Text.Vi}'"))
        : null).FirstOrDefault(words => words is not null) ?? "";

    private static bool Same(string word, string text) =>
        string.Equals(VietnameseText.Compose(word.Trim()), text, StringComparison.OrdinalIgnoreCase);

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
