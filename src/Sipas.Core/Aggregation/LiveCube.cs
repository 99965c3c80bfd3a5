using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>The counts of every questionnaire, right after each accepted ballot. Safe for one writer and many readers.</summary>
/// <remarks>It follows the store's log: <see cref="Watermark"/> is the sequence number of the last ballot counted, and the counts always equal a recount of the log up to there.</remarks>
public sealed class LiveCube
{
    private readonly Dictionary<AnswerLayout, Cube> _cubes;
    private readonly object _gate = new();
    private long _watermark;

    /// <summary>Makes an empty cube for each questionnaire.</summary>
    /// <param name="packs">The packs.</param>
    public LiveCube(MethodPackRegistry packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        _cubes = packs.Layouts.ToDictionary(layout => layout, layout => new Cube(layout));
    }

    /// <summary>Sequence number of the last ballot counted; 0 before the first.</summary>
    public long Watermark
    {
        get
        {
            lock (_gate)
            {
                return _watermark;
            }
        }
    }

    /// <summary>Counts the next ballots of the log.</summary>
    /// <param name="ballots">Ballots with rising sequence numbers; those not above the watermark are counted already and passed over.</param>
    public void Apply(IEnumerable<CountedBallot> ballots)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        lock (_gate)
        {
            foreach (CountedBallot ballot in ballots)
            {
                if (ballot.Sequence > _watermark)
                {
                    _cubes[ballot.Layout].Add(ballot.Key, ballot.Codes.Span);
                    _watermark = ballot.Sequence;
                }
            }
        }
    }

    /// <summary>Reads from one consistent state of a questionnaire's cube.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="read">Reads; it must not keep the cube nor any tally of it.</param>
    public T Read<T>(AnswerLayout layout, Func<Cube, T> read)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(read);
        lock (_gate)
        {
            return read(_cubes[layout]);
        }
    }
}

/// <summary>What the cube needs of a stored ballot.</summary>
/// <param name="Sequence">Number in the store's log, rising.</param>
/// <param name="Layout">The questionnaire it answers.</param>
/// <param name="Key">Its cell.</param>
/// <param name="Codes">One code per item in questionnaire order.</param>
public readonly record struct CountedBallot(long Sequence, AnswerLayout Layout, CellKey Key, ReadOnlyMemory<byte> Codes);
