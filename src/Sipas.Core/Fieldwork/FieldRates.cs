using Sipas.Mathematics;

namespace Sipas.Fieldwork;

/// <summary>
/// Counts of cases and ballots in a group, and the rates computed from them. A rate is null, never 0, when its
/// denominator is 0.
/// </summary>
/// <remarks>
/// Source: AAPOR, Standard Definitions, 10th ed. 2023. The denominator of the response rates is all active cases that
/// are or may be eligible, including open cases.
/// </remarks>
internal sealed record FieldRates
{
    /// <summary>Number of cases by disposition group.</summary>
    public required IReadOnlyDictionary<DispositionGroup, long> Counts { get; init; }

    /// <summary>Number of ballots issued.</summary>
    public required long IssuedCount { get; init; }

    /// <summary>Number of ballots returned.</summary>
    public required long ReturnedCount { get; init; }

    /// <summary>Number of returned ballots found valid.</summary>
    public required long ValidCount { get; init; }

    /// <summary>Number of cases to be contacted.</summary>
    public long ActiveCount => Counts.Values.Sum();

    /// <summary>AAPOR RR1: complete ÷ all cases that are or may be eligible.</summary>
    public ExactShare? ResponseRate1 => Share(Of(DispositionGroup.Complete), Eligible);

    /// <summary>AAPOR RR2: as RR1, counting partial interviews as respondents.</summary>
    public ExactShare? ResponseRate2 => Share(Of(DispositionGroup.Complete) + Of(DispositionGroup.Partial), Eligible);

    /// <summary>
    /// AAPOR COOP1: complete ÷ all contacted eligible cases (complete, partial, refusal, other). Use only in contrast
    /// to the response rate.
    /// </summary>
    public ExactShare? CooperationRate => Share(
        Of(DispositionGroup.Complete), Of(DispositionGroup.Complete) + Of(DispositionGroup.Partial) + Of(DispositionGroup.Refusal)
        + Of(DispositionGroup.Other));

    /// <summary>AAPOR REF1: refusals ÷ all cases that are or may be eligible.</summary>
    public ExactShare? RefusalRate => Share(Of(DispositionGroup.Refusal), Eligible);

    /// <summary>AAPOR CON1: contacted ÷ all cases that are or may be eligible.</summary>
    public ExactShare? ContactRate => Share(
        Of(DispositionGroup.Complete) + Of(DispositionGroup.Partial) + Of(DispositionGroup.Refusal) + Of(DispositionGroup.Other), Eligible);

    /// <summary>Returned ÷ issued ballots.</summary>
    public ExactShare? ReturnRate => Share(ReturnedCount, IssuedCount);

    /// <summary>Valid ÷ returned ballots.</summary>
    public ExactShare? ValidRate => Share(ValidCount, ReturnedCount);

    private long Eligible => ActiveCount - Of(DispositionGroup.Ineligible);

    /// <summary>Gets the number of cases in one group.</summary>
    /// <param name="group">The group.</param>
    public long Of(DispositionGroup group) => Counts.GetValueOrDefault(group);

    /// <summary>Computes the rates of cases.</summary>
    /// <param name="cases">The cases; those that are not to be contacted are ignored.</param>
    public static FieldRates Of(IEnumerable<FieldCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        FieldCase[] active = [.. cases.Where(known => known.IsActive)];
        return new FieldRates
        {
            Counts = active.GroupBy(known => Dispositions.GroupOf(known.Disposition))
            .ToDictionary(group => group.Key, group => group.LongCount()),
            IssuedCount = active.LongCount(known => known.IsIssued),
            ReturnedCount = active.LongCount(known => known.IsReturned),
            ValidCount = active.LongCount(known => known.IsValid == true),
        };
    }

    /// <summary>Computes the rates of each group, ordered by its name.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="by">Returns the group of a case, for example its cell, team or day.</param>
    public static IReadOnlyList<KeyValuePair<string, FieldRates>> By(IEnumerable<FieldCase> cases, Func<FieldCase, string> by)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return [.. cases.Where(known => known.IsActive).GroupBy(by, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, Of(group)))];
    }

    private static ExactShare? Share(long part, long whole) => whole == 0 ? null : new ExactShare(part, whole);
}
