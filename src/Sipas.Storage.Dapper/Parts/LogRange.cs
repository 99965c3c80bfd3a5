using Dapper;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Parameters of a query over a part of the log: <c>after</c>, exclusive, and <c>last</c>, inclusive.</summary>
internal static class LogRange
{
    /// <summary>The parameters with <c>after</c>; <c>last</c> is added when the end is known.</summary>
    public static DynamicParameters After(long sequence)
    {
        var range = new DynamicParameters();
        range.Add("after", sequence);
        return range;
    }
}
