using System.Globalization;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper.PostgreSql;

[CollectionDefinition(Name)]
public sealed class ThreeServerTests : ICollectionFixture<ThreeServers>
{
    public const string Name = "Three servers";
}
