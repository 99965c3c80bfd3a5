using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Packs;

namespace Sipas.Surveys;

/// <summary>
/// The sums for the margins of error of sampled ballots; follows the log in parallel to the live counts. Safe for
/// concurrent use.
/// </summary>
internal sealed class SampledBallots(IBallotStore log, ISurveyDesignStore designStore, MethodPackRegistry packs) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly object _gate = new();
    private Dictionary<AnswerLayout, BallotMoments> _moments = Empty(packs);
    private readonly Dictionary<(AnswerLayout Layout, int? Year, bool Assumed), Made> _made = [];
    private long _watermark;
    private int _generation;

    /// <summary>Adds ballots that the live counts have counted.</summary>
    /// <param name="after">
    /// Sequence number up to which the live counts had counted before; if these sums are not as far, they read the log
    /// on the next request.
    /// </param>
    /// <param name="ballots">The next ballots of the log, in ascending order.</param>
    public void Apply(long after, IReadOnlyList<CountedBallot> ballots)
    {
        lock (_gate)
        {
            if (after == _watermark)
            {
                Add(ballots);
            }
        }
    }

    /// <summary>Clears all sums, because a ballot in them no longer counts; the next request reads the log from the start.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _moments = Empty(packs);
            _made.Clear();
            _generation++;
            Volatile.Write(ref _watermark, 0);
        }
    }

    /// <summary>Returns the margins of the sampled ballots of a questionnaire, for one year or for all.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="year">The year; null for all.</param>
    /// <param name="assumeSimpleRandom">Whether simple random sampling within units may be assumed.</param>
    /// <param name="atLeast">Sequence number up to which the sums must include all ballots.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SampledMargins> MarginsAsync(AnswerLayout layout, int? year, bool assumeSimpleRandom, long atLeast,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<SampledSurveyDesign> designs = await designStore.ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        await CatchUpAsync(atLeast, cancellationToken).ConfigureAwait(false);
        string stamp = string.Join('\n', designs.Select(SurveyDesigns.AuditDetail));
        lock (_gate)
        {
            if (!_made.TryGetValue((layout, year, assumeSimpleRandom), out Made? made) || made.Watermark != _watermark
                || made.Designs != stamp)
            {
                made = new Made(_watermark, stamp, SampledMargins.Of(MomentsOf(layout), designs, year, assumeSimpleRandom));
                _made[(layout, year, assumeSimpleRandom)] = made;
            }

            return made.Margins;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task CatchUpAsync(long atLeast, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _watermark) >= atLeast)
        {
            return;
        }

        bool again = false;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var part = new List<CountedBallot>(4096);
            long from;
            int generation;
            lock (_gate)
            {
                (from, generation) = (_watermark, _generation);
            }

            await foreach (CountedBallot ballot in log.ReadAsync(from, cancellationToken).ConfigureAwait(false))
            {
                if (ballot.Replaces > 0 && ballot.Replaces <= from)
                {
                    Forget();
                    again = true;
                    break;
                }

                part.Add(ballot);
                if (part.Count == part.Capacity)
                {
                    again = !AddNext(part, generation);
                    part.Clear();
                    if (again)
                    {
                        break;
                    }
                }
            }

            again = again || !AddNext(part, generation);
        }
        finally
        {
            _reading.Release();
        }

        if (again)
        {
            await CatchUpAsync(atLeast, cancellationToken).ConfigureAwait(false);
        }

        // False when the sums were cleared meanwhile: this part would be added without the ballots before it.
        bool AddNext(List<CountedBallot> part, int generation)
        {
            lock (_gate)
            {
                if (generation != _generation)
                {
                    return false;
                }

                Add(part);
                return true;
            }
        }
    }

    // A questionnaire may be registered after the first ballots were counted.
    private BallotMoments MomentsOf(AnswerLayout layout)
    {
        if (!_moments.TryGetValue(layout, out BallotMoments? moments))
        {
            _moments.Add(layout, moments = new BallotMoments(packs.Find(layout.PackId)!, layout));
        }

        return moments;
    }

    private static Dictionary<AnswerLayout, BallotMoments> Empty(MethodPackRegistry packs) =>
        packs.Layouts.ToDictionary(layout => layout, layout => new BallotMoments(packs.Find(layout.PackId)!, layout));

    private void Add(IReadOnlyList<CountedBallot> ballots)
    {
        foreach (CountedBallot ballot in ballots)
        {
            if (ballot.Sequence <= _watermark)
            {
                continue;
            }

            if (ballot.Key.Basis == SelectionBasis.Sampled)
            {
                MomentsOf(ballot.Layout).Add(ballot.Key, ballot.Codes.Span);
            }

            Volatile.Write(ref _watermark, ballot.Sequence);
        }
    }

    private sealed record Made(long Watermark, string Designs, SampledMargins Margins);
}
