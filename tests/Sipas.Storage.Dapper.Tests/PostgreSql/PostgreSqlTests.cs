namespace Sipas.Storage.PostgreSql;

/// <summary>All tests that use the one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlTests : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}
