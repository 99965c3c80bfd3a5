namespace Sipas.Verification;

internal sealed record UnitLine(string Type, string Code, long Position, string ChainHash)
{
    public const string Word = "unit";
}
