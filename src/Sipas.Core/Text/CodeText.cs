namespace Sipas.Text;

/// <summary>The rule for codes: packs, questionnaires, items, units, procedures and devices are named by short ASCII texts that survive every file, address and shell.</summary>
public static class CodeText
{
    /// <summary>Longest code, in characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>The rule in words.</summary>
    public const string Allowed = "A–Z a–z 0–9 - . _ (1–64)";

    /// <summary>Whether a text is a code: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</summary>
    /// <param name="text">The text; null is no code.</param>
    public static bool IsWellFormed(string? text) =>
        text is { Length: > 0 and <= MaximumLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
