using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Desk;

/// <summary>Erases name, contact and words of the cases whose days after closing are over: for whoever asks for it, and for a retention policy.</summary>
/// <param name="Today">The day in Vietnam.</param>
/// <param name="Days">Days after closing for which they are kept: 0 or more.</param>
internal readonly record struct CaseErasure(DateOnly Today, int Days)
{
    /// <summary>Cases that were closed before this day are due.</summary>
    public DateOnly Day => Today.AddDays(-Days);

    /// <summary>The beginning of <see cref="Day"/>.</summary>
    public DateTimeOffset Before => new(Day.ToDateTime(TimeOnly.MinValue), VietnameseTime.Offset);

    /// <summary>Erases them, or counts them.</summary>
    /// <param name="people">Where cases are kept.</param>
    /// <param name="dryRun">When true nothing is erased.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Cases: a count.</returns>
    public Task<long> RunAsync(IPeopleStorage people, bool dryRun, CancellationToken cancellationToken) =>
        dryRun ? people.CountCasesClosedBeforeAsync(Day, cancellationToken) : people.EraseCasesClosedBeforeAsync(Day, Today, cancellationToken);
}
