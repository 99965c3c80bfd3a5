using System.Globalization;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Fieldwork;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Paper;

/// <summary>The meaning of the keys on the page for keying sheets.</summary>
internal static class PaperSigns
{
    private static readonly (char Sign, SpecialAnswer Answer)[] Specials =
        [('n', SpecialAnswer.NotApplicable), ('k', SpecialAnswer.DontKnow), ('r', SpecialAnswer.Refused)];

    /// <summary>Gets the keys of an item: its levels, then its special answers.</summary>
    public static string Of(ItemLayout item) =>
        string.Concat(item.Scale.Levels.Select(level => level.Level.ToString(CultureInfo.InvariantCulture)))
        + string.Concat(Specials.Where(special => item.TryCodeOfSpecial(special.Answer, out byte code) && code > 0)
            .Select(special => special.Sign));

    /// <summary>Gets the meaning of a key: a level, a special answer's wire name, an empty text for a blank. Any other
    /// text is returned unchanged and reported later.</summary>
    public static string Meaning(string sign) => sign switch
    {
        "-" or "0" => "",
        [var c] when Specials.FirstOrDefault(special => special.Sign == char.ToLowerInvariant(c)) is { Sign: not '\0' } special =>
            BallotNames.Of(special.Answer),
        _ => sign,
    };

    /// <summary>Gets the key of a stored character.</summary>
    public static string Show(char stored) => stored == '-' ? "—" : stored.ToString();

    /// <summary>Formats a stored character with its text, for example <c>1 – Nam</c>.</summary>
    public static string Words(PageTexts words, ItemLayout item, char stored)
    {
        string? meaning = stored == '-' ? words["paper.blank"]
            : Specials.FirstOrDefault(special => special.Sign == stored) is { Sign: not '\0' } known
                ? item.Scale.Special.FirstOrDefault(special => special.Answer == known.Answer) is { } special
                    ? words.Of(special.Text)
                    : BallotNames.Of(known.Answer)
            : item.Scale.Levels.FirstOrDefault(level => level.Level == stored - '0') is { } level ? words.Of(level.Text)
            : null;
        return meaning is null ? Show(stored) : $"{Show(stored)} – {meaning}";
    }

    /// <summary>
    /// The number of the next sheet: a number of this library incremented with its own check digit, another number with
    /// its last digits incremented; empty where the last digit may be a check digit of another system.
    /// </summary>
    public static string Next(string number)
    {
        if (PrintedNumber.HasForm(number))
        {
            return PrintedNumber.Next(number);
        }

        int digits = number.Length - number.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Length;
        return digits is > 0 and <= 18 && number is not [.., '-', _]
            && long.TryParse(number.AsSpan(number.Length - digits), NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            ? number[..^digits] + (last + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')
            : "";
    }
}
