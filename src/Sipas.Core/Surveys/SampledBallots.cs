using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Packs;

namespace Sipas.Surveys;

/// <summary>
/// The sums for the margins of error of sampled ballots. A <see cref="LogFollower"/> brings them up to date, in parallel to
/// the live counts. Safe for concurrent use.
/// </summary>
internal sealed class SampledBallots(ISurveyDesignStore designStore, MethodPackRegistry packs) : ILogConsumer, IDisposable
{
    private readonly object _gate = new();
    private Dictionary<AnswerLayout, BallotMoments> _moments =
        packs.Layouts.ToDictionary(layout => layout, layout => new BallotMoments(packs.Find(layout.PackId)!, layout));
    private readonly Dictionary<(AnswerLayout Layout, int? Year, bool Assumed), Made> _made = [];
    private long _watermark;

    /// <inheritdoc/>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <inheritdoc/>
    public long Watermark => Volatile.Read(ref _watermark);

    /// <inheritdoc/>
    public bool IsNeeded => true;

    /// <inheritdoc/>
    public Task<bool> StartsAgainAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public void Append(IReadOnlyList<CountedBallot> ballots)
    {
        lock (_gate)
        {
            foreach (CountedBallot ballot in ballots)
            {
                Add(_moments, ballot);
                Volatile.Write(ref _watermark, ballot.Sequence);
            }
        }
    }

    /// <inheritdoc/>
    public Task<ILogRestart> RestartAsync(CancellationToken cancellationToken) => Task.FromResult<ILogRestart>(new Summing(this));

    /// <summary>Returns the margins of the sampled ballots of a questionnaire, for one year or for all.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="year">The year; null for all.</param>
    /// <param name="assumeSimpleRandom">Whether simple random sampling within units may be assumed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SampledMargins> MarginsAsync(AnswerLayout layout, int? year, bool assumeSimpleRandom,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<SampledSurveyDesign> designs = await designStore.ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        string stamp = string.Join('\n', designs.Select(SurveyDesigns.AuditDetail));
        lock (_gate)
        {
            if (!_made.TryGetValue((layout, year, assumeSimpleRandom), out Made? made) || made.Watermark != _watermark
                || made.Designs != stamp)
            {
                made = new Made(_watermark, stamp, SampledMargins.Of(MomentsOf(_moments, layout), designs, year, assumeSimpleRandom));
                _made[(layout, year, assumeSimpleRandom)] = made;
            }

            return made.Margins;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();

    // A questionnaire may be registered after the first ballots were counted.
    private BallotMoments MomentsOf(Dictionary<AnswerLayout, BallotMoments> all, AnswerLayout layout)
    {
        if (!all.TryGetValue(layout, out BallotMoments? moments))
        {
            all.Add(layout, moments = new BallotMoments(packs.Find(layout.PackId)!, layout));
        }

        return moments;
    }

    private Dictionary<AnswerLayout, BallotMoments> Empty() =>
        packs.Layouts.ToDictionary(layout => layout, layout => new BallotMoments(packs.Find(layout.PackId)!, layout));

    private void Add(Dictionary<AnswerLayout, BallotMoments> all, in CountedBallot ballot)
    {
        if (ballot.Key.Basis == SelectionBasis.Sampled)
        {
            MomentsOf(all, ballot.Layout).Add(ballot.Key, ballot.Codes.Span);
        }
    }

    private sealed class Summing(SampledBallots sums) : ILogRestart
    {
        private readonly Dictionary<AnswerLayout, BallotMoments> _again = sums.Empty();
        private long _last;

        public void Add(IReadOnlyList<CountedBallot> ballots)
        {
            foreach (CountedBallot ballot in ballots)
            {
                sums.Add(_again, ballot);
                _last = ballot.Sequence;
            }
        }

        public void Complete()
        {
            lock (sums._gate)
            {
                sums._moments = _again;
                sums._made.Clear();
                Volatile.Write(ref sums._watermark, _last);
            }
        }
    }

    private sealed record Made(long Watermark, string Designs, SampledMargins Margins);
}
