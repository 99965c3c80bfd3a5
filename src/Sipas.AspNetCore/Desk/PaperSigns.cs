using System.Globalization;
using Sipas.Ballots;
using Sipas.Questionnaires;

namespace Sipas.AspNetCore.Desk;

/// <summary>What one key means on the page on which sheets are keyed.</summary>
internal static class PaperSigns
{
    private static readonly (char Sign, SpecialAnswer Answer)[] Specials = [('n', SpecialAnswer.NotApplicable), ('k', SpecialAnswer.DontKnow), ('r', SpecialAnswer.Refused)];

    /// <summary>The signs of an item: its levels, then its special answers.</summary>
    public static string Of(ItemLayout item) =>
        string.Concat(item.Scale.Levels.Select(level => level.Level.ToString(CultureInfo.InvariantCulture))) + string.Concat(Specials.Where(special => item.TryCodeOfSpecial(special.Answer, out byte code) && code > 0).Select(special => special.Sign));

    /// <summary>What a sign means: a level, a special answer's word, nothing for a blank. What is no sign stays as it is, and is told.</summary>
    public static string Meaning(string sign) => sign switch
    {
        "-" or "0" => "",
        [var c] when Specials.FirstOrDefault(special => special.Sign == char.ToLowerInvariant(c)) is { Sign: not '\0' } special => BallotWords.Of(special.Answer),
        _ => sign,
    };

    /// <summary>The sign of a stored character.</summary>
    public static string Show(char stored) => stored == '-' ? "—" : stored.ToString();
}
