using Sipas.Packs;

namespace Sipas.Estimation;

/// <summary>One ratio A ÷ B of an index: the integer contributions of a ballot to its numerator and denominator.</summary>
internal sealed class IndexTerm
{
    private readonly int[] _items;
    private readonly int[][] _numerators;
    private readonly int[][] _denominators;
    private readonly bool[][] _valid;
    private readonly bool _byBallot;

    private IndexTerm(ItemLayout[] items, Func<ItemLayout, int, int> numerator, Func<ItemLayout, int, int> denominator,
        bool byBallot = false)
    {
        _items = [.. items.Select(item => item.Index)];
        _numerators = [.. items.Select(item => Enumerable.Range(0, item.CodeCount).Select(code => numerator(item, code)).ToArray())];
        _denominators = [.. items.Select(item => Enumerable.Range(0, item.CodeCount).Select(code => denominator(item, code)).ToArray())];
        _valid = [.. items.Select(item => Enumerable.Range(0, item.CodeCount).Select(code => IsLevel(item, code)).ToArray())];
        _byBallot = byBallot;
    }

    /// <summary>Creates the term: satisfied answers ÷ answers counted by the missing rule.</summary>
    public static IndexTerm Pooled(ItemLayout[] items, MissingRule missing) =>
        new(items, (item, code) => (item.SatisfiedCodes >> code) & 1, (item, code) => Counts(item, code, missing) ? 1 : 0);

    /// <summary>Creates the term: sum of the integer values of the levels over valid answers ÷ valid answers.</summary>
    public static IndexTerm OfLevels(ItemLayout[] items, Func<ItemLayout, int, int> worth) =>
        new(items, (item, code) => IsLevel(item, code) ? worth(item, code) : 0, (item, code) => IsLevel(item, code) ? 1 : 0);

    /// <summary>Creates the term: ballots whose valid answers are all satisfied ÷ ballots with a valid answer, or all ballots.</summary>
    public static IndexTerm AllSatisfied(ItemLayout[] items, bool ofAllBallots) =>
        new(items, (item, code) => IsLevel(item, code) && ((item.SatisfiedCodes >> code) & 1) == 0 ? 1 : 0,
            (item, code) => IsLevel(item, code) ? 1 : 0, byBallot: true)
        {
            OfAllBallots = ofAllBallots,
        };

    private bool OfAllBallots { get; init; }

    /// <summary>
    /// Whether each ballot adds either 0 or 1 to the numerator and 1 to the denominator, or nothing: the term is then a
    /// share of ballots.
    /// </summary>
    public bool IsShareOfBallots =>
        _byBallot || (_items.Length == 1 && _numerators[0].All(its => its <= 1) && _denominators[0].All(its => its <= 1));

    /// <summary>
    /// Returns the contribution of one ballot, and whether it has a valid answer: without any valid answer there is no
    /// index, even if the missing rule adds to the denominator.
    /// </summary>
    public (int Numerator, int Denominator, bool HasValid) Read(ReadOnlySpan<byte> codes)
    {
        int numerator = 0;
        int denominator = 0;
        bool hasValid = false;
        for (int i = 0; i < _items.Length; i++)
        {
            int code = codes[_items[i]];
            numerator += _numerators[i][code];
            denominator += _denominators[i][code];
            hasValid |= _valid[i][code];
        }

        // For terms by ballot the numerator counts the valid answers that are not satisfied; a single one makes the
        // ballot unsatisfied.
        return _byBallot
            ? (denominator > 0 && numerator == 0 ? 1 : 0, denominator > 0 || OfAllBallots ? 1 : 0, hasValid)
            : (numerator, denominator, hasValid);
    }

    private static bool IsLevel(ItemLayout item, int code) => code >= 1 && code <= item.LevelCount;

    private static bool Counts(ItemLayout item, int code, MissingRule missing) => missing switch
    {
        MissingRule.AllBallots => true,
        MissingRule.NotApplicableExcluded => item.SpecialOfCode(code) is not (SpecialAnswer.NotApplicable or SpecialAnswer.DontKnow),
        _ => IsLevel(item, code),
    };
}
