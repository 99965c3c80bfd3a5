using System.CommandLine;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>
/// Options and arguments with a number or a day, read by <see cref="TypedValue"/>, because System.CommandLine
/// would read them by the machine's culture.
/// </summary>
internal interface ITypedSymbol
{
    /// <summary>The problems of the given texts.</summary>
    IEnumerable<Problem> Check(ParseResult parsed);
}
