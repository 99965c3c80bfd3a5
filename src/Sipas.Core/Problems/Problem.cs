using Sipas.Common;

namespace Sipas.Problems;

/// <summary>One problem of an input: a stable code, its place, the offending value and the allowed values.</summary>
/// <remarks>The sentence for readers comes from <see cref="ProblemCatalog"/>, in Vietnamese and English; codes never
/// change their meaning.</remarks>
public sealed record Problem
{
    /// <summary>Maximum length of a value in characters. A longer value is cut and ends in an ellipsis, so that a
    /// response never repeats a large body.</summary>
    public const int MaximumValueLength = 120;

    /// <summary>Creates a problem.</summary>
    /// <param name="code">A code of <see cref="ProblemCodes"/>.</param>
    /// <param name="place">The place: a JSON path, an item code, a row and column, an option's name.</param>
    /// <param name="value">The offending value as received, cut to <see cref="MaximumValueLength"/> characters; null
    /// when there is none.</param>
    /// <param name="allowed">The values that would have been accepted.</param>
    public Problem(string code, string? place = null, string? value = null, string? allowed = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Code = code;
        Place = Cut(place);
        Value = Cut(value);
        Allowed = allowed;
    }

    /// <summary>The stable code, for example <c>BAL0203</c>.</summary>
    public string Code { get; }

    /// <summary>The place of the problem; null when it concerns the whole input.</summary>
    public string? Place { get; init; }

    /// <summary>The offending value; null when there is none.</summary>
    public string? Value { get; }

    /// <summary>The values that would have been accepted; null when the sentence is complete without them.</summary>
    public string? Allowed { get; }

    /// <summary>Severity; an error by default.</summary>
    public ProblemSeverity Severity { get; init; }

    /// <summary>The sentence that describes the problem and how to fix it, in Vietnamese and English.</summary>
    public LocalizedText Message => ProblemCatalog.Describe(this);

    /// <summary>The code and the English sentence.</summary>
    public override string ToString() => $"{Code}: {Message.En}";

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= MaximumValueLength)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[MaximumValueLength - 1]) ? MaximumValueLength - 1 : MaximumValueLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
