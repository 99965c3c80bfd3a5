using System.Data.Common;
using Sipas.Audit;
using Sipas.Storage.Dapper.Dialects;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Digests of the contents that the audit log covers.</summary>
internal sealed class SqlContents(SqlDialect dialect)
{
    // Each query returns a subject and then the columns that its digest covers. Rows of one subject are consecutive and
    // have one digest.
    public ContentSource Units { get; } = new(
        $"""
        select 'unit ' || code, unit_id, code, name_vi, name_en, search_key, block, parent_code,
          {dialect.DayOut("valid_from")} as valid_from, {dialect.DayOut("valid_to")} as valid_to
        from unit
        """,
        "order by unit_id");

    public ContentSource Successions { get; } = new(
        "select 'unit_succession ' || predecessor || ' ' || successor, predecessor, successor, kind, '' || share as share from "
        + "unit_succession",
        "order by succession_id");

    public ContentSource Notice { get; } = new("select 'notice', notice_id, vi, en from notice", "");

    public ContentSource Designs { get; } = new("select 'survey_design ' || survey, survey, pack, design from survey_design",
        "order by survey");

    public ContentSource Packs { get; } = new(
        "select 'method_pack ' || pack || '/' || version, pack_number, pack, version, content_hash, stored_at, content from method_pack",
        "order by pack_number");

    public ContentSource Runs { get; } = new(
        "select 'quality_run ' || run_id, run_id, at, rules, last_sequence, ballots, flagged from quality_run",
        "order by run_id");

    public ContentSource GroupNotices { get; } = new(
        """
        select 'quality_notice ' || run_id, run_id, unit, pack, version, channel, from_day, day, code, value, allowed
        from quality_notice
        """,
        "order by run_id, day, unit, pack, version, channel, code");

    public ContentSource Flags { get; } = new("select 'ballot_flag', sequence, code, value, allowed, first_run, last_run from ballot_flag",
        "order by sequence, code");

    public ContentSource Reviews { get; } = new(
        "select 'ballot_review ' || review_id, review_id, sequence, decision, comment, reviewer, at from ballot_review",
        "order by review_id");

    public ContentSource Devices { get; } = new(
        """
        select 'device ' || code, device_id, code, unit_code, label, added_at, enrolled_at, revoked_at, secret_hash, code_hash, code_ends_at
        from device
        """,
        "order by device_id");

    public ContentSource Phases { get; } = new("select 'device_phase ' || device_id, device_id, since, phase from device_phase",
        "order by device_id, since");

    public ContentSource Erased { get; } = new("select 'ballot_value', sequence, number from ballot_value where value is null",
        "order by sequence, number");

    private IEnumerable<ContentSource> All =>
    [
        Notice, Units, Successions, Designs, Packs, Runs, GroupNotices, Flags,
        Reviews,
        Devices, Phases, Erased,
    ];

    /// <summary>Computes the digests of all contents.</summary>
    public async Task<IReadOnlyList<StoredContent>> ReadAsync(DbConnection connection, DbTransaction? transaction)
    {
        var contents = new List<StoredContent>();
        foreach (ContentSource source in All)
        {
            contents.AddRange(await ReadAsync(connection, transaction, source).ConfigureAwait(false));
        }

        return contents;
    }

    /// <summary>Computes the digests of contents that an action wrote: they are read back as a verification reads them.</summary>
    public static async Task<IReadOnlyList<StoredContent>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, ContentSource source, string where = "", object? parameters = null)
    {
        var contents = new List<StoredContent>();
        string? subject = null;
        ContentDigest? digest = null;
        try
        {
            await QueryAsync(
                connection, transaction, $"{source.Select} {where} {source.Order}",
                reader =>
                {
                    string own = reader.GetString(0);
                    if (own != subject)
                    {
                        End();
                        (subject, digest) = (own, ContentDigest.Of(own));
                    }

                    for (int i = 1; i < reader.FieldCount; i++)
                    {
                        digest!.Add(reader.GetName(i), ValueOf(reader, i));
                    }

                    return true;
                },
                parameters).ConfigureAwait(false);
            End();
            return contents;
        }
        finally
        {
            digest?.Dispose();
        }

        void End()
        {
            if (subject is not null)
            {
                contents.Add(new StoredContent(subject, digest!.Finish()));
                digest.Dispose();
            }
        }
    }

    // A value that cannot be read as the column's type was modified: it then shows as changed.
    private static object? ValueOf(DbDataReader reader, int ordinal)
    {
        try
        {
            return reader.IsDBNull(ordinal) ? null : reader.GetValue(ordinal);
        }
        catch (Exception error) when (error is InvalidCastException or OverflowException or ArgumentException)
        {
            return "unreadable";
        }
    }

    internal sealed record ContentSource(string Select, string Order);
}
