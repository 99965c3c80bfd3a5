using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;

namespace Sipas.Storage.PostgreSql;

/// <summary>Translates errors of PostgreSQL and Npgsql into problems of this library.</summary>
/// <param name="place">Location of the data, for messages.</param>
/// <param name="lost">Records that the store disappeared; see <see cref="SqlDialect.Lost"/>.</param>
internal sealed class PostgreSqlErrors(string place, Func<Problem, Exception> lost)
{
    private static readonly string[] BusyStates =
    [
        PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.QueryCanceled,
        PostgresErrorCodes.TooManyConnections,
    ];

    /// <summary>Parses a connection string; an error message never repeats its contents.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The cause is left out because it may quote a part of the string.
            throw new SipasException(
                new Problem(ProblemCodes.OptionOutOfRange, "UsePostgreSql", "•••", "Host=…;Port=5432;Database=…;Username=…;Password=…"));
        }
    }

    /// <summary>Translates a database error into an exception for the host: a configuration error or a condition to
    /// retry; the error itself when it is neither.</summary>
    /// <param name="error">The error.</param>
    /// <param name="committing">Whether it came from a commit: then it is unknown whether the data was written.</param>
    /// <param name="isOpen">Whether the store was opened: then its database or tables existed and have been removed
    /// since.</param>
    public Exception Explain(DbException error, bool committing, bool isOpen) => error switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InvalidCatalogName
        } when isOpen =>
            lost(new Problem(ProblemCodes.StoreReplaced, place)),
        PostgresException busy when BusyStates.Contains(busy.SqlState) => new StoreUnavailableException(StoreUnavailability.Busy, error),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } =>
            new StoreUnavailableException(StoreUnavailability.Full, error),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } denied =>
            new SipasException(new Problem(ProblemCodes.PrivilegeMissing, place, denied.MessageText), error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName
        } refused =>
            new SipasException(new Problem(ProblemCodes.ServerRefused, place, refused.SqlState), error),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } damaged =>
            new SipasException(new Problem(ProblemCodes.DatabaseDamaged, place, damaged.MessageText), error),

        // Class 58: a file of the server cannot be read or written (58030), or is missing.
        PostgresException { SqlState: ['5', '8', ..] } when !committing =>
            new StoreUnavailableException(StoreUnavailability.Failing, error),

        // If the connection is lost during a commit, it is unknown whether the data was written: the error is returned
        // unchanged, and resending the ballot shows the result.
        _ when IsLost(error) && !committing => new StoreUnavailableException(StoreUnavailability.Unreachable, error),
        _ => error,
    };

    private static bool IsLost(DbException error) => error is PostgresException explained
        ? explained.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            || explained.SqlState.StartsWith("08", StringComparison.Ordinal)
        : error is NpgsqlException { InnerException: SocketException or IOException or TimeoutException };
}
