using System.Text.Json;
using Sipas.Common;

namespace Sipas.Problems;

/// <summary>The sentences of all problem codes, in Vietnamese and English, read once from the embedded <c>problems.json</c>.</summary>
internal static partial class ProblemCatalog
{
    private static readonly Lazy<IReadOnlyDictionary<string, LocalizedText>> Sentences = new(Load);

    /// <summary>All codes with their sentences; <c>{place}</c>, <c>{value}</c> and <c>{allowed}</c> stand for what the
    /// problem names.</summary>
    public static IReadOnlyDictionary<string, LocalizedText> All => Sentences.Value;

    /// <summary>The sentence of one problem, with its place, value and allowed range filled in.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The sentence in Vietnamese and English.</returns>
    /// <exception cref="ArgumentException">The code is not in the catalog.</exception>
    public static LocalizedText Describe(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (!All.TryGetValue(problem.Code, out LocalizedText? sentence))
        {
            throw new ArgumentException($"No sentence is known for the problem code '{problem.Code}'.", nameof(problem));
        }

        return new LocalizedText(Fill(sentence.Vi, problem), Fill(sentence.En, problem));
    }

    /// <summary>A short description of all problems with a code: its message without the parts that vary and without
    /// the advice that follows.</summary>
    /// <param name="code">A code of <see cref="ProblemCodes"/>.</param>
    /// <returns>Vietnamese and English text, with … for the parts that vary.</returns>
    /// <exception cref="ArgumentException">The code is not in the catalog.</exception>
    public static LocalizedText DescribeKind(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return All.TryGetValue(code, out LocalizedText? sentence)
            ? new LocalizedText(Shorten(sentence.Vi), Shorten(sentence.En))
            : throw new ArgumentException($"No sentence is known for the problem code '{code}'.", nameof(code));
    }

    // The first clause that still has words when the placeholders are empty.
    private static string Shorten(string sentence)
    {
        string plain = Placeholder().Replace(sentence, "…");
        foreach (string clause in ClauseEnd().Split(plain))
        {
            string words = clause.Trim(' ', '.', ',', ';', ':', '(', ')');
            if (words.Count(char.IsLetter) >= 8 && words.Contains(' ', StringComparison.Ordinal))
            {
                return char.ToUpper(words[0], System.Globalization.CultureInfo.InvariantCulture) + words[1..];
            }
        }

        return plain;
    }

    [System.Text.RegularExpressions.GeneratedRegex("""['"]?\{[a-z]+\}['"]?""")]
    private static partial System.Text.RegularExpressions.Regex Placeholder();

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<=[\p{L}…\)'""])[.;:](?:\s+|$)")]
    private static partial System.Text.RegularExpressions.Regex ClauseEnd();

    // One pass: a value that itself holds "{allowed}" must not be filled in again.
    private static string Fill(string sentence, Problem problem)
    {
        var filled = new System.Text.StringBuilder(sentence.Length + 64);
        ReadOnlySpan<char> rest = sentence;
        while (rest.IndexOf('{') is >= 0 and int open && rest[open..].IndexOf('}') is > 0 and int length)
        {
            filled.Append(rest[..open]);
            filled.Append(rest.Slice(open + 1, length - 1) switch
            {
                "place" => problem.Place ?? "—",
                "value" => problem.Value ?? "—",
                "allowed" => problem.Allowed ?? "—",
                var other => throw new InvalidOperationException($"The sentence of {problem.Code} has an unknown placeholder '{other}'."),
            });
            rest = rest[(open + length + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    // The entries also have the name and the docstring of their constant. The compiler uses them; the reader skips them.
    private static Dictionary<string, LocalizedText> Load()
    {
        using Stream stream = typeof(ProblemCatalog).Assembly.GetManifestResourceStream("Sipas.problems.json")
            ?? throw new InvalidOperationException("The embedded problem catalog is missing.");
        return JsonSerializer.Deserialize(stream, ProblemJsonContext.Default.DictionaryStringLocalizedText)
            ?? throw new InvalidOperationException("The embedded problem catalog is empty.");
    }
}
