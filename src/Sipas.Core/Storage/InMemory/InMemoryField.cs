using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Fieldwork;

namespace Sipas.Storage.InMemory;

/// <summary>Field logs.</summary>
internal sealed class InMemoryField(InMemorySession session, InMemoryPeopleAudit audit, InMemorySurveys surveys) : IFieldStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<FieldLogEntry>>(() => surveys.Logs.TryGetValue(survey, out List<FieldLogEntry>? log) ? [.. log] : [],
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.RunAsync(
            () =>
            {
                surveys.RefuseUnknown(survey);
                if (!surveys.Logs.TryGetValue(survey, out List<FieldLogEntry>? log))
                {
                    surveys.Logs[survey] = log = [];
                }

                if (log.Count != afterNumber)
                {
                    return false;
                }

                log.AddRange(events.Select((happened, i) =>
                    new FieldLogEntry(afterNumber + i + 1, VietnameseTime.DayOf(session.Now), actor, happened)));
                audit.Note(AuditActions.FieldRecorded, PeopleAuditDetail.Of(survey, log.Count, events.Count), actor);
                return true;
            },
            cancellationToken);
    }
}
