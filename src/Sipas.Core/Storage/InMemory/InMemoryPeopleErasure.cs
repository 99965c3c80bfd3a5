using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Intake;
using Sipas.Sampling;

namespace Sipas.Storage.InMemory;

/// <summary>Erasure of persons and expired tickets.</summary>
internal sealed class InMemoryPeopleErasure(
    InMemorySession session, InMemoryPeopleAudit audit, InMemorySurveys surveys, InMemoryTickets tickets,
    InMemoryAccess access) : IPeopleErasureStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldPeople>> ReadHeldPeopleAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<HeldPeople>>(
        () => [.. surveys.Plans.Select(stored => surveys.Frames.GetValueOrDefault(stored.Plan.Code)).OfType<StoredFrame>()
            .Where(frame => surveys.Rows.ContainsKey(frame.Id) && surveys.Rows[frame.Id].Length > 0)
            .Select(frame => new HeldPeople(frame.Survey, surveys.Rows[frame.Id].Length, LastUsed(frame)))],
        cancellationToken);

    /// <inheritdoc/>
    public Task<PersonErasureResult> ErasePersonAsync(PersonErasure erasure, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return session.RunAsync(
            () =>
            {
                surveys.RefuseUnknown(erasure.Survey);
                if (!surveys.Frames.TryGetValue(erasure.Survey, out StoredFrame? frame)
                    || !surveys.Rows.TryGetValue(frame.Id, out FrameRow[]? rows))
                {
                    return default;
                }

                surveys.Draws.TryGetValue(erasure.Survey, out StoredDraw? draw);
                HashSet<long> meant = [.. erasure.Find(surveys.Plans.Find(stored => stored.Plan.Code == erasure.Survey)!.Plan.Frame,
                    new InMemoryFrame(frame.Name, frame.Columns, rows))];
                PeopleAuditDetail.RefuseSealed(frame, isDrawn: draw is not null, meant.Count);
                var result = new PersonErasureResult(meant.Count, draw is null
                    ? 0
                    : draw.Official.Entries.Concat(draw.Reserve.Entries).LongCount(entry => meant.Contains(entry.RowNumber)));
                if (dryRun || meant.Count == 0)
                {
                    return result;
                }

                surveys.Rows[frame.Id] = [.. rows.Where(row => !meant.Contains(row.Number))];
                surveys.Frames[erasure.Survey] = frame.Seal is null
                    ? frame with { RowCount = frame.RowCount - meant.Count }
                    : frame with { ErasedRowCount = frame.ErasedRowCount + meant.Count };
                if (draw is not null)
                {
                    surveys.Draws[erasure.Survey] = draw with
                    {
                        Official = WithoutIds(draw.Official, meant),
                        Reserve = WithoutIds(draw.Reserve, meant),
                    };
                }

                audit.Note(AuditActions.PersonErased, PeopleAuditDetail.Of(erasure.Survey, result), AuditActor.Current);
                return result;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        session.RunAsync(() => tickets.Issued.Values.LongCount(ticket => ticket.ExpiresAt < endedBefore), cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            string[] ended = [.. tickets.Issued.Where(pair => pair.Value.ExpiresAt < endedBefore).Select(pair => pair.Key)];
            foreach (string id in ended)
            {
                tickets.Issued.Remove(id);
            }

            if (ended.Length > 0)
            {
                audit.Note(AuditActions.TicketsErased, PeopleAuditDetail.Of(endedBefore, ended.Length), AuditActor.Current);
            }

            return ended.LongLength;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadPeopleAuditAsync(CancellationToken cancellationToken) => session.RunAsync(
        () => PeopleAuditDetail.InOrder(
            audit.Records,
            tickets.Days.Select(day => PeopleAuditDetail.Of(day.Key.Day, day.Key.Unit, day.Key.Actor, day.Value))
                .Concat(access.Refusals.Select(known =>
                    PeopleAuditDetail.Of(new RefusalCount(known.Key.Since, known.Key.Code, known.Key.Place, known.Value))))),
        cancellationToken);

    private DateTimeOffset LastUsed(StoredFrame frame)
    {
        DateTimeOffset last = frame.StoredAt;
        foreach (DateTimeOffset? other in (DateTimeOffset?[])[
            surveys.Draws.GetValueOrDefault(frame.Survey)?.Certificate.DrawnAt.ToUniversalTime(),
            surveys.Logs.GetValueOrDefault(frame.Survey)?.Select(entry => (DateTimeOffset?)VietnameseTime.MidnightOf(entry.RecordedOn))
            .LastOrDefault(),
            surveys.CheckedAt.TryGetValue(frame.Survey, out DateTimeOffset at) ? at : null])
        {
            last = other > last ? other.Value : last;
        }

        return last.ToUniversalTime();
    }

    private static SampleList WithoutIds(SampleList list, HashSet<long> rows) =>
        new(list.Role, [.. list.Entries.Select(entry => rows.Contains(entry.RowNumber) ? entry with { UnitId = "" } : entry)]);
}
