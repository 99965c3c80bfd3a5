using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Problems;

namespace Sipas.Storage.InMemory;

/// <summary>Re-interviews.</summary>
internal sealed class InMemoryReinterviews(InMemorySession session, InMemoryPeopleAudit audit, InMemorySurveys surveys) : IReinterviewStore
{
    private readonly Dictionary<string, StoredReinterview> _reinterviews = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<StoredReinterview?> FindReinterviewAsync(string survey, CancellationToken cancellationToken) =>
        session.RunAsync(() => _reinterviews.GetValueOrDefault(survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredReinterview> SaveReinterviewAsync(
        string survey, double share, string seedText, IReadOnlyList<string> codes, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.RunAsync(
            () =>
            {
                surveys.RefuseUnknown(survey);
                if (_reinterviews.TryGetValue(survey, out StoredReinterview? before))
                {
                    throw new SipasException(new Problem(ProblemCodes.ReinterviewDrawn, survey, Iso8601.Write(before.DrawnAt)));
                }

                audit.Note(AuditActions.ReinterviewDrawn, PeopleAuditDetail.Of(survey, codes), actor);
                return _reinterviews[survey] = new StoredReinterview
                {
                    Share = share,
                    SeedText = seedText,
                    Codes = [.. codes],
                    DrawnAt = session.Now,
                    DrawnBy = actor,
                    Results = [],
                };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RecordReinterviewAsync(string survey, ReinterviewResult result, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.RunAsync(
            () =>
            {
                StoredReinterview? known = _reinterviews.GetValueOrDefault(survey);
                ReinterviewRules.Check(survey, known, result);
                audit.Note(AuditActions.ReinterviewRecorded, $"{survey} {result.Code}", actor);
                surveys.CheckedAt[survey] = session.Now;
                return _reinterviews[survey] =
                    known! with { Results = [.. known.Results.Where(other => other.Code != result.Code), result] };
            },
            cancellationToken);
    }
}
