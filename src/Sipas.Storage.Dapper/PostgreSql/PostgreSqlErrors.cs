using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.PostgreSql;

/// <summary>Says in our words what PostgreSQL and Npgsql say in theirs.</summary>
internal sealed class PostgreSqlErrors(string place, StoreLoss loss)
{
    private static readonly string[] BusyStates =
    [
        PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.QueryCanceled,
        PostgresErrorCodes.TooManyConnections,
    ];

    /// <summary>Reads a connection string; what is wrong with it is told without repeating it.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The cause is left out: it may quote a part of the string.
            throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "UsePostgreSql", "•••", "Host=…;Port=5432;Database=…;Username=…;Password=…"));
        }
    }

    /// <summary>What an error means to a host: something to mend, or to try again; the error itself when it is neither.</summary>
    /// <param name="error">The error.</param>
    /// <param name="committing">Whether it came from a commit: then nobody knows whether that was written.</param>
    /// <param name="isOpen">Whether the store was opened: then its database or its tables were there, and were removed since.</param>
    public Exception Explain(DbException error, bool committing, bool isOpen) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName } when isOpen =>
            loss.Note(new Problem(ProblemCodes.StoreReplaced, place)),
        PostgresException busy when BusyStates.Contains(busy.SqlState) => new StoreUnavailableException(StoreUnavailability.Busy, error),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } => new StoreUnavailableException(StoreUnavailability.Full, error),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } denied =>
            new SipasException(new Problem(ProblemCodes.PrivilegeMissing, place, denied.MessageText), error),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName } refused =>
            new SipasException(new Problem(ProblemCodes.ServerRefused, place, refused.SqlState), error),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } damaged =>
            new SipasException(new Problem(ProblemCodes.DatabaseDamaged, place, damaged.MessageText), error),

        // Class 58: a file of the server cannot be read or written (58030), or is gone.
        PostgresException { SqlState: ['5', '8', ..] } when !committing => new StoreUnavailableException(StoreUnavailability.Failing, error),

        // Lost in the middle of a commit, nobody knows whether it was written: then the error stays what it is, and sending the ballot again tells.
        _ when IsLost(error) && !committing => new StoreUnavailableException(StoreUnavailability.Unreachable, error),
        _ => error,
    };

    private static bool IsLost(DbException error) => error is PostgresException told
        ? told.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            || told.SqlState.StartsWith("08", StringComparison.Ordinal)
        : error is NpgsqlException { InnerException: SocketException or IOException or TimeoutException };
}
