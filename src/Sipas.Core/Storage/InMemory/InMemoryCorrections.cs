using Sipas.Audit;
using Sipas.Corrections;

namespace Sipas.Storage.InMemory;

/// <summary>Corrections that wait for a second person.</summary>
internal sealed class InMemoryCorrections(InMemorySession session, InMemoryAudit audit) : ICorrectionStore
{
    private readonly List<PendingCorrection> _pending = [];

    /// <inheritdoc/>
    public Task<bool> EnterCorrectionAsync(PendingCorrection correction, int maximum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return session.RunAsync(
            () =>
            {
                if (_pending.Count(known => known.Decision is null) >= maximum)
                {
                    return false;
                }

                _pending.Add(correction with { File = correction.File.ToArray(), EnteredAt = session.Now });
                audit.Record(AuditActions.CorrectionEntered, correction.AuditDetail());
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PendingCorrection>> ReadCorrectionsAsync(int maximum, CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<PendingCorrection>>(
            () => [.. _pending.OrderBy(known => known.Decision is null ? 0 : 1).ThenByDescending(known => known.EnteredAt)
                .ThenBy(known => known.Id, StringComparer.Ordinal)
                .Take(maximum).Select(known => known with { File = default })],
            cancellationToken);

    /// <inheritdoc/>
    public Task<PendingCorrection?> FindCorrectionAsync(string id, CancellationToken cancellationToken) =>
        session.RunAsync(() => _pending.Find(known => known.Id == id), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DecideCorrectionAsync(string id, CorrectionDecision decision, string decidedBy,
        CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            int at = _pending.FindIndex(known => known.Id == id && known.Decision is null);
            if (at < 0)
            {
                return false;
            }

            PendingCorrection decided = _pending[at] with
            {
                File = default,
                Decision = decision,
                DecidedBy = decidedBy,
                DecidedAt = session.Now,
            };
            _pending[at] = decided;
            audit.Record(CorrectionRules.ActionOf(decision), decided.AuditDetail());
            return true;
        },
        cancellationToken);
}
