using System.Globalization;
using Sipas.Audit;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Storage;
using Sipas.Values;

namespace Sipas.Retention;

/// <summary>Applies a retention policy to both storages; each erasure writes an audit record to its own store.</summary>
/// <remarks>Each kind is erased in its own commit. After an interruption, run it again.</remarks>
internal sealed class RetentionService
{
    private readonly ISipasStorage? _ballots;
    private readonly IPersonalDataStorage? _people;
    private readonly TimeProvider _clock;

    /// <summary>Creates the service.</summary>
    /// <param name="ballots">The ballot storage; null to skip it.</param>
    /// <param name="people">The personal-data store; null to skip it.</param>
    /// <param name="clock">Server time.</param>
    public RetentionService(ISipasStorage? ballots, IPersonalDataStorage? people, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_ballots, _people, _clock) = (ballots, people, clock);
    }

    /// <summary>Erases data whose retention period has ended.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="dryRun">Whether to erase and record nothing and only count.</param>
    /// <param name="cancellationToken">Cancels between two erasures.</param>
    /// <returns>A row for each survey and each kind with due data; empty when nothing is due.</returns>
    /// <exception cref="SipasException">The policy has values out of range (<c>RET0002</c>); nothing is erased.</exception>
    public async Task<IReadOnlyList<RetentionItem>> RunAsync(RetentionPolicy policy, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        policy.RequireValid();
        DateTimeOffset now = _clock.GetUtcNow().ToUniversalTime();
        var items = new List<RetentionItem>();
        if (_people is not null)
        {
            await ErasePeopleAsync(_people, policy, now, dryRun, items, cancellationToken).ConfigureAwait(false);
        }

        if (_ballots is not null)
        {
            await EraseBallotsAsync(_ballots, policy, now, dryRun, items, cancellationToken).ConfigureAwait(false);
            if (!dryRun && items.Count > 0)
            {
                string erased = string.Join(' ',
                    items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{NameOf(item.Kind)}={item.Count}")));
                await _ballots.Audit.AppendAuditAsync(AuditActions.RetentionRun, $"{policy.ToJson()} {erased}", cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        return items;
    }

    /// <summary>
    /// Returns the wire name of a kind: <c>people</c>, <c>tickets</c>, <c>quarantine</c>, <c>trial</c>, <c>texts</c>,
    /// <c>cases</c>.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a defined kind.</exception>
    public static string NameOf(RetentionKind kind) => kind switch
    {
        RetentionKind.People => "people",
        RetentionKind.Tickets => "tickets",
        RetentionKind.Quarantine => "quarantine",
        RetentionKind.Trial => "trial",
        RetentionKind.Texts => "texts",
        RetentionKind.Cases => "cases",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    private static async Task ErasePeopleAsync(
        IPersonalDataStorage people, RetentionPolicy policy, DateTimeOffset now, bool dryRun, List<RetentionItem> items,
        CancellationToken cancellationToken)
    {
        if (policy.PeopleDays is { } days)
        {
            DateTimeOffset before = now.AddDays(-days);
            foreach (HeldPeople held in (await people.Erasure.ReadHeldPeopleAsync(cancellationToken).ConfigureAwait(false))
                .Where(held => held.LastUsedAt < before))
            {
                Add(items, RetentionKind.People, held.Survey, before,
                    dryRun ? held.RowCount : await people.Frames.ErasePeopleAsync(held.Survey, cancellationToken).ConfigureAwait(false));
            }
        }

        if (policy.TicketDays is { } ticketDays)
        {
            DateTimeOffset before = now.AddDays(-ticketDays);
            Add(items, RetentionKind.Tickets, null, before,
                await (dryRun ? people.Erasure.CountTicketsAsync(before, cancellationToken)
                    : people.Erasure.EraseTicketsAsync(before, cancellationToken))
                .ConfigureAwait(false));
        }

        if (policy.CaseDays is { } caseDays)
        {
            var erasure = new CaseErasure(VietnameseTime.DayOf(now), caseDays);
            Add(items, RetentionKind.Cases, null, erasure.Before,
                await erasure.RunAsync(people.Cases, dryRun, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task EraseBallotsAsync(
        ISipasStorage ballots, RetentionPolicy policy, DateTimeOffset now, bool dryRun, List<RetentionItem> items,
        CancellationToken cancellationToken)
    {
        foreach ((RetentionKind kind, HeldSubmissionKind aside, int? days) in ((RetentionKind, HeldSubmissionKind, int?)[])
            [(RetentionKind.Quarantine, HeldSubmissionKind.Quarantine, policy.QuarantineDays),
                (RetentionKind.Trial, HeldSubmissionKind.Trial, policy.TrialDays)])
        {
            if (days is { } stored)
            {
                DateTimeOffset before = now.AddDays(-stored);
                Add(items, kind, null, before, dryRun
                    ? (await ballots.Held.ListHeldAsync(aside, cancellationToken).ConfigureAwait(false))
                        .LongCount(entry => entry.IsWaiting && entry.Receipt.ReceivedAt < before)
                    : await ballots.Held.EraseHeldAsync(aside, before, now, cancellationToken).ConfigureAwait(false));
            }
        }

        if (policy.TextDays is { } textDays)
        {
            DateOnly day = VietnameseTime.DayOf(now).AddDays(-textDays);
            var erasure = ValueErasure.OfTexts(day);
            Add(items, RetentionKind.Texts, null, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), VietnameseTime.Offset),
                await (dryRun
                    ? ballots.Values.CountErasableAsync(erasure, cancellationToken)
                    : ballots.Values.EraseValuesAsync(erasure, cancellationToken)).ConfigureAwait(false));
        }
    }

    private static void Add(List<RetentionItem> items, RetentionKind kind, string? survey, DateTimeOffset before, long count)
    {
        if (count > 0)
        {
            items.Add(new RetentionItem(kind, survey, before, count));
        }
    }
}
