namespace Sipas.Problems;

/// <summary>Any number of problems as a person can read them: exact counts by code, and the first few problems whole.</summary>
/// <remarks>Holds one entry for each code and <see cref="MostShown"/> problems, however many are added, and formats no sentence by itself. Not safe for use by several threads at once.</remarks>
public sealed class ProblemSummary
{
    /// <summary>How many problems are shown whole unless said otherwise.</summary>
    public const int UsualShown = 20;

    private readonly Dictionary<string, (long Count, Problem First, int Order)> _kinds = new(StringComparer.Ordinal);
    private readonly List<Problem> _first = [];

    /// <summary>Starts with no problem.</summary>
    /// <param name="mostShown">How many problems are kept whole: 1 or more.</param>
    public ProblemSummary(int mostShown = UsualShown)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostShown, 1);
        MostShown = mostShown;
    }

    /// <summary>How many problems are kept whole at most.</summary>
    public int MostShown { get; }

    /// <summary>Problems that were added: exact.</summary>
    public long Count { get; private set; }

    /// <summary>The first problems in the order in which they were added, <see cref="MostShown"/> at most.</summary>
    public IReadOnlyList<Problem> First => _first;

    /// <summary>Problems that <see cref="First"/> leaves out.</summary>
    public long LeftOutCount => Count - _first.Count;

    /// <summary>The codes with their counts, the most frequent first; of equally frequent ones the one that was met first.</summary>
    public IReadOnlyList<ProblemCount> Kinds =>
        [.. _kinds.OrderByDescending(pair => pair.Value.Count)
            .ThenBy(pair => pair.Value.Order).Select(pair => new ProblemCount(pair.Key, pair.Value.Count, pair.Value.First))];

    /// <summary>The summary of a stream of problems, which is read once.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="mostShown">How many are kept whole: 1 or more.</param>
    public static ProblemSummary Of(IEnumerable<Problem> problems, int mostShown = UsualShown)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var summary = new ProblemSummary(mostShown);
        foreach (Problem problem in problems)
        {
            summary.Add(problem);
        }

        return summary;
    }

    /// <summary>Adds a problem.</summary>
    /// <param name="problem">The problem.</param>
    public void Add(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Count++;
        _kinds[problem.Code] = _kinds.TryGetValue(problem.Code, out (long Count, Problem First, int Order) known)
            ? known with { Count = known.Count + 1 }
            : (1, problem, _kinds.Count);
        if (_first.Count < MostShown)
        {
            _first.Add(problem);
        }
    }
}
