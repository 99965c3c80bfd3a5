using System.Globalization;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Storage;

/// <summary>In-memory personal-data store, for tests of a host, never for a survey. The data is lost when the process ends.</summary>
public sealed partial class InMemoryPersonalDataStorage : IPersonalDataStorage
{
    private readonly object _gate = new();
    private readonly List<StoredPlan> _plans = [];
    private readonly Dictionary<string, StoredFrame> _frames = new(StringComparer.Ordinal);
    private readonly Dictionary<long, FrameRow[]> _rows = [];
    private readonly Dictionary<string, StoredDraw> _draws = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FieldLogEntry>> _logs = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private long _lastFrame;

    /// <summary>Creates an empty storage.</summary>
    /// <param name="clock">Server time; the system clock when null.</param>
    public InMemoryPersonalDataStorage(TimeProvider? clock = null) => _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Name => "memory";

    private DateTimeOffset Now => Iso8601.CutToMilliseconds(_clock.GetUtcNow());

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPlan>> ReadPlansAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<StoredPlan>>(() => [.. _plans], cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPlan?> FindPlanAsync(string survey, CancellationToken cancellationToken) =>
        Locked(() => _plans.Find(stored => stored.Plan.Code == survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPlan> SavePlanAsync(SurveyPlan plan, long baseRevision, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return Locked(
            () =>
            {
                int index = _plans.FindIndex(stored => stored.Plan.Code == plan.Code);
                RefuseMoved(plan.Code, baseRevision, index < 0 ? 0 : _plans[index].Revision);
                RefuseDrawn(plan.Code);
                var saved = new StoredPlan { Plan = plan, Revision = baseRevision + 1, SavedAt = Now, SavedBy = actor };
                if (index < 0)
                {
                    _plans.Add(saved);
                }
                else
                {
                    _plans[index] = saved;
                }

                Note(AuditActions.PlanSaved, PeopleAuditDetail.Of(saved), actor);
                return saved;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredFrame?> FindFrameAsync(string survey, CancellationToken cancellationToken) =>
        Locked(() => _frames.GetValueOrDefault(survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredFrame> SaveFrameAsync(string survey, IFrameSource frame, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        FrameRow[] rows = [.. frame.ReadComposedRows().Select(row => row with { Cells = [.. row.Cells] })];
        return Locked(
            () =>
            {
                RefuseUnknown(survey);
                if (_frames.TryGetValue(survey, out StoredFrame? before))
                {
                    RefuseSealed(before);
                    _rows.Remove(before.Id);
                }

                var stored = new StoredFrame
                {
                    Id = ++_lastFrame,
                    Survey = survey,
                    Name = frame.Name,
                    Columns = [.. frame.Columns],
                    RowCount = rows.Length,
                    StoredAt = Now,
                    StoredBy = actor,
                };
                _rows[stored.Id] = rows;
                Note(AuditActions.FrameStored, PeopleAuditDetail.Of(stored), actor);
                return _frames[survey] = stored;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IFrameSource OpenFrame(StoredFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        lock (_gate)
        {
            return new FrameReference(frame.Name, frame.Columns, _rows.GetValueOrDefault(frame.Id) ?? []);
        }
    }

    /// <inheritdoc/>
    public Task<StoredFrame> SealFrameAsync(long frameId, FrameSeal seal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return Locked(
            () =>
            {
                StoredFrame frame = _frames.Values.FirstOrDefault(frame => frame.Id == frameId)
                    ?? throw new SipasException(
                        new Problem(ProblemCodes.FrameReplaced, null, frameId.ToString(CultureInfo.InvariantCulture)));
                RefuseSealed(frame);
                Note(AuditActions.FrameSealed, PeopleAuditDetail.Of(frame.Survey, seal), seal.SealedBy ?? AuditActor.Current);
                return _frames[frame.Survey] = frame with { Seal = seal };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> ErasePeopleAsync(string survey, CancellationToken cancellationToken) => Locked(
        () =>
        {
            if (!_frames.TryGetValue(survey, out StoredFrame? frame) || frame.ErasedAt is not null)
            {
                return 0;
            }

            long rows = _rows[frame.Id].Length;
            _rows.Remove(frame.Id);
            _frames[survey] = frame with { ErasedAt = Now };
            if (_draws.TryGetValue(survey, out StoredDraw? draw))
            {
                _draws[survey] = draw with { Official = WithoutIds(draw.Official), Reserve = WithoutIds(draw.Reserve) };
            }

            Note(AuditActions.PersonErased, PeopleAuditDetail.Of(survey, rows), AuditActor.Current);
            return rows;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDraw?> FindDrawAsync(string survey, CancellationToken cancellationToken) =>
        Locked(() => _draws.GetValueOrDefault(survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDraw> SaveDrawAsync(string survey, DrawResult draw, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return Locked(
            () =>
            {
                RefuseUnknown(survey);
                RefuseDrawn(survey);
                Note(AuditActions.SampleDrawn, PeopleAuditDetail.Of(survey, draw.Certificate), actor);
                return _draws[survey] = new StoredDraw
                {
                    Survey = survey,
                    Certificate = draw.Certificate,
                    Official = draw.Official,
                    Reserve = draw.Reserve,
                    DrawnBy = actor,
                };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<FieldLogEntry>>(() => _logs.TryGetValue(survey, out List<FieldLogEntry>? log) ? [.. log] : [],
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return Locked(
            () =>
            {
                RefuseUnknown(survey);
                if (!_logs.TryGetValue(survey, out List<FieldLogEntry>? log))
                {
                    _logs[survey] = log = [];
                }

                if (log.Count != afterNumber)
                {
                    return false;
                }

                log.AddRange(events.Select((happened, i) =>
                    new FieldLogEntry(afterNumber + i + 1, VietnameseTime.DayOf(Now), actor, happened)));
                Note(AuditActions.FieldRecorded, PeopleAuditDetail.Of(survey, log.Count, events.Count), actor);
                return true;
            },
            cancellationToken);
    }

    private static SampleList WithoutIds(SampleList list) => new(list.Role, [.. list.Entries.Select(entry => entry with { UnitId = "" })]);

    private static void RefuseMoved(string survey, long from, long last)
    {
        if (from != last)
        {
            throw new SipasException(new Problem(ProblemCodes.PlanMoved, survey, from.ToString(CultureInfo.InvariantCulture),
                last.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void RefuseSealed(StoredFrame frame)
    {
        if (frame.Seal is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.FrameSealed, frame.Survey));
        }
    }

    private void RefuseUnknown(string survey)
    {
        if (!_plans.Exists(stored => stored.Plan.Code == survey))
        {
            throw new SipasException(new Problem(ProblemCodes.SurveyUnknown, null, survey));
        }
    }

    private void RefuseDrawn(string survey)
    {
        if (_draws.TryGetValue(survey, out StoredDraw? draw))
        {
            throw new SipasException(new Problem(ProblemCodes.PlanDrawn, survey, Iso8601.Write(draw.Certificate.DrawnAt)));
        }
    }

    private Task<T> Locked<T>(Func<T> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(step());
        }
    }

    private sealed class FrameReference(string name, IReadOnlyList<string> columns, FrameRow[] rows) : IFrameSource
    {
        public string Name => name;

        public IReadOnlyList<string> Columns => columns;

        public IEnumerable<FrameRow> ReadRows() => rows;
    }
}
