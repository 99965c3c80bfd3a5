using Sipas.Mathematics;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>Quality control of fieldwork: a random part of the respondents is interviewed again (phúc tra).</summary>
internal static class Reinterview
{
    /// <summary>Draws the cases to be interviewed again, with the same share in each team, so that every team is checked.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="share">The share: in (0, 1]; rounded up in each team.</param>
    /// <param name="seed">The seed, preferably produced in public after fieldwork.</param>
    /// <returns>Codes in the order of the draw, team by team; empty when there are no respondents.</returns>
    /// <exception cref="SipasException">The share is outside its range (<c>SMP0002</c>).</exception>
    public static IReadOnlyList<string> Draw(FieldLedger ledger, double share, DrawSeed seed)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(seed);
        if (share is not (> 0 and <= 1))
        {
            throw new SipasException(new Problem(ProblemCodes.SizeParameterOutOfRange, nameof(share),
                share.ToString(System.Globalization.CultureInfo.InvariantCulture), "(0, 1]"));
        }

        var drawn = new List<string>();
        foreach (IGrouping<string, FieldCase> team in ledger.ActiveCases.Where(known => known.Disposition == Disposition.Complete)
            .GroupBy(known => known.Team ?? "", StringComparer.Ordinal).OrderBy(team => team.Key, StringComparer.Ordinal))
        {
            FieldCase[] answered = [.. team];
            long count = Math.Max(1, (long)Math.Ceiling((answered.Length * share) - 1e-9));
            long[] positions = Selection.SimpleRandom(answered.Length, count,
                SeededGenerator.ForStream(seed.Value, $"reinterview {team.Key}"), team.Key);
            drawn.AddRange(positions.Select(position => answered[position].Entry.Code));
        }

        return drawn;
    }

    /// <summary>Computes the share of answers that agree between the two interviews.</summary>
    /// <param name="pairs">
    /// First and second answer of one person to one question, as codes; pairs with a missing answer (null) are ignored.
    /// </param>
    /// <returns>Agreeing ÷ compared answers; null when nothing can be compared.</returns>
    public static ExactShare? Agreement(IEnumerable<(string? First, string? Second)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        (long agreed, long compared) = (0, 0);
        foreach ((string? first, string? second) in pairs)
        {
            if (first is not null && second is not null)
            {
                compared++;
                agreed += string.Equals(first, second, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return compared == 0 ? null : new ExactShare(agreed, compared);
    }
}
