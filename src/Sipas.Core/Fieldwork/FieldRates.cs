using Sipas.Numerics;

namespace Sipas.Fieldwork;

/// <summary>Counts of units and ballots in a group, and the rates that follow. A rate is null when there is nothing to divide by, never 0.</summary>
/// <remarks>Source: AAPOR, Standard Definitions, 10th ed. 2023. The denominator of the response rates is all that were contacted and may be eligible, those still open included.</remarks>
public sealed record FieldRates
{
    /// <summary>Units by group of dispositions: counts.</summary>
    public required IReadOnlyDictionary<DispositionGroup, long> Counts { get; init; }

    /// <summary>Ballots handed out.</summary>
    public required long IssuedCount { get; init; }

    /// <summary>Ballots that came back.</summary>
    public required long ReturnedCount { get; init; }

    /// <summary>Returned ballots found valid.</summary>
    public required long ValidCount { get; init; }

    /// <summary>Units to be contacted.</summary>
    public long ActiveCount => Counts.Values.Sum();

    /// <summary>AAPOR RR1: complete ÷ all that are or may be eligible.</summary>
    public ExactShare? ResponseRate1 => Share(Of(DispositionGroup.Complete), Eligible);

    /// <summary>AAPOR RR2: as RR1 with the partial counted as answers.</summary>
    public ExactShare? ResponseRate2 => Share(Of(DispositionGroup.Complete) + Of(DispositionGroup.Partial), Eligible);

    /// <summary>AAPOR COOP1: complete ÷ those reached and able to answer or not. Only as a contrast to the response rate.</summary>
    public ExactShare? CooperationRate => Share(
        Of(DispositionGroup.Complete), Of(DispositionGroup.Complete) + Of(DispositionGroup.Partial) + Of(DispositionGroup.Refusal) + Of(DispositionGroup.Other));

    /// <summary>AAPOR REF1: refusals ÷ all that are or may be eligible.</summary>
    public ExactShare? RefusalRate => Share(Of(DispositionGroup.Refusal), Eligible);

    /// <summary>AAPOR CON1: reached ÷ all that are or may be eligible.</summary>
    public ExactShare? ContactRate => Share(
        Of(DispositionGroup.Complete) + Of(DispositionGroup.Partial) + Of(DispositionGroup.Refusal) + Of(DispositionGroup.Other), Eligible);

    /// <summary>Returned ÷ issued ballots.</summary>
    public ExactShare? ReturnRate => Share(ReturnedCount, IssuedCount);

    /// <summary>Valid ÷ returned ballots.</summary>
    public ExactShare? ValidRate => Share(ValidCount, ReturnedCount);

    private long Eligible => ActiveCount - Of(DispositionGroup.Ineligible);

    /// <summary>Units of one group.</summary>
    /// <param name="group">The group.</param>
    public long Of(DispositionGroup group) => Counts.GetValueOrDefault(group);

    /// <summary>The rates of units.</summary>
    /// <param name="cases">Units; those that are not to be contacted are left out.</param>
    public static FieldRates Of(IEnumerable<FieldCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        FieldCase[] active = [.. cases.Where(known => known.IsActive)];
        return new FieldRates
        {
            Counts = active.GroupBy(known => Dispositions.GroupOf(known.Disposition)).ToDictionary(group => group.Key, group => group.LongCount()),
            IssuedCount = active.LongCount(known => known.IsIssued),
            ReturnedCount = active.LongCount(known => known.IsReturned),
            ValidCount = active.LongCount(known => known.IsValid == true),
        };
    }

    /// <summary>The rates of each group, ordered by its name.</summary>
    /// <param name="cases">Units.</param>
    /// <param name="by">Names the group of a unit, for example its cell, team or day.</param>
    public static IReadOnlyList<KeyValuePair<string, FieldRates>> By(IEnumerable<FieldCase> cases, Func<FieldCase, string> by)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return [.. cases.Where(known => known.IsActive).GroupBy(by, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, Of(group)))];
    }

    private static ExactShare? Share(long part, long whole) => whole == 0 ? null : new ExactShare(part, whole);
}
