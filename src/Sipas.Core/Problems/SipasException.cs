namespace Sipas.Problems;

/// <summary>Thrown when a person has to fix something before work can continue: configuration, a pack, a storage file, an import.</summary>
/// <remarks>Bad data in a single ballot is not an exception: the result contains its list of <see cref="Problem"/>.</remarks>
public sealed class SipasException : Exception
{
    /// <summary>Creates an exception with one problem.</summary>
    /// <param name="problem">The problem.</param>
    public SipasException(Problem problem)
        : this([problem], null)
    {
    }

    /// <summary>Creates an exception with one problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="inner">The cause; null if there is none.</param>
    public SipasException(Problem problem, Exception? inner)
        : this([problem], inner)
    {
    }

    /// <summary>Creates an exception with several problems.</summary>
    /// <param name="problems">The problems: one or more.</param>
    public SipasException(IReadOnlyList<Problem> problems)
        : this(problems, null)
    {
    }

    /// <summary>
    /// Creates an exception with several problems. The message contains the first
    /// <see cref="ProblemSummary.UsualShown"/> and the number of the others.
    /// </summary>
    /// <param name="problems">The problems: one or more.</param>
    /// <param name="inner">The cause; null if there is none.</param>
    public SipasException(IReadOnlyList<Problem> problems, Exception? inner)
        : base(Describe(problems), inner) => Problems = problems;

    /// <summary>The problems: one or more.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    private static string Describe(IReadOnlyList<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count);
        IEnumerable<string> lines = problems.Take(ProblemSummary.UsualShown).Select(problem => problem.ToString());
        return string.Join(Environment.NewLine, problems.Count <= ProblemSummary.UsualShown
            ? lines
            : lines.Append(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"… and {problems.Count - ProblemSummary.UsualShown} more")));
    }
}
