using Sipas.Text;

namespace Sipas.Problems;

/// <summary>How often problems of one kind were found.</summary>
/// <param name="Code">A code of <see cref="ProblemCodes"/>.</param>
/// <param name="Count">How many problems have the code: 1 or more.</param>
/// <param name="First">The first of them.</param>
public sealed record ProblemCount(string Code, long Count, Problem First)
{
    /// <summary>What problems of this code have in common, in a few words: <see cref="ProblemCatalog.DescribeKind"/>.</summary>
    public LocalizedText Kind => ProblemCatalog.DescribeKind(Code);
}
