using Dapper;
using Sipas.Audit;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Column maps of imports.</summary>
internal sealed class SqlImportMaps(SqlSession session) : IImportMapStore
{
    /// <inheritdoc/>
    public Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken) => session.ReadAsync(
        connection => connection.QuerySingleOrDefaultAsync<string?>(
            "select map from import_map where pack = @packId and fingerprint = @fingerprint", new { packId, fingerprint }),
            cancellationToken);

    /// <inheritdoc/>
    public Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken) =>
        session.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            session.Dialect.Upsert(
                "insert into import_map (pack, fingerprint, map, saved_at, actor) values (@packId, @fingerprint, @map, @at, @actor)",
                "pack, fingerprint", "map", "saved_at", "actor"),
            new { packId, fingerprint, map, at = session.Now, actor = AuditActor.Current }, transaction),
        cancellationToken);
}
