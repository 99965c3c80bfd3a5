using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sipas.Ballots;
using Sipas.Counter;
using Sipas.Devices;
using Sipas.Limits;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Surveys;
using Sipas.Tickets;
using Sipas.Units;

namespace Sipas.Intake;

/// <summary>Processes submitted ballots: validates, appends once, counts, and returns a receipt. Safe for concurrent use.</summary>
/// <remarks>
/// Waiting ballots are appended together (group commit); each caller gets its result only after the commit. When the
/// queue is full, callers wait.
/// </remarks>
public sealed partial class BallotIntake : ISubmissionIntake, IAsyncDisposable, IDisposable
{
    /// <summary>Maximum number of ballots in one commit.</summary>
    public const int MaximumGroup = 256;

    /// <summary>Maximum number of waiting ballots; further callers wait for a free place.</summary>
    public const int QueueCapacity = 4096;

    /// <summary>Maximum number of answers of one ballot that are read; no questionnaire has as many questions.</summary>
    public const int MaximumAnswers = 1000;

    // A ballot that was completed in time on a phone may be sent only when the phone has a network again.
    private static readonly TimeSpan TicketGrace = TimeSpan.FromHours(1);

    private readonly IBallotStore _ballots;
    private readonly IHeldSubmissionStore _held;
    private readonly BallotValidator _validator;
    private readonly SurveyState _state;
    private readonly TimeProvider _clock;
    private readonly CollectionSettings _settings;
    private readonly CollectionLimits _limits;
    private readonly TicketIssuer? _tickets;
    private readonly CounterPresence? _presence;
    private readonly ILogger<BallotIntake> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly Task _writer;

    /// <summary>Creates the intake; its writer runs until it is disposed.</summary>
    /// <param name="ballots">Store of the ballots.</param>
    /// <param name="held">Store of trial ballots.</param>
    /// <param name="validator">Validates ballots.</param>
    /// <param name="state">The live counts and the organisation units.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="logger">Receives messages for operators; optional.</param>
    /// <param name="settings">Rules for senders; the defaults when null.</param>
    /// <param name="limits">Rate limits of senders; created from <paramref name="settings"/> when null.</param>
    /// <param name="tickets">Reads tickets; without it, ballots with a ticket are rejected.</param>
    /// <param name="presence">Verifies stamps of the counter display; without it, no stamp is valid.</param>
    internal BallotIntake(
        IBallotStore ballots, IHeldSubmissionStore held, BallotValidator validator, SurveyState state, TimeProvider clock,
        ILogger<BallotIntake>? logger = null,
        CollectionSettings? settings = null, CollectionLimits? limits = null, TicketIssuer? tickets = null,
        CounterPresence? presence = null)
    {
        _ballots = ballots;
        _held = held;
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

    private sealed record Waiting(PendingBallot Draft, TaskCompletionSource<AppendOutcome> Done);

    /// <summary>Result of a written group: an outcome for each ballot, or the failure.</summary>
    private sealed record Written(List<Waiting> Group, PendingBallot[] Drafts, IReadOnlyList<AppendOutcome> Outcomes, Exception? Failure);

    /// <inheritdoc/>
    internal async Task<ReleaseResult> SubmitReleasedAsync(
        ReadOnlyMemory<byte> body, Device? device, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var sender = new BallotSender { IsOfficer = true, Device = device, FirstReceivedAt = receivedAt };
        IntakeResult result = await SubmitAsync(body, sender, cancellationToken).ConfigureAwait(false);
        return new ReleaseResult(result.Receipt, result.Problems);
    }

    /// <summary>Submits one ballot as JSON from a sender without a credential.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="cancellationToken">
    /// Cancels waiting. A ballot that is already queued for the store may still be stored; sending it again returns its
    /// receipt.
    /// </param>
    public Task<IntakeResult> SubmitAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        SubmitAsync(json, BallotSender.Unknown, cancellationToken);

    /// <summary>Submits one ballot as JSON.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="cancellationToken">
    /// Cancels waiting. A ballot that is already queued for the store may still be stored; sending it again returns its
    /// receipt.
    /// </param>
    /// <remarks>
    /// The caller applies the rate limits of enrolled devices, which are identified before the body is read. All other
    /// limits are applied here: per ticket, or for all remaining senders together.
    /// </remarks>
    internal async Task<IntakeResult> SubmitAsync(ReadOnlyMemory<byte> json, BallotSender sender, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var problems = new List<Problem>();
        BallotSubmission? submission = BallotJsonReader.Read(json.Span, problems);
        Ticket? ticket = submission?.Ticket is { } token && _tickets is not null
            ? await _tickets.ReadSignedAsync(token, cancellationToken).ConfigureAwait(false)
            : null;
        if (sender.Device is null && !sender.IsOfficer
            && (ticket is null ? _limits.TakeOpen() : _limits.TakeTicket(ticket)) is > 0 and int seconds)
        {
            return IntakeResult.Limited(seconds);
        }

        if (submission?.Answers?.Count > MaximumAnswers || submission?.Values?.Count > MaximumAnswers)
        {
            return IntakeResult.Refused(
                [new Problem(ProblemCodes.TooManyAnswers, "answers", allowed: MaximumAnswers.ToString(CultureInfo.InvariantCulture))]);
        }

        return submission is null
            ? IntakeResult.Refused(problems)
            : await SubmitAsync(submission, ticket, sender, json, problems, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits one ballot on behalf of an officer.</summary>
    /// <param name="submission">The submitted ballot.</param>
    /// <param name="cancellationToken">
    /// Cancels waiting. A ballot that is already queued for the store may still be stored; sending it again returns its
    /// receipt.
    /// </param>
    public async Task<IntakeResult> SubmitAsync(BallotSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        Ticket? ticket = submission.Ticket is { } token && _tickets is not null
            ? await _tickets.ReadSignedAsync(token, cancellationToken).ConfigureAwait(false)
            : null;
        return await SubmitAsync(submission, ticket, BallotSender.Officer, default, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits many ballots, all or none, in one commit.</summary>
    /// <param name="submissions">The ballots; at least one.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The numbers of stored ballots, or every problem with the index of its ballot.</returns>
    internal Task<BatchResult> SubmitAllAsync(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken) =>
        SubmitAllAsync(submissions, new Dictionary<int, (Guid, BallotCorrection)>(), cancellationToken);

    /// <summary>Submits many ballots, all or none, in one commit; some of them replace others.</summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="corrections">
    /// By the index of a ballot: the id of the ballot that it replaces, and the reason. Its own id is then derived from
    /// that id.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The numbers of stored ballots, or every problem with the index of its ballot.</returns>
    internal async Task<BatchResult> SubmitAllAsync(
        IReadOnlyList<BallotSubmission> submissions, IReadOnlyDictionary<int, (Guid Replaced, BallotCorrection Correction)> corrections,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        if (submissions.Count == 0)
        {
            return new BatchResult { Appended = 0, AlreadyStored = 0, Problems = [] };
        }

        await _state.SeekUnitsAsync(
            submissions.Select(submission => submission.Unit).Distinct(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        (List<PendingBallot> drafts, List<BatchProblem> problems) = Validate(submissions, corrections, cancellationToken);
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyStored = 0, Problems = problems };
        }

        IReadOnlyList<AppendOutcome> outcomes = await _ballots.AppendAsync(drafts, allOrNothing: true, cancellationToken)
            .ConfigureAwait(false);
        problems.AddRange(outcomes.Select((outcome, index) => (outcome, index))
            .Where(pair => pair.outcome.Status is AppendStatus.Conflict or AppendStatus.NotReplaceable)
            .Select(pair => new BatchProblem(pair.index, pair.outcome.Refusal ?? Conflict(drafts[pair.index].Ballot))));
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyStored = 0, Problems = problems };
        }

        await CountAsync(drafts, outcomes).ConfigureAwait(false);
        return new BatchResult
        {
            Appended = outcomes.LongCount(outcome => outcome.Status == AppendStatus.Appended),
            AlreadyStored = outcomes.LongCount(outcome => outcome.Status == AppendStatus.AlreadyStored),
            Corrected = outcomes.LongCount(outcome => outcome is { Status: AppendStatus.Appended, Replaces: > 0 }),
            Problems = [],
        };
    }

    /// <summary>
    /// Returns the problems that <see cref="SubmitAllAsync(IReadOnlyList{BallotSubmission}, CancellationToken)"/> would
    /// find, without writing.
    /// </summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Every problem with the index of its ballot; empty when all are valid.</returns>
    internal IReadOnlyList<BatchProblem> Check(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        var problems = new List<BatchProblem>();
        Check(submissions, problems.Add, cancellationToken);
        return problems;
    }

    /// <summary>
    /// Reports the problems that <see cref="SubmitAllAsync(IReadOnlyList{BallotSubmission}, CancellationToken)"/> would
    /// find, without writing and without
    /// blocking it.
    /// </summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="onProblem">Receives every problem with the index of its ballot, in the order of the ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal void Check(IReadOnlyList<BallotSubmission> submissions, Action<BatchProblem> onProblem, CancellationToken cancellationToken)
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

    /// <summary>
    /// Creates the pending ballots that
    /// <see cref="SubmitAllAsync(IReadOnlyList{BallotSubmission}, CancellationToken)"/> would append.
    /// </summary>
    internal (List<PendingBallot> Drafts, List<BatchProblem> Problems) Drafts(
        IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken) =>
        Validate(submissions, new Dictionary<int, (Guid, BallotCorrection)>(), cancellationToken);

    /// <summary>Creates a pending ballot that replaces another ballot.</summary>
    internal PendingBallot InPlaceOf(PendingBallot draft, Guid replaced, BallotCorrection? correction) =>
        PendingBallot.Of(
            draft.Ballot with
            {
                Header = draft.Ballot.Header with { Id = BallotCorrection.IdFor(replaced), Replaces = replaced },
            },
            draft.ReceivedAt, _ballots.Sealer) with
        {
            CountedOn = draft.CountedOn,
            ClockSkew = draft.ClockSkew,
            SentBy = draft.SentBy,
            Channel = draft.Channel,
            Correction = correction,
        };

    /// <summary>Appends the ballots that still wait, then stops the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    /// <summary>Does the same as <see cref="DisposeAsync"/>, and blocks the thread until the writer has stopped.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _writer.GetAwaiter().GetResult();
    }

    private async Task<IntakeResult> SubmitAsync(
        BallotSubmission submission, Ticket? ticket, BallotSender sender, ReadOnlyMemory<byte> json, List<Problem> problems,
        CancellationToken cancellationToken)
    {
        if (submission.Basis is null && !sender.HandsIn)
        {
            submission = submission with { Basis = BallotNames.Of(ticket?.Basis ?? SelectionBasis.SelfSelected) };
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
            // A stored ballot gets its receipt again, even if its sender has lost the permission since, for example an
            // interviewer who signed out.
            if (SenderRules.Refusals(ballot, sender, submission.Ticket is not null, _settings) is { Count: > 0 } refusals
                && !await IsStoredAsync(ballot, cancellationToken).ConfigureAwait(false))
            {
                return new IntakeResult { Status = IntakeStatus.Untrusted, Problems = refusals };
            }

            SenderRules.Check(ballot, sender, ticket, problems);
        }

        if (submission.Ticket is not null && (ticket is null || ticket.ExpiresAt + TicketGrace <= now)
            && !await IsStoredAsync(ballot, cancellationToken).ConfigureAwait(false))
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
            if (SenderRules.PresenceRefusal(ballot, outcome, _settings) is { } absent
                && !await IsStoredAsync(ballot, cancellationToken).ConfigureAwait(false))
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
                IntakeResult result = await AppendAsync(DraftOf(ballot, ticket, sender, timing, now), cancellationToken)
                    .ConfigureAwait(false);
                status = result.Status;
                return result;
            }

            // A held submission is stored with its raw bytes: a token in them would link the answers to the dossier.
            return ticket is null
                ? await HoldAsync(ballot, device, json, now, cancellationToken).ConfigureAwait(false)
                : IntakeResult.Refused([new Problem(ProblemCodes.TicketOnTrial, "ticket")]);
        }
        catch (StoreUnavailableException error)
        {
            status = IntakeStatus.Unavailable;
            return IntakeResult.Unavailable(error.Reason);
        }
        finally
        {
            // The ballot of a sender that disconnects may still be stored, so its stamp remains used.
            if (usesStamp && status is not (null or IntakeStatus.Accepted))
            {
                _presence!.Release(ballot.UnitCode, submission.Presence!);
            }
        }
    }

    private async Task<IntakeResult> AppendAsync(PendingBallot draft, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(draft, new TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(waiting, cancellationToken).ConfigureAwait(false);
        AppendOutcome outcome = await waiting.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.Status switch
        {
            AppendStatus.Appended => new IntakeResult { Status = IntakeStatus.Accepted, Receipt = outcome.Receipt, Problems = [] },
            AppendStatus.AlreadyStored =>
                new IntakeResult { Status = IntakeStatus.AlreadyAccepted, Receipt = outcome.Receipt, Problems = [] },
            AppendStatus.TicketSpent =>
                new IntakeResult { Status = IntakeStatus.TicketSpent, Problems = [new Problem(ProblemCodes.TicketSpent, "ticket")] },
            _ => new IntakeResult { Status = IntakeStatus.Conflict, Problems = [Conflict(draft.Ballot)] },
        };
    }

    private async Task<IntakeResult> HoldAsync(Ballot ballot, Device device, ReadOnlyMemory<byte> json, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var package = new HeldSubmission
        {
            Kind = HeldSubmissionKind.Trial,
            BallotId = ballot.Id,
            DeviceCode = device.Code,
            ReceivedAt = now,
            Body = json,
        };
        HeldSubmissionOutcome outcome = await _held.HoldAsync(package, _settings.TrialBallotsPerDevice, cancellationToken)
            .ConfigureAwait(false);
        return outcome.Status switch
        {
            HeldSubmissionStatus.Conflict => new IntakeResult { Status = IntakeStatus.Conflict, Problems = [Conflict(ballot)] },
            HeldSubmissionStatus.Full => IntakeResult.Limited(IntakeResult.FullRetryAfterSeconds),
            _ => new IntakeResult { Status = IntakeStatus.Held, Held = outcome.Receipt, Problems = [] },
        };
    }

    private PendingBallot DraftOf(Ballot ballot, Ticket? ticket, BallotSender sender, BallotTiming timing, DateTimeOffset now) =>
        PendingBallot.Of(ballot, now, _ballots.Sealer) with
        {
            CountedOn = CountingDay.Of(ballot.CompletedAt, timing, _validator.RuleOf(ballot.Layout)),
            ClockSkew = timing.ClockSkew,
            SentBy = sender.Device?.Code,
            Channel = sender.ChannelOf(ticket),
            TicketHash = ticket is null ? null : _tickets!.SpentHash(ticket),
        };

    // The first response may have been lost and the ticket may have expired since: the same ballot still gets its receipt.
    private async Task<bool> IsStoredAsync(Ballot? ballot, CancellationToken cancellationToken) =>
        ballot is not null
        && await _ballots.FindReceiptAsync(ballot.Id, cancellationToken).ConfigureAwait(false) is { } receipt
        && Convert.FromHexString(receipt.ContentHash).AsSpan()
            .SequenceEqual(PendingBallot.Of(ballot, receipt.ReceivedAt, _ballots.Sealer).ContentHash);

    private (List<PendingBallot> Drafts, List<BatchProblem> Problems) Validate(
        IReadOnlyList<BallotSubmission> submissions, IReadOnlyDictionary<int, (Guid Replaced, BallotCorrection Correction)> corrections,
        CancellationToken cancellationToken)
    {
        var drafts = new List<PendingBallot>(submissions.Count);
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
                PendingBallot draft = DraftOf(ballot, null, BallotSender.Officer, timing, now);
                drafts.Add(corrections.TryGetValue(i, out (Guid Replaced, BallotCorrection Correction) place)
                    ? InPlaceOf(draft, place.Replaced, place.Correction)
                    : draft);
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

            // While more ballots wait, the next group is written while this group is counted and answered; groups are answered in order.
            Task before = answered;
            answered = _queue.Reader.Count == 0 ? AnswerAsync(before, written) : Task.Run(() => AnswerAsync(before, written));
        }

        await answered.ConfigureAwait(false);
    }

    // Callers that were just answered send their next ballots after a short delay. Without this pause, the first of
    // them would be committed alone, and all others would wait for that commit. The pause ends when half as many
    // ballots wait as the last two groups contained: while one half is written, the other half is answered and sends
    // its next ballots.
    private async ValueTask GatherAsync(int enough, TimeSpan commit)
    {
        TimeSpan maximum = commit / 4;
        for (long start = Stopwatch.GetTimestamp(); _queue.Reader.Count < Math.Min(enough, MaximumGroup)
            && Stopwatch.GetElapsedTime(start) < maximum;)
        {
            await Task.Yield();
        }
    }

    private async Task<Written> AppendAsync(List<Waiting> group)
    {
        var drafts = new PendingBallot[group.Count];
        for (int i = 0; i < drafts.Length; i++)
        {
            drafts[i] = group[i].Draft;
        }

        try
        {
            return new Written(group, drafts, await _ballots.AppendAsync(drafts, allOrNothing: false, CancellationToken.None)
                .ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Callers get any exception of the storage; the writer must continue with the next ballots.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new Written(group, drafts, [], error);
        }
    }

    // A ballot is counted before its caller gets the result.
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
#pragma warning disable CA1031 // As above: the ballots are stored, and get their receipts when they are sent again.
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

    private Task CountAsync(IReadOnlyList<PendingBallot> drafts, IReadOnlyList<AppendOutcome> outcomes)
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

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning,
        Message = "{Count} ballots could not be stored: the store is {Reason}. Their senders were asked to send them again.")]
    private static partial void LogUnavailable(ILogger logger, Exception error, int count, StoreUnavailability reason);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Count} ballots could not be stored.")]
    private static partial void LogFailed(ILogger logger, Exception error, int count);

    Task<ReleaseResult> ISubmissionIntake.SubmitReleasedAsync(
        ReadOnlyMemory<byte> body, Device? device, DateTimeOffset receivedAt, CancellationToken cancellationToken) =>
        SubmitReleasedAsync(body, device, receivedAt, cancellationToken);
}
