using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Units;

namespace Sipas.Intake;

/// <summary>The route of a ballot: validate, append once, count, answer with a receipt. Safe for concurrent use.</summary>
/// <remarks>Waiting ballots are appended together (group commit); each caller is answered only after the commit. When the queue is full, callers wait.</remarks>
public sealed partial class BallotIntake : IAsyncDisposable, IDisposable
{
    /// <summary>Most ballots that one commit takes.</summary>
    public const int MaximumGroup = 256;

    /// <summary>Most ballots that wait; further callers wait to be let in.</summary>
    public const int QueueCapacity = 4096;

    /// <summary>Most answers of one ballot that are looked at; no questionnaire has as many questions.</summary>
    public const int MaximumAnswers = 1000;

    // A phone that was answered on in time may find a network only later.
    private static readonly TimeSpan TicketGrace = TimeSpan.FromHours(1);

    private readonly ISipasStorage _storage;
    private readonly BallotValidator _validator;
    private readonly SurveyState _state;
    private readonly TimeProvider _clock;
    private readonly CollectionSettings _settings;
    private readonly CollectionLimits _limits;
    private readonly TicketOffice? _tickets;
    private readonly CounterPresence? _presence;
    private readonly ILogger<BallotIntake> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly Task _writer;

    /// <summary>Opens the intake; its writer runs until it is disposed.</summary>
    /// <param name="storage">Where ballots are kept.</param>
    /// <param name="validator">Says what a valid ballot is.</param>
    /// <param name="state">The live counts and the units.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="logger">Takes what operators should know; may be left out.</param>
    /// <param name="settings">Who may collect; the defaults when left out.</param>
    /// <param name="limits">Holds whoever sends too fast; made of <paramref name="settings"/> when left out.</param>
    /// <param name="tickets">Reads tickets; without it no ballot with a ticket is taken.</param>
    /// <param name="presence">Reads stamps of the counter; without it none proves anything.</param>
    public BallotIntake(
        ISipasStorage storage, BallotValidator validator, SurveyState state, TimeProvider clock, ILogger<BallotIntake>? logger = null,
        CollectionSettings? settings = null, CollectionLimits? limits = null, TicketOffice? tickets = null, CounterPresence? presence = null)
    {
        _storage = storage;
        _validator = validator;
        _state = state;
        _clock = clock;
        _logger = logger ?? NullLogger<BallotIntake>.Instance;
        _settings = settings ?? new CollectionSettings();
        _limits = limits ?? new CollectionLimits(_settings, clock);
        _tickets = tickets;
        _presence = presence;
        _writer = Task.Run(WriteAsync);
    }

    private sealed record Waiting(BallotDraft Draft, TaskCompletionSource<AppendOutcome> Done);

    /// <summary>What became of a group: an outcome for each, or why there is none.</summary>
    private sealed record Written(List<Waiting> Group, BallotDraft[] Drafts, IReadOnlyList<AppendOutcome> Outcomes, Exception? Failure);

    /// <summary>Takes one ballot as JSON from a sender that shows no credential.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="cancellationToken">Gives up waiting. A ballot that is already on its way to the store may still be kept; sending it again gives its receipt.</param>
    public Task<IntakeResult> SubmitAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) => SubmitAsync(json, BallotSender.Unknown, cancellationToken);

    /// <summary>Takes one ballot as JSON.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="sender">Who sends it.</param>
    /// <param name="cancellationToken">Gives up waiting, as above.</param>
    /// <remarks>Enrolled devices are limited by the caller, who knows them before the body; all others here, by the ticket that the ballot shows or together.</remarks>
    public async Task<IntakeResult> SubmitAsync(ReadOnlyMemory<byte> json, BallotSender sender, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var problems = new List<Problem>();
        BallotSubmission? submission = BallotJsonReader.Read(json.Span, problems);
        Ticket? ticket = submission?.Ticket is { } token && _tickets is not null ? await _tickets.ReadSignedAsync(token, cancellationToken).ConfigureAwait(false) : null;
        if (sender.Device is null && !sender.IsOfficer && (ticket is null ? _limits.TakeOpen() : _limits.TakeTicket(ticket)) is > 0 and int seconds)
        {
            return IntakeResult.Limited(seconds);
        }

        if (submission?.Answers?.Count > MaximumAnswers || submission?.Values?.Count > MaximumAnswers)
        {
            return IntakeResult.Refused([new Problem(ProblemCodes.TooManyAnswers, "answers", allowed: MaximumAnswers.ToString(CultureInfo.InvariantCulture))]);
        }

        return submission is null ? IntakeResult.Refused(problems) : await SubmitAsync(submission, ticket, sender, json, problems, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes one ballot that an officer hands in.</summary>
    /// <param name="submission">What came in.</param>
    /// <param name="cancellationToken">Gives up waiting, as above.</param>
    public async Task<IntakeResult> SubmitAsync(BallotSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        Ticket? ticket = submission.Ticket is { } token && _tickets is not null ? await _tickets.ReadSignedAsync(token, cancellationToken).ConfigureAwait(false) : null;
        return await SubmitAsync(submission, ticket, BallotSender.Officer, default, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes many ballots, all or none, in one commit.</summary>
    /// <param name="submissions">The ballots; at least one.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was kept, or every problem with the number of its ballot.</returns>
    public Task<BatchResult> SubmitAllAsync(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken) => SubmitAllAsync(submissions, new Dictionary<int, (Guid, BallotCorrection)>(), cancellationToken);

    /// <summary>Takes many ballots, all or none, in one commit; some of them in the place of others.</summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="corrections">By the number of a ballot: whose place it takes, and why. Its id then follows from the other's.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was kept, or every problem with the number of its ballot.</returns>
    internal async Task<BatchResult> SubmitAllAsync(
        IReadOnlyList<BallotSubmission> submissions, IReadOnlyDictionary<int, (Guid Replaced, BallotCorrection Correction)> corrections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        if (submissions.Count == 0)
        {
            return new BatchResult { Appended = 0, AlreadyKept = 0, Problems = [] };
        }

        await _state.SeekUnitsAsync(
            submissions.Select(submission => submission.Unit).Distinct(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        (List<BallotDraft> drafts, List<BatchProblem> problems) = Validate(submissions, corrections, cancellationToken);
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyKept = 0, Problems = problems };
        }

        IReadOnlyList<AppendOutcome> outcomes = await _storage.AppendAsync(drafts, allOrNothing: true, cancellationToken).ConfigureAwait(false);
        problems.AddRange(outcomes.Select((outcome, index) => (outcome, index))
            .Where(pair => pair.outcome.Status is AppendStatus.Conflict or AppendStatus.NotReplaceable)
            .Select(pair => new BatchProblem(pair.index, pair.outcome.Refusal ?? Conflict(drafts[pair.index].Ballot))));
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyKept = 0, Problems = problems };
        }

        await CountAsync(drafts, outcomes).ConfigureAwait(false);
        return new BatchResult
        {
            Appended = outcomes.LongCount(outcome => outcome.Status == AppendStatus.Appended),
            AlreadyKept = outcomes.LongCount(outcome => outcome.Status == AppendStatus.AlreadyKept),
            Corrected = outcomes.LongCount(outcome => outcome is { Status: AppendStatus.Appended, Replaces: > 0 }),
            Problems = [],
        };
    }

    /// <summary>Says what <see cref="SubmitAllAsync(IReadOnlyList{BallotSubmission}, CancellationToken)"/> would find, without writing.</summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Every problem with the number of its ballot; empty when all are valid.</returns>
    public IReadOnlyList<BatchProblem> Check(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        var problems = new List<BatchProblem>();
        Check(submissions, problems.Add, cancellationToken);
        return problems;
    }

    /// <summary>
    /// Reports the problems that <see cref="SubmitAllAsync(IReadOnlyList{BallotSubmission}, CancellationToken)"/> would find, without writing and without
    /// blocking it.
    /// </summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="onProblem">Receives every problem with the index of its ballot, in the order of the ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public void Check(IReadOnlyList<BallotSubmission> submissions, Action<BatchProblem> onProblem, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        ArgumentNullException.ThrowIfNull(onProblem);
        var found = new List<Problem>();
        DateTimeOffset now = _clock.GetUtcNow();
        UnitHistory history = _state.History;
        for (int i = 0; i < submissions.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Clear();
            _validator.Validate(submissions[i], history.Units, found, BallotSender.Officer.TimingAt(now), history);
            foreach (Problem problem in found)
            {
                onProblem(new BatchProblem(i, problem));
            }
        }
    }

    /// <summary>The drafts that <see cref="SubmitAllAsync(IReadOnlyList{BallotSubmission}, CancellationToken)"/> would append.</summary>
    internal (List<BallotDraft> Drafts, List<BatchProblem> Problems) Drafts(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken) =>
        Validate(submissions, new Dictionary<int, (Guid, BallotCorrection)>(), cancellationToken);

    /// <summary>A draft in the place of another ballot.</summary>
    internal BallotDraft InPlaceOf(BallotDraft draft, Guid replaced, BallotCorrection? correction) =>
        BallotDraft.Of(draft.Ballot with { Id = BallotCorrection.IdFor(replaced), Replaces = replaced }, draft.ReceivedAt, _storage.Sealer) with
        {
            CountedOn = draft.CountedOn,
            ClockSkew = draft.ClockSkew,
            SentBy = draft.SentBy,
            Channel = draft.Channel,
            Correction = correction,
        };

    /// <summary>Appends what still waits, then stops the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    /// <summary>As <see cref="DisposeAsync"/>, holding the thread up until the writer has stopped.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _writer.GetAwaiter().GetResult();
    }

    private async Task<IntakeResult> SubmitAsync(
        BallotSubmission submission, Ticket? ticket, BallotSender sender, ReadOnlyMemory<byte> json, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (submission.Basis is null && !sender.HandsIn)
        {
            submission = submission with { Basis = BallotWords.Of(ticket?.Basis ?? SelectionBasis.SelfSelected) };
        }

        DateTimeOffset now = _clock.GetUtcNow();
        BallotTiming timing = sender.TimingAt(now);
        try
        {
            await _state.SeekUnitsAsync([submission.Unit], cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException error)
        {
            return IntakeResult.Unavailable(error.Reason);
        }

        UnitHistory history = _state.History;
        Ballot? ballot = _validator.Validate(submission, history.Units, problems, timing, history);
        if (ballot is not null)
        {
            // What was kept gets its receipt again, also when who sent it has lost the right since: an interviewer who is signed out, for example.
            if (SenderRules.Refusals(ballot, sender, submission.Ticket is not null, _settings) is { Count: > 0 } refusals && !await IsKeptAsync(ballot, cancellationToken).ConfigureAwait(false))
            {
                return new IntakeResult { Status = IntakeStatus.Untrusted, Problems = refusals };
            }

            SenderRules.Check(ballot, sender, ticket, problems);
        }

        if (submission.Ticket is not null && (ticket is null || ticket.ExpiresAt + TicketGrace <= now) && !await IsKeptAsync(ballot, cancellationToken).ConfigureAwait(false))
        {
            problems.Add(new Problem(ProblemCodes.TicketInvalid, "ticket"));
        }

        if (ballot is null || problems.Count > 0)
        {
            return IntakeResult.Refused(problems);
        }

        bool usesStamp = false;
        if (sender.IsOpen(ticket) && _settings.HasDisplay(ballot.UnitCode))
        {
            CounterOutcome outcome = _presence?.Take(ballot.UnitCode, submission.Presence) ?? CounterOutcome.None;
            usesStamp = outcome == CounterOutcome.Proven;
            sender = sender with { WasAtCounter = usesStamp };
            if (SenderRules.PresenceRefusal(ballot, outcome, _settings) is { } absent && !await IsKeptAsync(ballot, cancellationToken).ConfigureAwait(false))
            {
                return new IntakeResult { Status = IntakeStatus.Untrusted, Problems = [absent] };
            }
        }

        IntakeStatus? status = null;
        try
        {
            DateTimeOffset completed = CountingDay.InstantOf(ballot.CompletedAt, timing, _validator.RuleOf(ballot.Layout));
            if (sender.Device is not { } device || device.PhaseAt(completed) == DevicePhase.Official)
            {
                IntakeResult result = await AppendAsync(DraftOf(ballot, ticket, sender, timing, now), cancellationToken).ConfigureAwait(false);
                status = result.Status;
                return result;
            }

            // What is kept apart is kept with its bytes: a token among them would join the answers to the dossier.
            return ticket is null
                ? await SetAsideAsync(ballot, device, json, now, cancellationToken).ConfigureAwait(false)
                : IntakeResult.Refused([new Problem(ProblemCodes.TicketOnTrial, "ticket")]);
        }
        catch (StoreUnavailableException error)
        {
            status = IntakeStatus.Unavailable;
            return IntakeResult.Unavailable(error.Reason);
        }
        finally
        {
            // A sender who hangs up may still have its ballot stored: its stamp stays used.
            if (usesStamp && status is not (null or IntakeStatus.Accepted))
            {
                _presence!.Release(ballot.UnitCode, submission.Presence!);
            }
        }
    }

    private async Task<IntakeResult> AppendAsync(BallotDraft draft, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(draft, new TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(waiting, cancellationToken).ConfigureAwait(false);
        AppendOutcome outcome = await waiting.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.Status switch
        {
            AppendStatus.Appended => new IntakeResult { Status = IntakeStatus.Accepted, Receipt = outcome.Receipt, Problems = [] },
            AppendStatus.AlreadyKept => new IntakeResult { Status = IntakeStatus.AlreadyAccepted, Receipt = outcome.Receipt, Problems = [] },
            AppendStatus.TicketSpent => new IntakeResult { Status = IntakeStatus.TicketSpent, Problems = [new Problem(ProblemCodes.TicketSpent, "ticket")] },
            _ => new IntakeResult { Status = IntakeStatus.Conflict, Problems = [Conflict(draft.Ballot)] },
        };
    }

    private async Task<IntakeResult> SetAsideAsync(Ballot ballot, Device device, ReadOnlyMemory<byte> json, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var package = new SetAsidePackage { Kind = SetAsideKind.Trial, BallotId = ballot.Id, DeviceCode = device.Code, ReceivedAt = now, Body = json };
        SetAsideOutcome outcome = await _storage.SetAsideAsync(package, _settings.TrialBallotsPerDevice, cancellationToken).ConfigureAwait(false);
        return outcome.Status switch
        {
            SetAsideStatus.Conflict => new IntakeResult { Status = IntakeStatus.Conflict, Problems = [Conflict(ballot)] },
            SetAsideStatus.Full => IntakeResult.Limited(IntakeResult.FullRetryAfterSeconds),
            _ => new IntakeResult { Status = IntakeStatus.SetAside, SetAside = outcome.Receipt, Problems = [] },
        };
    }

    private BallotDraft DraftOf(Ballot ballot, Ticket? ticket, BallotSender sender, BallotTiming timing, DateTimeOffset now) => BallotDraft.Of(ballot, now, _storage.Sealer) with
    {
        CountedOn = CountingDay.Of(ballot.CompletedAt, timing, _validator.RuleOf(ballot.Layout)),
        ClockSkew = timing.ClockSkew,
        SentBy = sender.Device?.Code,
        Channel = sender.ChannelOf(ticket),
        TicketHash = ticket is null ? null : _tickets!.SpentHash(ticket),
    };

    // The first answer may have been lost and the ticket have ended since: the same ballot still gets its receipt.
    private async Task<bool> IsKeptAsync(Ballot? ballot, CancellationToken cancellationToken) =>
        ballot is not null
        && await _storage.FindReceiptAsync(ballot.Id, cancellationToken).ConfigureAwait(false) is { } receipt
        && Convert.FromHexString(receipt.ContentHash).AsSpan().SequenceEqual(BallotDraft.Of(ballot, receipt.ReceivedAt, _storage.Sealer).ContentHash);

    private (List<BallotDraft> Drafts, List<BatchProblem> Problems) Validate(
        IReadOnlyList<BallotSubmission> submissions, IReadOnlyDictionary<int, (Guid Replaced, BallotCorrection Correction)> corrections, CancellationToken cancellationToken)
    {
        var drafts = new List<BallotDraft>(submissions.Count);
        var problems = new List<BatchProblem>();
        var found = new List<Problem>();
        DateTimeOffset now = _clock.GetUtcNow();
        UnitHistory history = _state.History;
        for (int i = 0; i < submissions.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Clear();
            BallotTiming timing = BallotSender.Officer.TimingAt(now);
            if (_validator.Validate(submissions[i], history.Units, found, timing, history) is { } ballot)
            {
                BallotDraft draft = DraftOf(ballot, null, BallotSender.Officer, timing, now);
                drafts.Add(corrections.TryGetValue(i, out (Guid Replaced, BallotCorrection Correction) place) ? InPlaceOf(draft, place.Replaced, place.Correction) : draft);
            }

            problems.AddRange(found.Select(problem => new BatchProblem(i, problem)));
        }

        return (drafts, problems);
    }

    private static Problem Conflict(Ballot ballot) => new(ProblemCodes.IdConflict, "id", ballot.Id.ToString("D"));

    private async Task WriteAsync()
    {
        int former = 0, last = 0;
        TimeSpan commit = default;
        Task answered = Task.CompletedTask;
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await GatherAsync((former + last + 1) / 2, commit).ConfigureAwait(false);
            var group = new List<Waiting>(Math.Min(_queue.Reader.Count, MaximumGroup));
            while (group.Count < MaximumGroup && _queue.Reader.TryRead(out Waiting? waiting))
            {
                group.Add(waiting);
            }

            (former, last) = (last, group.Count);
            long start = Stopwatch.GetTimestamp();
            Written written = await AppendAsync(group).ConfigureAwait(false);
            commit = Stopwatch.GetElapsedTime(start);

            // Where others wait, they are written while these are counted and answered, group after group.
            Task before = answered;
            answered = _queue.Reader.Count == 0 ? AnswerAsync(before, written) : Task.Run(() => AnswerAsync(before, written));
        }

        await answered.ConfigureAwait(false);
    }

    // Callers who were just answered come back in a moment, not at once: without this pause the first of them would be committed alone, and all others wait for that.
    // It ends when half as many wait as the last two groups held: while one half is written, the other half is answered and brings its next ballots.
    private async ValueTask GatherAsync(int enough, TimeSpan commit)
    {
        TimeSpan most = commit / 4;
        for (long start = Stopwatch.GetTimestamp(); _queue.Reader.Count < Math.Min(enough, MaximumGroup) && Stopwatch.GetElapsedTime(start) < most;)
        {
            await Task.Yield();
        }
    }

    private async Task<Written> AppendAsync(List<Waiting> group)
    {
        var drafts = new BallotDraft[group.Count];
        for (int i = 0; i < drafts.Length; i++)
        {
            drafts[i] = group[i].Draft;
        }

        try
        {
            return new Written(group, drafts, await _storage.AppendAsync(drafts, allOrNothing: false, CancellationToken.None).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Whatever the storage threw, the callers get it; the writer must go on for the next ones.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new Written(group, drafts, [], error);
        }
    }

    // A ballot is counted before its caller knows of it.
    private async Task AnswerAsync(Task before, Written written)
    {
        await before.ConfigureAwait(false);
        Exception? failure = written.Failure;
        if (failure is null)
        {
            try
            {
                await CountAsync(written.Drafts, written.Outcomes).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // As above: the ballots are kept, and sent again they get their receipts.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failure = error;
            }
        }

        if (failure is StoreUnavailableException unavailable)
        {
            LogUnavailable(_logger, unavailable, written.Group.Count, unavailable.Reason);
        }
        else if (failure is not null)
        {
            LogFailed(_logger, failure, written.Group.Count);
        }

        for (int i = 0; i < written.Group.Count; i++)
        {
            if (failure is null)
            {
                written.Group[i].Done.SetResult(written.Outcomes[i]);
            }
            else
            {
                written.Group[i].Done.TrySetException(failure);
            }
        }
    }

    private Task CountAsync(IReadOnlyList<BallotDraft> drafts, IReadOnlyList<AppendOutcome> outcomes)
    {
        var appended = new List<CountedBallot>(outcomes.Count);
        for (int i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i] is { Status: AppendStatus.Appended, Late: false } outcome)
            {
                appended.Add(drafts[i].Counted(outcome.Sequence) with { Replaces = outcome.Replaces });
            }
        }

        return _state.CountAsync(appended, CancellationToken.None);
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "{Count} ballots could not be kept: the store is {Reason}. Their senders were told to try again.")]
    private static partial void LogUnavailable(ILogger logger, Exception error, int count, StoreUnavailability reason);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Count} ballots could not be kept.")]
    private static partial void LogFailed(ILogger logger, Exception error, int count);
}
