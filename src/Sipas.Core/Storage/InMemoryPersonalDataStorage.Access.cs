using Sipas.Audit;
using Sipas.Intake;

namespace Sipas.Storage;

public sealed partial class InMemoryPersonalDataStorage
{
    private readonly Dictionary<(DateTimeOffset Since, string Code, string Place), long> _refusals = [];

    /// <inheritdoc/>
    public Task RecordReadAsync(string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(detail);
        return Locked(
            () =>
            {
                Note(AuditActions.PeopleRead, detail, AuditActor.Current);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task AddRefusalsAsync(IReadOnlyList<RefusalCount> refusals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        return Locked(
            () =>
            {
                foreach (RefusalCount refusal in refusals)
                {
                    (DateTimeOffset, string, string) key = (refusal.Since.ToUniversalTime(), refusal.Code, refusal.Place);
                    _refusals[key] = _refusals.GetValueOrDefault(key) + refusal.Count;
                }

                return true;
            },
            cancellationToken);
    }
}
