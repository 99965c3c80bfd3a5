using Sipas.Audit;
using Sipas.Corrections;


namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly List<PendingCorrection> _pendingCorrections = [];

    /// <inheritdoc/>
    public Task<bool> EnterCorrectionAsync(PendingCorrection correction, int maximum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return Locked(
            () =>
            {
                if (_pendingCorrections.Count(known => known.Decision is null) >= maximum)
                {
                    return false;
                }

                _pendingCorrections.Add(correction with { File = correction.File.ToArray(), EnteredAt = Now() });
                Record(AuditActions.CorrectionEntered, correction.AuditDetail());
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PendingCorrection>> ReadCorrectionsAsync(int maximum, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PendingCorrection>>(
            () => [.. _pendingCorrections.OrderBy(known => known.Decision is null ? 0 : 1).ThenByDescending(known => known.EnteredAt)
                .ThenBy(known => known.Id, StringComparer.Ordinal)
                .Take(maximum).Select(known => known with { File = default })],
            cancellationToken);

    /// <inheritdoc/>
    public Task<PendingCorrection?> FindCorrectionAsync(string id, CancellationToken cancellationToken) =>
        Locked(() => _pendingCorrections.Find(known => known.Id == id), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DecideCorrectionAsync(string id, CorrectionDecision decision, string decidedBy,
        CancellationToken cancellationToken) => Locked(
        () =>
        {
            int at = _pendingCorrections.FindIndex(known => known.Id == id && known.Decision is null);
            if (at < 0)
            {
                return false;
            }

            PendingCorrection decided = _pendingCorrections[at] with
            {
                File = default,
                Decision = decision,
                DecidedBy = decidedBy,
                DecidedAt = Now(),
            };
            _pendingCorrections[at] = decided;
            Record(CorrectionRules.ActionOf(decision), decided.AuditDetail());
            return true;
        },
        cancellationToken);
}
