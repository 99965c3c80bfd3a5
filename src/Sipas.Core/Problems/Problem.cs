using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Problems;

/// <summary>How much a problem weighs.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ProblemSeverity>))]
public enum ProblemSeverity
{
    /// <summary>The input cannot be used.</summary>
    Error,

    /// <summary>The input can be used, but somebody should look at it.</summary>
    Warning,
}

/// <summary>One thing that is wrong with an input: a stable code, where it is, the offending value and what is allowed.</summary>
/// <remarks>The sentence for people comes from <see cref="ProblemCatalog"/>, in Vietnamese and English; codes never change their meaning.</remarks>
public sealed record Problem
{
    /// <summary>Longest value that is kept; what is longer is cut and ends in an ellipsis, so that an answer never repeats a huge body.</summary>
    public const int MaximumValueLength = 120;

    /// <summary>States a problem.</summary>
    /// <param name="code">A code of <see cref="ProblemCodes"/>.</param>
    /// <param name="place">Where: a JSON path, an item code, a row and column, an option's name.</param>
    /// <param name="value">The offending value as it came in, cut to <see cref="MaximumValueLength"/> characters; null when there is none.</param>
    /// <param name="allowed">What would have been accepted.</param>
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

    /// <summary>Where the problem is; null when it concerns the whole input.</summary>
    public string? Place { get; init; }

    /// <summary>The offending value; null when there is none.</summary>
    public string? Value { get; }

    /// <summary>What would have been accepted; null when the sentence says it all.</summary>
    public string? Allowed { get; }

    /// <summary>How much it weighs; an error unless said otherwise.</summary>
    public ProblemSeverity Severity { get; init; }

    /// <summary>The sentence that says what is wrong and what to do, in Vietnamese and English.</summary>
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
