namespace Sipas.Problems;

/// <summary>A readable summary of any number of problems: exact counts by code, and the first few problems in full.</summary>
/// <remarks>
/// Stores one entry for each code and <see cref="MaxShown"/> problems, however many are added, and formats no message
/// itself. Not thread-safe.
/// </remarks>
internal sealed class ProblemSummary
{
    /// <summary>Default number of problems shown in full.</summary>
    public const int UsualShown = 20;

    private readonly Dictionary<string, (long Count, Problem First, int Order)> _kinds = new(StringComparer.Ordinal);
    private readonly List<Problem> _first = [];

    /// <summary>Creates an empty summary.</summary>
    /// <param name="maxShown">Number of problems stored in full: 1 or more.</param>
    public ProblemSummary(int maxShown = UsualShown)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxShown, 1);
        MaxShown = maxShown;
    }

    /// <summary>Maximum number of problems stored in full.</summary>
    public int MaxShown { get; }

    /// <summary>Exact number of added problems.</summary>
    public long Count { get; private set; }

    /// <summary>The first problems in the order in which they were added, <see cref="MaxShown"/> at most.</summary>
    public IReadOnlyList<Problem> First => _first;

    /// <summary>Number of problems that <see cref="First"/> leaves out.</summary>
    public long LeftOutCount => Count - _first.Count;

    /// <summary>The codes with their counts, the most frequent first; equally frequent codes in the order of their first problem.</summary>
    public IReadOnlyList<ProblemCount> Kinds =>
        [.. _kinds.OrderByDescending(pair => pair.Value.Count)
            .ThenBy(pair => pair.Value.Order).Select(pair => new ProblemCount(pair.Key, pair.Value.Count, pair.Value.First))];

    /// <summary>Summarizes a stream of problems, which is read once.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="maxShown">Number of problems stored in full: 1 or more.</param>
    public static ProblemSummary Of(IEnumerable<Problem> problems, int maxShown = UsualShown)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var summary = new ProblemSummary(maxShown);
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
        if (_first.Count < MaxShown)
        {
            _first.Add(problem);
        }
    }
}
