using System.Data.Common;
using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Method packs as they were used.</summary>
internal sealed class SqlPacks(SqlSession session, SqlAudit audit, SqlContents covered) : IPackStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPack>> ReadPacksAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => PacksAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task<(StoredPack Entry, byte[] Content)?> FindPackAsync(string packId, string version, CancellationToken cancellationToken) =>
        session.ReadAsync(
            async connection =>
            {
                if (await QueryAsync(connection, null,
                    "select pack, version, content_hash, stored_at, content from method_pack where pack = @packId and version = @version",
                    reader => (Entry: ReadPack(session.Dialect, reader), Content: Encoding.UTF8.GetBytes(reader.GetString(4))),
                        new { packId, version })
                        .ConfigureAwait(false) is not [var found])
                {
                    return ((StoredPack, byte[])?)null;
                }

                PackDraft.RequireIntact(found.Entry, found.Content);
                return found;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task SavePacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packs);
        PackDraft[] drafts = [.. packs.Select(PackDraft.Of)];
        if ((await session.ReadAsync(connection => NewPacksAsync(connection, null, drafts), cancellationToken)
            .ConfigureAwait(false)).Count == 0
            || session.Options.ReadOnly)
        {
            // A stored pack that differs is an error even if the store is only read.
            return;
        }

        await session.WriteAsync(
            async (connection, transaction) =>
            {
                // Another host may have stored some of them in the meantime.
                IReadOnlyList<PackDraft> added = await NewPacksAsync(connection, transaction, drafts).ConfigureAwait(false);
                foreach (PackDraft draft in added)
                {
                    await connection.ExecuteAsync(
                        "insert into method_pack (pack, version, content_hash, stored_at, content) values (@Id, @Version, @ContentHash, "
                        + "@storedAt, @content)",
                        new
                        {
                            draft.Pack.Id,
                            draft.Pack.Version,
                            draft.ContentHash,
                            storedAt = session.Now,
                            content = Encoding.UTF8.GetString(draft.Content.Span),
                        }, transaction).ConfigureAwait(false);
                    IReadOnlyList<StoredContent> contents = await SqlContents.ReadAsync(
                        connection, transaction, covered.Packs, "where pack = @Id and version = @Version",
                            new { draft.Pack.Id, draft.Pack.Version })
                        .ConfigureAwait(false);
                    await audit.RecordAsync(connection, transaction, AuditActions.PackSaved, draft.AuditDetail, contents)
                        .ConfigureAwait(false);
                }

                return added.Count;
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Those that are not stored yet, without duplicates.
    private static async Task<IReadOnlyList<PackDraft>> NewPacksAsync(
        DbConnection connection, DbTransaction? transaction, PackDraft[] drafts)
    {
        var problems = new List<Problem>();
        var added = new List<PackDraft>();
        foreach (PackDraft draft in drafts)
        {
            string? stored = await connection.ExecuteScalarAsync<string?>(
                "select content from method_pack where pack = @Id and version = @Version", new { draft.Pack.Id, draft.Pack.Version },
                transaction).ConfigureAwait(false);
            ReadOnlyMemory<byte>? known = stored is null
                ? added.Find(other => other.Name == draft.Name)?.Content
                : Encoding.UTF8.GetBytes(stored);
            if (known is null)
            {
                added.Add(draft);
            }
            else if (draft.DifferenceFrom(known.Value.Span) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems.Count == 0 ? added : throw new SipasException(problems);
    }

    private Task<IReadOnlyList<StoredPack>> PacksAsync(DbConnection connection, DbTransaction? transaction) =>
        QueryAsync(connection, transaction, "select pack, version, content_hash, stored_at from method_pack order by pack_number",
            reader => ReadPack(session.Dialect, reader));

    /// <summary>Finds the hash of the pack that a closing states; null when it states none.</summary>
    public async Task<string?> PackHashAsync(DbConnection connection, DbTransaction transaction, SurveyScope scope)
    {
        if (scope.PackVersion is not { } version)
        {
            return null;
        }

        IReadOnlyList<StoredPack> packs = await PacksAsync(connection, transaction).ConfigureAwait(false);
        return packs.FirstOrDefault(pack => pack.Id == scope.PackId && pack.Version == version)?.ContentHash
            ?? throw new SipasException(new Problem(ProblemCodes.StoredPackUnknown, value: $"{scope.PackId}/{version}",
                allowed: string.Join(", ", packs.Select(pack => pack.Name))));
    }

    public static StoredPack ReadPack(SqlDialect dialect, DbDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetString(2), dialect.ReadStamp(reader, 3));
}
