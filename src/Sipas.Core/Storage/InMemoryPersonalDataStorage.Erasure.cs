using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Intake;
using Sipas.Sampling;

namespace Sipas.Storage;

public sealed partial class InMemoryPersonalDataStorage
{
    private readonly List<AuditRecord> _audit = [];
    private readonly Dictionary<string, DateTimeOffset> _checkedAt = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldPeople>> ReadHeldPeopleAsync(CancellationToken cancellationToken) => Locked<IReadOnlyList<HeldPeople>>(
        () => [.. _plans.Select(stored => _frames.GetValueOrDefault(stored.Plan.Code)).OfType<StoredFrame>()
            .Where(frame => _rows.ContainsKey(frame.Id) && _rows[frame.Id].Length > 0)
            .Select(frame => new HeldPeople(frame.Survey, _rows[frame.Id].Length, LastUsed(frame)))],
        cancellationToken);

    /// <inheritdoc/>
    public Task<PersonErasureResult> ErasePersonAsync(PersonErasure erasure, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return Locked(
            () =>
            {
                RefuseUnknown(erasure.Survey);
                if (!_frames.TryGetValue(erasure.Survey, out StoredFrame? frame) || !_rows.TryGetValue(frame.Id, out FrameRow[]? rows))
                {
                    return default;
                }

                _draws.TryGetValue(erasure.Survey, out StoredDraw? draw);
                HashSet<long> meant = [.. erasure.Find(_plans.Find(stored => stored.Plan.Code == erasure.Survey)!.Plan.Frame,
                    new FrameReference(frame.Name, frame.Columns, rows))];
                PeopleAuditDetail.RefuseSealed(frame, isDrawn: draw is not null, meant.Count);
                var result = new PersonErasureResult(meant.Count, draw is null
                    ? 0
                    : draw.Official.Entries.Concat(draw.Reserve.Entries).LongCount(entry => meant.Contains(entry.RowNumber)));
                if (dryRun || meant.Count == 0)
                {
                    return result;
                }

                _rows[frame.Id] = [.. rows.Where(row => !meant.Contains(row.Number))];
                _frames[erasure.Survey] = frame.Seal is null
                    ? frame with { RowCount = frame.RowCount - meant.Count }
                    : frame with { ErasedRowCount = frame.ErasedRowCount + meant.Count };
                if (draw is not null)
                {
                    _draws[erasure.Survey] = draw with
                    {
                        Official = WithoutIds(draw.Official, meant),
                        Reserve = WithoutIds(draw.Reserve, meant),
                    };
                }

                Note(AuditActions.PersonErased, PeopleAuditDetail.Of(erasure.Survey, result), AuditActor.Current);
                return result;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        Locked(() => _tickets.Values.LongCount(ticket => ticket.ExpiresAt < endedBefore), cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => Locked(
        () =>
        {
            string[] ended = [.. _tickets.Where(pair => pair.Value.ExpiresAt < endedBefore).Select(pair => pair.Key)];
            foreach (string id in ended)
            {
                _tickets.Remove(id);
            }

            if (ended.Length > 0)
            {
                Note(AuditActions.TicketsErased, PeopleAuditDetail.Of(endedBefore, ended.Length), AuditActor.Current);
            }

            return ended.LongLength;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadPeopleAuditAsync(CancellationToken cancellationToken) => Locked(
        () => PeopleAuditDetail.InOrder(
            _audit,
            _ticketDays.Select(day => PeopleAuditDetail.Of(day.Key.Day, day.Key.Unit, day.Key.Actor, day.Value))
                .Concat(_refusals.Select(known =>
                    PeopleAuditDetail.Of(new RefusalCount(known.Key.Since, known.Key.Code, known.Key.Place, known.Value))))),
        cancellationToken);

    private DateTimeOffset LastUsed(StoredFrame frame)
    {
        DateTimeOffset last = frame.StoredAt;
        foreach (DateTimeOffset? other in (DateTimeOffset?[])[
            _draws.GetValueOrDefault(frame.Survey)?.Certificate.DrawnAt.ToUniversalTime(),
            _logs.GetValueOrDefault(frame.Survey)?.Select(entry => (DateTimeOffset?)VietnameseTime.MidnightOf(entry.RecordedOn))
            .LastOrDefault(),
            _checkedAt.TryGetValue(frame.Survey, out DateTimeOffset at) ? at : null])
        {
            last = other > last ? other.Value : last;
        }

        return last.ToUniversalTime();
    }

    private static SampleList WithoutIds(SampleList list, HashSet<long> rows) =>
        new(list.Role, [.. list.Entries.Select(entry => rows.Contains(entry.RowNumber) ? entry with { UnitId = "" } : entry)]);

    private void Note(string action, string detail, string? actor) =>
        _audit.Add(new AuditRecord(Now.ToUniversalTime(), action, detail, actor));
}
