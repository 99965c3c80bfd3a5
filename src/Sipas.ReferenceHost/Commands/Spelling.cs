using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>The format of an option.</summary>
/// <param name="TryRead">Reads a text; null if it is not in this format.</param>
/// <param name="Code">Code of the problem of another format.</param>
/// <param name="Allowed">The allowed format.</param>
internal sealed record Spelling<T>(Func<string, T?> TryRead, string Code, string Allowed)
    where T : struct
{
    public T? Find(string name, string? text) => text is null
        ? null
        : TryRead(text) ?? throw new SipasException(new Problem(Code, name, text, Allowed));
}
