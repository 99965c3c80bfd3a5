using System.Globalization;
using Sipas.Collection;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Desk;

/// <summary>What a retention policy is about.</summary>
public enum RetentionKind
{
    /// <summary>Names, contacts and ids of a survey.</summary>
    People,

    /// <summary>Tickets that were issued.</summary>
    Tickets,

    /// <summary>Packages in quarantine.</summary>
    Quarantine,

    /// <summary>Ballots of devices that were tried out.</summary>
    Trial,

    /// <summary>Texts in a citizen's own words.</summary>
    Texts,

    /// <summary>Citizens who asked to be contacted and whose case is closed.</summary>
    Cases,
}

/// <summary>What is, or would be, erased of one kind.</summary>
/// <param name="Kind">What.</param>
/// <param name="Survey">The survey of people; null for the other kinds.</param>
/// <param name="Before">What was last used, ended, closed, came or counts before this instant is erased.</param>
/// <param name="Count">Rows of frames, tickets, cases, packages or texts: a count.</param>
public sealed record RetentionItem(RetentionKind Kind, string? Survey, DateTimeOffset Before, long Count);

/// <summary>Carries out a retention policy over both storages; each erasure leaves a record of audit where it was made.</summary>
/// <remarks>Each kind is erased in a commit of its own. Stopped in between, it is simply run again.</remarks>
public sealed class RetentionDesk
{
    private readonly ISipasStorage? _ballots;
    private readonly IPeopleStorage? _people;
    private readonly TimeProvider _clock;

    /// <summary>Makes the desk.</summary>
    /// <param name="ballots">The storage of ballots; null to leave it out.</param>
    /// <param name="people">The storage of people; null to leave it out.</param>
    /// <param name="clock">Server time.</param>
    public RetentionDesk(ISipasStorage? ballots, IPeopleStorage? people, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_ballots, _people, _clock) = (ballots, people, clock);
    }

    /// <summary>Erases what the policy no longer lets be kept.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="dryRun">When true nothing is erased or noted; what would be is counted.</param>
    /// <param name="cancellationToken">Cancels between two erasures.</param>
    /// <returns>A row for each survey and each kind of which something is due; none when nothing is.</returns>
    /// <exception cref="Problems.SipasException">The policy has values out of range (<c>RET0002</c>); nothing is erased.</exception>
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
                string erased = string.Join(' ', items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{WordOf(item.Kind)}={item.Count}")));
                await _ballots.AppendAuditAsync(AuditActions.RetentionRun, $"{policy.ToJson()} {erased}", cancellationToken).ConfigureAwait(false);
            }
        }

        return items;
    }

    /// <summary>The word of a kind: <c>people</c>, <c>tickets</c>, <c>quarantine</c>, <c>trial</c>, <c>texts</c>, <c>cases</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is no kind.</exception>
    public static string WordOf(RetentionKind kind) => kind switch
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
        IPeopleStorage people, RetentionPolicy policy, DateTimeOffset now, bool dryRun, List<RetentionItem> items, CancellationToken cancellationToken)
    {
        if (policy.PeopleDays is { } days)
        {
            DateTimeOffset before = now.AddDays(-days);
            foreach (HeldPeople held in (await people.ReadHeldPeopleAsync(cancellationToken).ConfigureAwait(false)).Where(held => held.LastUsedAt < before))
            {
                Add(items, RetentionKind.People, held.Survey, before, dryRun ? held.RowCount : await people.ErasePeopleAsync(held.Survey, cancellationToken).ConfigureAwait(false));
            }
        }

        if (policy.TicketDays is { } ticketDays)
        {
            DateTimeOffset before = now.AddDays(-ticketDays);
            Add(items, RetentionKind.Tickets, null, before, await (dryRun ? people.CountTicketsAsync(before, cancellationToken) : people.EraseTicketsAsync(before, cancellationToken)).ConfigureAwait(false));
        }

        if (policy.CaseDays is { } caseDays)
        {
            var erasure = new CaseErasure(VietnameseTime.DayOf(now), caseDays);
            Add(items, RetentionKind.Cases, null, erasure.Before, await erasure.RunAsync(people, dryRun, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task EraseBallotsAsync(
        ISipasStorage ballots, RetentionPolicy policy, DateTimeOffset now, bool dryRun, List<RetentionItem> items, CancellationToken cancellationToken)
    {
        foreach ((RetentionKind kind, SetAsideKind aside, int? days) in ((RetentionKind, SetAsideKind, int?)[])
            [(RetentionKind.Quarantine, SetAsideKind.Quarantine, policy.QuarantineDays), (RetentionKind.Trial, SetAsideKind.Trial, policy.TrialDays)])
        {
            if (days is { } kept)
            {
                DateTimeOffset before = now.AddDays(-kept);
                Add(items, kind, null, before, dryRun
                    ? (await ballots.ListSetAsideAsync(aside, cancellationToken).ConfigureAwait(false)).LongCount(entry => entry.IsWaiting && entry.Receipt.ReceivedAt < before)
                    : await ballots.EraseSetAsideAsync(aside, before, now, cancellationToken).ConfigureAwait(false));
            }
        }

        if (policy.TextDays is { } textDays)
        {
            DateOnly day = VietnameseTime.DayOf(now).AddDays(-textDays);
            var erasure = ValueErasure.OfTexts(day);
            Add(items, RetentionKind.Texts, null, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), VietnameseTime.Offset),
                await (dryRun ? ballots.CountErasableAsync(erasure, cancellationToken) : ballots.EraseValuesAsync(erasure, cancellationToken)).ConfigureAwait(false));
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
