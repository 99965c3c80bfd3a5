namespace Sipas.Verification;

// The lines of an export, each a JSON object whose first key is its type. docs/export.md describes every key.

internal sealed record HeaderLine(string Type, string Format, string TakenAt, long LastSequence, IReadOnlyList<string>? NotCovered)
{
    public const string Word = "header";
}
