using System.Globalization;
using Sipas.Audit;
using Sipas.Counting;
using Sipas.Quality;

namespace Sipas.Storage.InMemory;

/// <summary>Quality flags, notices and reviews.</summary>
internal sealed class InMemoryQuality(InMemorySession session, InMemoryAudit audit) : IQualityStore, IInMemoryContents
{
    private readonly List<BallotReview> _reviews = [];
    private QualityRun? _run;
    private IReadOnlyList<BallotFlag> _flags = [];
    private IReadOnlyList<GroupNotice> _notices = [];

    /// <inheritdoc/>
    public Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices,
        CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            _notices = GroupNotice.InOrder(notices);
            _flags = [.. flags.OrderBy(flag => flag.Sequence).ThenBy(flag => flag.Code, StringComparer.Ordinal)];
            long flagged = flags.Select(flag => flag.Sequence).Distinct().LongCount();
            _run = new QualityRun((_run?.Number ?? 0) + 1, session.Now, rules, lastSequence, ballotCount, flagged);
            audit.Record(AuditActions.QualityRun, _run.AuditDetail(), this, "quality_run", "quality_notice", "ballot_flag");
            return _run;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken) => session.RunAsync(() => _run, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken) =>
        session.RunAsync(() => _flags, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) =>
        session.RunAsync(() => _notices, cancellationToken);

    /// <inheritdoc/>
    public Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer,
        CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            var review = new BallotReview(sequence, decision, comment, reviewer, session.Now);
            _reviews.Add(review);
            audit.Record(AuditActions.BallotReviewed, review.AuditDetail(), this, "ballot_review");
            return review;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<BallotReview>>(() => [.. _reviews], cancellationToken);

    /// <inheritdoc/>
    public Task<long> FlagVersionAsync(CancellationToken cancellationToken) =>
        session.RunAsync(() => (_run?.Number ?? 0) + _reviews.Count, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<StoredContent> Contents()
    {
        if (_run is { } run)
        {
            string subject = string.Create(CultureInfo.InvariantCulture, $"quality_run {run.Number}");
            yield return InMemoryDigest.Of(subject, run.At, run.Rules, run.LastSequence, run.BallotCount, run.FlaggedCount);
        }

        if (_run is { } last && _notices.Count > 0)
        {
            string subject = string.Create(CultureInfo.InvariantCulture, $"quality_notice {last.Number}");
            yield return InMemoryDigest.Of(subject, [.. _notices.SelectMany(notice => (object?[])[
                notice.UnitCode, notice.PackId, notice.QuestionnaireVersion, notice.Channel.ToString(), notice.From, notice.Day,
                notice.Code, notice.Value, notice.Allowed])]);
        }

        if (_flags.Count > 0)
        {
            yield return InMemoryDigest.Of("ballot_flag",
                [.. _flags.SelectMany(flag => (object?[])[flag.Sequence, flag.Code, flag.Value, flag.Allowed])]);
        }

        for (int i = 0; i < _reviews.Count; i++)
        {
            BallotReview review = _reviews[i];
            string subject = string.Create(CultureInfo.InvariantCulture, $"ballot_review {i + 1}");
            yield return InMemoryDigest.Of(
                subject, review.Sequence, review.Decision.ToString(), review.Comment, review.Reviewer, review.At);
        }
    }
}
