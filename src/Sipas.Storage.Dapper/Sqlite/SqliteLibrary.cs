using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>The native SQLite library of the process, and whether it is safe for ballots.</summary>
/// <remarks>
/// SQLite 3.7.0 to 3.51.2 may lose a committed transaction or damage the file when two connections write and checkpoint
/// at the same time, and every host has such connections. Fixed in 3.51.3, and backported to 3.50.7 and 3.44.6.
/// </remarks>
internal static class SqliteLibrary
{
    private static readonly Version Sound = new(3, 51, 3);

    // Release lines that received the same fix later.
    private static readonly Version[] Mended = [new(3, 50, 7), new(3, 44, 6)];

    /// <summary>The version of the loaded library, for example <c>3.53.3</c>; null when none can be loaded, which is
    /// reported when a store is opened (<c>STO0002</c>).</summary>
    public static string? LoadedVersion
    {
        get
        {
            try
            {
                using var connection = new SqliteConnection();
                return connection.ServerVersion;
            }
            catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
            {
                return null;
            }
        }
    }

    /// <summary>Checks a version.</summary>
    /// <param name="version">The result of <c>sqlite3_libversion()</c>, for example <c>3.50.4</c>.</param>
    /// <returns>A warning (<c>STO0110</c>) that names the version and the package to upgrade; null when the version is
    /// not affected. A text that is not a version yields a warning.</returns>
    public static Problem? Check(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return System.Version.TryParse(version, out Version? found)
            && (found >= Sound || Mended.Any(mended => IsLaterOfItsLine(found, mended)))
            ? null
            : new Problem(ProblemCodes.SqliteUnsound, "Microsoft.Data.Sqlite", version, Sound.ToString());
    }

    private static bool IsLaterOfItsLine(Version found, Version mended) =>
        (found.Major, found.Minor) == (mended.Major, mended.Minor) && found.Build >= mended.Build;
}
