using Sipas.Common;

namespace Sipas.Problems;

/// <summary>The number of problems of one kind.</summary>
/// <param name="Code">A code of <see cref="ProblemCodes"/>.</param>
/// <param name="Count">How many problems have the code: 1 or more.</param>
/// <param name="First">The first of these problems.</param>
internal sealed record ProblemCount(string Code, long Count, Problem First)
{
    /// <summary>A short description of problems with this code: <see cref="ProblemCatalog.DescribeKind"/>.</summary>
    public LocalizedText Kind => ProblemCatalog.DescribeKind(Code);
}
