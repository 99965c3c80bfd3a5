using Sipas.Common;

namespace Sipas.Cases;

/// <summary>
/// Erases name, contact and text of the cases whose retention period after closing has ended, for direct calls and for
/// a retention policy.
/// </summary>
/// <param name="Today">Today's date in Vietnam.</param>
/// <param name="Days">Retention period in days after closing: 0 or more.</param>
internal readonly record struct CaseErasure(DateOnly Today, int Days)
{
    /// <summary>First day of closing that is not due: cases closed before it are erased.</summary>
    public DateOnly Day => Today.AddDays(-Days);

    /// <summary>The beginning of <see cref="Day"/>.</summary>
    public DateTimeOffset Before => new(Day.ToDateTime(TimeOnly.MinValue), VietnameseTime.Offset);

    /// <summary>Erases the due cases, or counts them.</summary>
    /// <param name="cases">Store of the cases.</param>
    /// <param name="dryRun">Whether to erase nothing and only count.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of cases.</returns>
    public Task<long> RunAsync(ICaseStore cases, bool dryRun, CancellationToken cancellationToken) =>
        dryRun
        ? cases.CountCasesClosedBeforeAsync(Day, cancellationToken)
        : cases.EraseCasesClosedBeforeAsync(Day, Today, cancellationToken);
}
