using System.CommandLine;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>An option with a number or a day.</summary>
internal sealed class TypedOption<T>(string name, Spelling<T> spelling) : Option<string?>(name), ITypedSymbol
    where T : struct
{
    /// <summary>The value; null if the option was omitted and has no default.</summary>
    /// <exception cref="SipasException">The text has another format (<c>QRY0101</c>, <c>QRY0102</c>).</exception>
    public T? Find(ParseResult parsed) => spelling.Find(Name, parsed.GetValue(this));

    /// <summary>The value of an option with a default.</summary>
    /// <exception cref="SipasException">The text has another format (<c>QRY0101</c>, <c>QRY0102</c>).</exception>
    public T Of(ParseResult parsed) => Find(parsed) ?? default;

    public IEnumerable<Problem> Check(ParseResult parsed) =>
        parsed.GetResult(this) is { Implicit: false } && parsed.GetValue(this) is { } text && spelling.TryRead(text) is null
            ? [new Problem(spelling.Code, Name, text, spelling.Allowed)]
            : [];
}
