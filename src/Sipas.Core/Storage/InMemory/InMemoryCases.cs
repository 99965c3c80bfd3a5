using Sipas.Audit;
using Sipas.Cases;
using Sipas.Erasure;

namespace Sipas.Storage.InMemory;

/// <summary>Contact cases.</summary>
internal sealed class InMemoryCases(InMemorySession session, InMemoryPeopleAudit audit) : ICaseStore
{
    private readonly Dictionary<string, (ContactCase Case, List<CaseEntry> Entries)> _cases = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<(CaseOpening Opening, ContactCase? Case)> OpenCaseAsync(
        ContactRequest request, string consent, DateOnly receivedOn, DateOnly dueOn, int maxOpen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return session.RunAsync<(CaseOpening, ContactCase?)>(
            () =>
            {
                if (_cases.TryGetValue(request.Code, out (ContactCase Case, List<CaseEntry>) stored))
                {
                    return stored.Case.IsOf(request) ? (CaseOpening.AlreadyOpened, stored.Case) : (CaseOpening.Conflict, null);
                }

                if (_cases.Values.Count(one => one.Case.ClosedOn is null) >= maxOpen)
                {
                    return (CaseOpening.Full, null);
                }

                ContactCase opened = CaseRules.Open(request, consent, receivedOn, dueOn);
                _cases.Add(request.Code, (opened, []));
                return (CaseOpening.Opened, opened);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContactCase>> ReadCasesAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<ContactCase>>(
            () => CaseRules.InOrder(_cases.Values.Select(stored => stored.Case)), cancellationToken);

    /// <inheritdoc/>
    public Task<(ContactCase Case, IReadOnlyList<CaseEntry> Entries)?> FindCaseAsync(string code, CancellationToken cancellationToken) =>
        session.RunAsync<(ContactCase, IReadOnlyList<CaseEntry>)?>(
            () => _cases.TryGetValue(code, out (ContactCase Case, List<CaseEntry> Entries) stored)
                ? (stored.Case, [.. stored.Entries])
                : null, cancellationToken);

    /// <inheritdoc/>
    public Task<ContactCase?> ChangeCaseAsync(string code, long afterEntries, CaseChange change, DateOnly today,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return session.RunAsync<ContactCase?>(
            () =>
            {
                ContactCase? before = _cases.TryGetValue(code, out (ContactCase Case, List<CaseEntry> Entries) stored) ? stored.Case : null;
                ContactCase after = CaseRules.Change(code, before, change, today);
                if (before!.EntryCount != afterEntries)
                {
                    return null;
                }

                stored.Entries.Add(new CaseEntry(after.EntryCount, session.Now, change.Actor, change.Kind, change.Words));
                _cases[code] = (after, after.ErasedOn is null ? stored.Entries : Wordless(stored.Entries));
                return after;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountCasesClosedBeforeAsync(DateOnly day, CancellationToken cancellationToken) =>
        session.RunAsync(() => (long)ClosedBefore(day).Length, cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseCasesClosedBeforeAsync(DateOnly day, DateOnly today, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            string[] due = ClosedBefore(day);
            foreach (string code in due)
            {
                (ContactCase one, List<CaseEntry> entries) = _cases[code];
                _cases[code] = (CaseRules.Erase(one, today), Wordless(entries));
            }

            if (due.Length > 0)
            {
                audit.Note(AuditActions.PersonErased, PeopleAuditDetail.Of(day, due.LongLength), AuditActor.Current);
            }

            return due.LongLength;
        },
        cancellationToken);

    private string[] ClosedBefore(DateOnly day) =>
        [.. _cases.Where(pair => pair.Value.Case is { ErasedOn: null } one && one.ClosedOn < day).Select(pair => pair.Key)];

    private static List<CaseEntry> Wordless(List<CaseEntry> entries) =>
        [.. entries.Select(entry => CaseRules.KeepsWords(entry.Kind) ? entry : entry with { Words = "" })];
}
