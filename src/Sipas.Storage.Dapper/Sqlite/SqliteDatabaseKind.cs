namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>The kind of data in a file; the number is stored in the file (<c>application_id</c>), so that files cannot
/// be confused.</summary>
internal enum SqliteDatabaseKind
{
    /// <summary>"SIPA" as a big-endian number.</summary>
    Ballots = 0x53495041,

    /// <summary>"SIPP".</summary>
    People = 0x53495050,
}
