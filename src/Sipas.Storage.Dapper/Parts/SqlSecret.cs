using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The secret of the salts of values.</summary>
internal sealed class SqlSecret(SqlSession session)
{
    private ValueSealer? _sealer;

    /// <summary>Seals values with the secret.</summary>
    /// <exception cref="InvalidOperationException">The storage was not opened, or the account cannot read the secret.</exception>
    public ValueSealer Sealer => _sealer ?? throw new InvalidOperationException("The storage was not opened.");

    /// <summary>Reads the secret. The first process that opens the store creates it; it never changes, because otherwise resent ballots
    /// would not be recognized.</summary>
    public async Task OpenAsync(DbConnection connection, DbTransaction transaction)
    {
        const string Sql = "select secret from value_secret";
        byte[]? secret = await connection.ExecuteScalarAsync<byte[]?>(Sql, transaction: transaction).ConfigureAwait(false);
        if (secret is null)
        {
            secret = ValueSealer.NewSecret();
            await connection.ExecuteAsync("insert into value_secret (secret_id, secret, created_at) values (1, @secret, @at)",
                new { secret, at = session.Now }, transaction).ConfigureAwait(false);
        }

        session.Identity.Secret = secret;
        _sealer = new ValueSealer(secret);
    }

    /// <summary>Reads the secret if the account may. A read-only account needs it only to compare ballots that are not stored
    /// yet.</summary>
    public async Task ReadAsync(DbConnection connection)
    {
        try
        {
            _sealer = await connection.ExecuteScalarAsync<byte[]?>("select secret from value_secret").ConfigureAwait(false) is { } secret
                ? new ValueSealer(secret)
                : null;
        }
        catch (DbException)
        {
            _sealer = null;
        }
    }
}
