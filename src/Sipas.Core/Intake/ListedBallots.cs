using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Questionnaires;
using Sipas.Storage;

namespace Sipas.Intake;

/// <summary>The sums behind the margins of listed ballots, following the log beside the live counts. Safe for concurrent use.</summary>
internal sealed class ListedBallots(ISipasStorage storage, MethodPackRegistry packs) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly object _gate = new();
    private readonly Dictionary<AnswerLayout, BallotMoments> _moments = packs.Layouts.ToDictionary(layout => layout, layout => new BallotMoments(packs.Find(layout.PackId)!, layout));
    private readonly Dictionary<(AnswerLayout Layout, int? Year, bool Assumed), Made> _made = [];
    private long _watermark;

    /// <summary>Adds what the live counts count.</summary>
    /// <param name="after">Sequence number up to which they had counted before; where these sums are not as far, they read the log themselves when they are asked.</param>
    /// <param name="ballots">The next ballots of the log, rising.</param>
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

    /// <summary>The margins of the listed ballots of a questionnaire, of one year or of all.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="year">The year; null for all.</param>
    /// <param name="assumeSimpleRandom">Whether simple random sampling within units may be assumed.</param>
    /// <param name="atLeast">Sequence number that must be in the sums.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ListedMargins> MarginsAsync(AnswerLayout layout, int? year, bool assumeSimpleRandom, long atLeast, CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedSurveyDesign> designs = await storage.ReadDesignsAsync(cancellationToken).ConfigureAwait(false);
        await CatchUpAsync(atLeast, cancellationToken).ConfigureAwait(false);
        string stamp = string.Join('\n', designs.Select(SurveyDesigns.AuditDetail));
        lock (_gate)
        {
            if (!_made.TryGetValue((layout, year, assumeSimpleRandom), out Made? made) || made.Watermark != _watermark || made.Designs != stamp)
            {
                made = new Made(_watermark, stamp, ListedMargins.Of(_moments[layout], designs, year, assumeSimpleRandom));
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

        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var part = new List<CountedBallot>(4096);
            await foreach (CountedBallot ballot in storage.ReadAsync(Volatile.Read(ref _watermark), cancellationToken).ConfigureAwait(false))
            {
                part.Add(ballot);
                if (part.Count == part.Capacity)
                {
                    AddNext(part);
                    part.Clear();
                }
            }

            AddNext(part);
        }
        finally
        {
            _reading.Release();
        }

        void AddNext(List<CountedBallot> part)
        {
            lock (_gate)
            {
                Add(part);
            }
        }
    }

    private void Add(IReadOnlyList<CountedBallot> ballots)
    {
        foreach (CountedBallot ballot in ballots)
        {
            if (ballot.Sequence <= _watermark)
            {
                continue;
            }

            if (ballot.Key.Basis == SelectionBasis.Listed)
            {
                _moments[ballot.Layout].Add(ballot.Key, ballot.Codes.Span);
            }

            Volatile.Write(ref _watermark, ballot.Sequence);
        }
    }

    private sealed record Made(long Watermark, string Designs, ListedMargins Margins);
}
