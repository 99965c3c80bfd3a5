using System.Globalization;
using Sipas.Audit;
using Sipas.Erasure;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Storage.InMemory;

/// <summary>Sampling frames.</summary>
internal sealed class InMemoryFrames(InMemorySession session, InMemoryPeopleAudit audit, InMemorySurveys surveys) : IFrameStore
{
    private long _last;

    /// <inheritdoc/>
    public Task<StoredFrame?> FindFrameAsync(string survey, CancellationToken cancellationToken) =>
        session.RunAsync(() => surveys.Frames.GetValueOrDefault(survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredFrame> SaveFrameAsync(string survey, IFrameSource frame, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        FrameRow[] rows = [.. frame.ReadComposedRows().Select(row => row with { Cells = [.. row.Cells] })];
        return session.RunAsync(
            () =>
            {
                surveys.RefuseUnknown(survey);
                if (surveys.Frames.TryGetValue(survey, out StoredFrame? before))
                {
                    RefuseSealed(before);
                    surveys.Rows.Remove(before.Id);
                }

                var stored = new StoredFrame
                {
                    Id = ++_last,
                    Survey = survey,
                    Name = frame.Name,
                    Columns = [.. frame.Columns],
                    RowCount = rows.Length,
                    StoredAt = session.Now,
                    StoredBy = actor,
                };
                surveys.Rows[stored.Id] = rows;
                audit.Note(AuditActions.FrameStored, PeopleAuditDetail.Of(stored), actor);
                return surveys.Frames[survey] = stored;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IFrameSource OpenFrame(StoredFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return session.Run(() => new InMemoryFrame(frame.Name, frame.Columns, surveys.Rows.GetValueOrDefault(frame.Id) ?? []));
    }

    /// <inheritdoc/>
    public Task<StoredFrame> SealFrameAsync(long frameId, FrameSeal seal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return session.RunAsync(
            () =>
            {
                StoredFrame frame = surveys.Frames.Values.FirstOrDefault(frame => frame.Id == frameId)
                    ?? throw new SipasException(
                        new Problem(ProblemCodes.FrameReplaced, null, frameId.ToString(CultureInfo.InvariantCulture)));
                RefuseSealed(frame);
                audit.Note(AuditActions.FrameSealed, PeopleAuditDetail.Of(frame.Survey, seal), seal.SealedBy ?? AuditActor.Current);
                return surveys.Frames[frame.Survey] = frame with { Seal = seal };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> ErasePeopleAsync(string survey, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            if (!surveys.Frames.TryGetValue(survey, out StoredFrame? frame) || frame.ErasedAt is not null)
            {
                return 0;
            }

            long rows = surveys.Rows[frame.Id].Length;
            surveys.Rows.Remove(frame.Id);
            surveys.Frames[survey] = frame with { ErasedAt = session.Now };
            if (surveys.Draws.TryGetValue(survey, out StoredDraw? draw))
            {
                surveys.Draws[survey] = draw with { Official = WithoutIds(draw.Official), Reserve = WithoutIds(draw.Reserve) };
            }

            audit.Note(AuditActions.PersonErased, PeopleAuditDetail.Of(survey, rows), AuditActor.Current);
            return rows;
        },
        cancellationToken);

    private static SampleList WithoutIds(SampleList list) => new(list.Role, [.. list.Entries.Select(entry => entry with { UnitId = "" })]);

    private static void RefuseSealed(StoredFrame frame)
    {
        if (frame.Seal is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.FrameSealed, frame.Survey));
        }
    }
}
