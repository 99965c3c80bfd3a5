namespace Sipas.Storage.PostgreSql;

[CollectionDefinition(Name)]
public sealed class ThreeServerTests : ICollectionFixture<ThreeServers>
{
    public const string Name = "Three servers";
}
