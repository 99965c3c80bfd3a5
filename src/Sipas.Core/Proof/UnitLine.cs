namespace Sipas.Proof;

internal sealed record UnitLine(string Type, string Code, long Position, string ChainHash)
{
    public const string Word = "unit";
}
