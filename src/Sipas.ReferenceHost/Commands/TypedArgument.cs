using System.CommandLine;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>An argument with a number.</summary>
internal sealed class TypedArgument<T>(string name, Spelling<T> spelling) : Argument<string>(name), ITypedSymbol
    where T : struct
{
    /// <summary>The value.</summary>
    /// <exception cref="SipasException">The text has another format (<c>QRY0101</c>).</exception>
    public T Of(ParseResult parsed) => spelling.Find(Name, parsed.GetRequiredValue(this))!.Value;

    public IEnumerable<Problem> Check(ParseResult parsed) =>
        parsed.GetResult(this) is not null && parsed.GetValue(this) is { } text && spelling.TryRead(text) is null
            ? [new Problem(spelling.Code, Name, text, spelling.Allowed)]
            : [];
}
