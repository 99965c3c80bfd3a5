using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper.PostgreSql;

/// <summary>All tests that use the one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlTests : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}
