using System.Globalization;
using Dapper;
using Npgsql;

namespace Sipas.Storage.PostgreSql;

/// <summary>Three servers on the loopback: the first coordinates and keeps a third, as each of the others does.</summary>
public sealed class ThreeServers : IAsyncLifetime
{
    private readonly PostgreSqlServer[] _servers = [new(), new(), new()];

    public async Task InitializeAsync()
    {
        foreach (PostgreSqlServer server in _servers)
        {
            await server.InitializeAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (PostgreSqlServer server in _servers)
        {
            await server.DisposeAsync();
            server.Dispose();
        }
    }

    /// <summary>Makes a database on each server and spreads the ballots of a new store over them, as docs/scale.md says.</summary>
    /// <returns>How to connect to the coordinator, and to the three parts.</returns>
    public async Task<(string Coordinator, string[] Parts)> NewStoreAsync()
    {
        string coordinator = await _servers[0].NewBallotDatabaseAsync();
        await using var connection = new NpgsqlConnection(coordinator);
        await connection.ExecuteAsync("create extension postgres_fdw");
        var parts = new List<string>();
        foreach (PostgreSqlServer server in _servers)
        {
            string part = await server.NewBallotDatabaseAsync();
            parts.Add(part);
            await using (var own = new NpgsqlConnection(part))
            {
                await own.ExecuteAsync(PostgreSqlScripts.Growth("server"));
            }

            var settings = new NpgsqlConnectionStringBuilder(part);
            string name = string.Create(CultureInfo.InvariantCulture, $"part{parts.Count}");
            await connection.ExecuteAsync(
                $"""
                create server {name} foreign data wrapper postgres_fdw options (
                  host '{settings.Host}', port '{settings.Port}', dbname '{settings.Database}',
                  async_capable 'true', fetch_size '10000', batch_size '256', use_remote_estimate 'true');
                create user mapping for current_user server {name} options (user '{settings.Username}', password '{settings.Password}');
                """);
        }

        await connection.ExecuteAsync(PostgreSqlScripts.Growth("coordinator"));
        await connection.ExecuteAsync("select sipas.spread_ballots(array['part1', 'part2', 'part3'])");
        return (coordinator, [.. parts]);
    }

    /// <summary>Removes the databases of a store.</summary>
    /// <param name="coordinator">How to connect to the coordinator; nothing happens when it is empty.</param>
    /// <param name="parts">How to connect to the three parts.</param>
    public async Task DropAsync(string coordinator, string[] parts)
    {
        await _servers[0].DropAsync(coordinator);
        foreach ((PostgreSqlServer server, string part) in _servers.Zip(parts))
        {
            await server.DropAsync(part);
        }
    }
}
