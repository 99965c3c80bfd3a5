namespace Sipas.Verification;

internal sealed record EndLine(string Type, long Lines, long Ballots, long Units, string Digest)
{
    public const string Word = "end";
}
