using System.CommandLine;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>
/// Options and arguments with a number or a day, read by <see cref="Text.TypedValue"/>, because System.CommandLine
/// would read them by the machine's culture.
/// </summary>
internal interface ITypedSymbol
{
    /// <summary>The problems of the given texts.</summary>
    IEnumerable<Problem> Check(ParseResult parsed);
}

/// <summary>The format of an option.</summary>
/// <param name="TryRead">Reads a text; null if it is not in this format.</param>
/// <param name="Code">Code of the problem of another format.</param>
/// <param name="Allowed">The allowed format.</param>
internal sealed record Spelling<T>(Func<string, T?> TryRead, string Code, string Allowed)
    where T : struct
{
    public T? Find(string name, string? text) => text is null ? null : TryRead(text) ?? throw new SipasException(new Problem(Code, name, text, Allowed));
}

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

/// <summary>An option with several numbers.</summary>
internal sealed class TypedOptions<T>(string name, Spelling<T> spelling) : Option<string[]>(name), ITypedSymbol
    where T : struct
{
    /// <summary>The values.</summary>
    /// <exception cref="SipasException">A text has another format (<c>QRY0101</c>).</exception>
    public T[] Of(ParseResult parsed) => [.. parsed.GetValue(this)!.Select(text => spelling.Find(Name, text)!.Value)];

    public IEnumerable<Problem> Check(ParseResult parsed) =>
        (parsed.GetValue(this) ?? []).Where(text => spelling.TryRead(text) is null).Select(text => new Problem(spelling.Code, Name, text, spelling.Allowed));
}

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
