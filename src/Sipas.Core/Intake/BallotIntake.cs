using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Intake;

/// <summary>The route of a ballot: validate, append once, count, answer with a receipt. Safe for concurrent use.</summary>
/// <remarks>Waiting ballots are appended together (group commit); each caller is answered only after the commit. When the queue is full, callers wait.</remarks>
public sealed partial class BallotIntake : IAsyncDisposable, IDisposable
{
    /// <summary>Most ballots that one commit takes.</summary>
    public const int MaximumGroup = 256;

    /// <summary>Most ballots that wait; further callers wait to be let in.</summary>
    public const int QueueCapacity = 4096;

    private readonly ISipasStorage _storage;
    private readonly BallotValidator _validator;
    private readonly SurveyState _state;
    private readonly TimeProvider _clock;
    private readonly ILogger<BallotIntake> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly Task _writer;

    /// <summary>Opens the intake; its writer runs until it is disposed.</summary>
    /// <param name="storage">Where ballots are kept.</param>
    /// <param name="validator">Says what a valid ballot is.</param>
    /// <param name="state">The live counts and the units.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="logger">Takes what operators should know; may be left out.</param>
    public BallotIntake(ISipasStorage storage, BallotValidator validator, SurveyState state, TimeProvider clock, ILogger<BallotIntake>? logger = null)
    {
        _storage = storage;
        _validator = validator;
        _state = state;
        _clock = clock;
        _logger = logger ?? NullLogger<BallotIntake>.Instance;
        _writer = Task.Run(WriteAsync);
    }

    private sealed record Waiting(BallotDraft Draft, TaskCompletionSource<AppendOutcome> Done);

    /// <summary>Takes one ballot as JSON.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="cancellationToken">Gives up waiting. A ballot that is already on its way to the store may still be kept; sending it again gives its receipt.</param>
    public Task<IntakeResult> SubmitAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        BallotSubmission? submission = BallotJsonReader.Read(json.Span, problems);
        return submission is null ? Task.FromResult(IntakeResult.Refused(problems)) : SubmitAsync(submission, problems, cancellationToken);
    }

    /// <summary>Takes one ballot.</summary>
    /// <param name="submission">What came in.</param>
    /// <param name="cancellationToken">Gives up waiting, as above.</param>
    public Task<IntakeResult> SubmitAsync(BallotSubmission submission, CancellationToken cancellationToken) =>
        SubmitAsync(submission, [], cancellationToken);

    /// <summary>Takes many ballots, all or none, in one commit.</summary>
    /// <param name="submissions">The ballots; at least one.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was kept, or every problem with the number of its ballot.</returns>
    public async Task<BatchResult> SubmitAllAsync(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        if (submissions.Count == 0)
        {
            return new BatchResult { Appended = 0, AlreadyKept = 0, Problems = [] };
        }

        (List<BallotDraft> drafts, List<BatchProblem> problems) = Validate(submissions, cancellationToken);
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyKept = 0, Problems = problems };
        }

        IReadOnlyList<AppendOutcome> outcomes = await _storage.AppendAsync(drafts, allOrNothing: true, cancellationToken).ConfigureAwait(false);
        problems.AddRange(outcomes.Select((outcome, index) => (outcome, index))
            .Where(pair => pair.outcome.Status == AppendStatus.Conflict)
            .Select(pair => new BatchProblem(pair.index, Conflict(drafts[pair.index].Ballot))));
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyKept = 0, Problems = problems };
        }

        await CountAsync(drafts, outcomes).ConfigureAwait(false);
        return new BatchResult
        {
            Appended = outcomes.LongCount(outcome => outcome.Status == AppendStatus.Appended),
            AlreadyKept = outcomes.LongCount(outcome => outcome.Status == AppendStatus.AlreadyKept),
            Problems = [],
        };
    }

    /// <summary>Says what <see cref="SubmitAllAsync"/> would find, without writing.</summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Every problem with the number of its ballot; empty when all are valid.</returns>
    public IReadOnlyList<BatchProblem> Check(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        return Validate(submissions, cancellationToken).Problems;
    }

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

    private async Task<IntakeResult> SubmitAsync(BallotSubmission submission, List<Problem> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        Ballot? ballot = _validator.Validate(submission, _state.Units, problems);
        if (ballot is null || problems.Count > 0)
        {
            return IntakeResult.Refused(problems);
        }

        var waiting = new Waiting(BallotDraft.Of(ballot, _clock.GetUtcNow(), _storage.Sealer), new TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(waiting, cancellationToken).ConfigureAwait(false);
        try
        {
            AppendOutcome outcome = await waiting.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return outcome.Status switch
            {
                AppendStatus.Appended => new IntakeResult { Status = IntakeStatus.Accepted, Receipt = outcome.Receipt, Problems = [] },
                AppendStatus.AlreadyKept => new IntakeResult { Status = IntakeStatus.AlreadyAccepted, Receipt = outcome.Receipt, Problems = [] },
                _ => new IntakeResult { Status = IntakeStatus.Conflict, Problems = [Conflict(ballot)] },
            };
        }
        catch (StoreUnavailableException error)
        {
            return IntakeResult.Unavailable(error.Reason);
        }
    }

    private (List<BallotDraft> Drafts, List<BatchProblem> Problems) Validate(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        var drafts = new List<BallotDraft>(submissions.Count);
        var problems = new List<BatchProblem>();
        var found = new List<Problem>();
        DateTimeOffset now = _clock.GetUtcNow();
        for (int i = 0; i < submissions.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Clear();
            if (_validator.Validate(submissions[i], _state.Units, found) is { } ballot)
            {
                drafts.Add(BallotDraft.Of(ballot, now, _storage.Sealer));
            }

            problems.AddRange(found.Select(problem => new BatchProblem(i, problem)));
        }

        return (drafts, problems);
    }

    private static Problem Conflict(Ballot ballot) => new(ProblemCodes.IdConflict, "id", ballot.Id.ToString("D"));

    private async Task WriteAsync()
    {
        var group = new List<Waiting>(MaximumGroup);
        TimeSpan commit = default;
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await GatherAsync(group.Count, commit).ConfigureAwait(false);
            group.Clear();
            while (group.Count < MaximumGroup && _queue.Reader.TryRead(out Waiting? waiting))
            {
                group.Add(waiting);
            }

            long start = Stopwatch.GetTimestamp();
            await AppendAsync(group).ConfigureAwait(false);
            commit = Stopwatch.GetElapsedTime(start);
        }
    }

    // Callers who were just answered come back in a moment, not at once: without this pause the first of them would be committed alone, and all others wait for that.
    // It ends when as many wait as before, and is short beside the commit that it saves.
    private async ValueTask GatherAsync(int former, TimeSpan commit)
    {
        TimeSpan most = commit / 4;
        for (long start = Stopwatch.GetTimestamp(); _queue.Reader.Count < Math.Min(former, MaximumGroup) && Stopwatch.GetElapsedTime(start) < most;)
        {
            await Task.Yield();
        }
    }

    private async Task AppendAsync(List<Waiting> group)
    {
        BallotDraft[] drafts = [.. group.Select(waiting => waiting.Draft)];
        try
        {
            IReadOnlyList<AppendOutcome> outcomes = await _storage.AppendAsync(drafts, allOrNothing: false, CancellationToken.None).ConfigureAwait(false);
            await CountAsync(drafts, outcomes).ConfigureAwait(false);
            for (int i = 0; i < group.Count; i++)
            {
                group[i].Done.SetResult(outcomes[i]);
            }
        }
        catch (StoreUnavailableException error)
        {
            LogUnavailable(_logger, error, group.Count, error.Reason);
            Fail(error);
        }
#pragma warning disable CA1031 // Whatever the storage threw, the callers get it; the writer must go on for the next ones.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(_logger, error, group.Count);
            Fail(error);
        }

        void Fail(Exception error)
        {
            foreach (Waiting waiting in group)
            {
                waiting.Done.TrySetException(error);
            }
        }
    }

    private Task CountAsync(IReadOnlyList<BallotDraft> drafts, IReadOnlyList<AppendOutcome> outcomes)
    {
        CountedBallot[] appended = [.. outcomes.Select((outcome, i) => (outcome, draft: drafts[i]))
            .Where(pair => pair.outcome.Status == AppendStatus.Appended && !pair.outcome.Late)
            .Select(pair => pair.draft.Counted(pair.outcome.Sequence))];
        return _state.CountAsync(appended, CancellationToken.None);
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "{Count} ballots could not be kept: the store is {Reason}. Their senders were told to try again.")]
    private static partial void LogUnavailable(ILogger logger, Exception error, int count, StoreUnavailability reason);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Count} ballots could not be kept.")]
    private static partial void LogFailed(ILogger logger, Exception error, int count);
}
