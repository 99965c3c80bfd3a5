namespace Sipas.Storage.Dapper.Rows;

/// <summary>The end of a unit's chain.</summary>
internal sealed class UnitHead
{
    public required long UnitId { get; init; }

    public required long Position { get; set; }

    public required byte[] Chain { get; set; }
}
