namespace Sipas.Storage.Dapper.Schema;

/// <summary>The version of a schema compared with the required version.</summary>
/// <param name="Version">The version of the schema; 0 when there is none.</param>
/// <param name="Expected">The version that this library requires.</param>
internal readonly record struct SchemaStatus(int Version, int Expected)
{
    /// <summary>The state of the schema.</summary>
    public SchemaState State => Version == 0
        ? SchemaState.Missing
        : Version < Expected ? SchemaState.Outdated : Version == Expected ? SchemaState.Current : SchemaState.Newer;
}
