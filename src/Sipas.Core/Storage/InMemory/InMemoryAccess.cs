using Sipas.Audit;
using Sipas.Intake;

namespace Sipas.Storage.InMemory;

/// <summary>Records of reads of personal data, and counts of refused submissions.</summary>
internal sealed class InMemoryAccess(InMemorySession session, InMemoryPeopleAudit audit) : IAccessStore
{
    /// <summary>Numbers of refused submissions; used while the session is locked.</summary>
    public Dictionary<(DateTimeOffset Since, string Code, string Place), long> Refusals { get; } = [];

    /// <inheritdoc/>
    public Task RecordReadAsync(string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(detail);
        return session.RunAsync(
            () =>
            {
                audit.Note(AuditActions.PeopleRead, detail, AuditActor.Current);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task AddRefusalsAsync(IReadOnlyList<RefusalCount> refusals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return session.RunAsync(
            () =>
            {
                foreach (RefusalCount refusal in refusals)
                {
                    (DateTimeOffset, string, string) key = (refusal.Since.ToUniversalTime(), refusal.Code, refusal.Place);
                    Refusals[key] = Refusals.GetValueOrDefault(key) + refusal.Count;
                }

                return true;
            },
            cancellationToken);
    }
}
