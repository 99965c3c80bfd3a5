using Microsoft.CodeAnalysis.Text;

namespace Sipas.Generators;

/// <summary>One entry of the catalog: a code with its texts.</summary>
internal sealed class CatalogEntry(string code, TextSpan span)
{
    /// <summary>The code, for example <c>BAL0001</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The code in the file, with its quotation marks.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The texts by member, each with its place in the file.</summary>
    public Dictionary<string, (string Text, TextSpan Span)> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns the text of a member.</summary>
    /// <param name="member">A member, for example <see cref="CatalogReader.Name"/>.</param>
    /// <returns>The text; empty if the member is missing.</returns>
    public string TextOf(string member) => Members.TryGetValue(member, out (string Text, TextSpan Span) found) ? found.Text : "";
}
