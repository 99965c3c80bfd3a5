namespace Sipas.Storage.Dapper.Schema;

/// <summary>The state of a schema compared with the scripts of this library.</summary>
internal enum SchemaState
{
    /// <summary>There is no schema.</summary>
    Missing,

    /// <summary>Scripts have to be applied.</summary>
    Outdated,

    /// <summary>The schema has the version that this library requires.</summary>
    Current,

    /// <summary>The schema was created by a newer library.</summary>
    Newer,
}
