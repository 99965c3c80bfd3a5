namespace Sipas.Storage.Dapper.Schema;

/// <summary>One schema script.</summary>
/// <param name="Version">The version of the schema after the script is applied.</param>
/// <param name="Name">File name, for example <c>0001_initial.sql</c>.</param>
/// <param name="Sql">The SQL text.</param>
public sealed record SchemaScript(int Version, string Name, string Sql);
