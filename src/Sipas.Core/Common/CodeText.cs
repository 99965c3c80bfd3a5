namespace Sipas.Common;

/// <summary>The rule for codes. Packs, questionnaires, items, units, procedures and devices are identified by short ASCII
/// texts that are safe in files, URLs and shells.</summary>
internal static class CodeText
{
    /// <summary>Maximum length of a code, in characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>The rule as text, for messages.</summary>
    public const string Allowed = "A–Z a–z 0–9 - . _ (1–64)";

    /// <summary>Whether a text is a valid code: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</summary>
    /// <param name="text">The text; null is not a code.</param>
    public static bool IsWellFormed(string? text) =>
        text is { Length: > 0 and <= MaximumLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
