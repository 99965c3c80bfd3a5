using System.CommandLine;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>An option with several numbers.</summary>
internal sealed class TypedOptions<T>(string name, Spelling<T> spelling) : Option<string[]>(name), ITypedSymbol
    where T : struct
{
    /// <summary>The values.</summary>
    /// <exception cref="SipasException">A text has another format (<c>QRY0101</c>).</exception>
    public T[] Of(ParseResult parsed) => [.. parsed.GetValue(this)!.Select(text => spelling.Find(Name, text)!.Value)];

    public IEnumerable<Problem> Check(ParseResult parsed) =>
        (parsed.GetValue(this) ?? []).Where(text => spelling.TryRead(text) is null)
        .Select(text => new Problem(spelling.Code, Name, text, spelling.Allowed));
}
