using System.Data.Common;
using Sipas.Audit;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    // Each query returns a subject and then the columns that its digest covers. Rows of one subject are consecutive and
    // have one digest.
    private ContentSource UnitContents => new(
        $"""
        select 'unit ' || code, unit_id, code, name_vi, name_en, search_key, block, parent_code,
          {DayOut("valid_from")} as valid_from, {DayOut("valid_to")} as valid_to
        from unit
        """,
        "order by unit_id");

    private static ContentSource SuccessionContents => new(
        "select 'unit_succession ' || predecessor || ' ' || successor, predecessor, successor, kind, cast(share as text) as share from "
        + "unit_succession",
        "order by succession_id");

    private static ContentSource NoticeContents => new("select 'notice', notice_id, vi, en from notice", "");

    private static ContentSource DesignContents =>
        new("select 'survey_design ' || survey, survey, pack, design from survey_design", "order by survey");

    private static ContentSource PackContents => new(
        "select 'method_pack ' || pack || '/' || version, pack_number, pack, version, content_hash, kept_at, content from method_pack",
        "order by pack_number");

    private static ContentSource RunContents => new(
        "select 'quality_run ' || cast(run_id as text), run_id, at, rules, last_sequence, ballots, flagged from quality_run",
        "order by run_id");

    private static ContentSource GroupNoticeContents => new(
        """
        select 'quality_notice ' || cast(run_id as text), run_id, unit, pack, version, channel, from_day, day, code, value, allowed
        from quality_notice
        """,
        "order by run_id, day, unit, pack, version, channel, code");

    private static ContentSource FlagContents =>
        new("select 'ballot_flag', sequence, code, value, allowed, first_run, last_run from ballot_flag", "order by sequence, code");

    private static ContentSource ReviewContents => new(
        "select 'ballot_review ' || cast(review_id as text), review_id, sequence, decision, comment, reviewer, at from ballot_review",
        "order by review_id");

    private static ContentSource DeviceContents => new(
        """
        select 'device ' || code, device_id, code, unit_code, label, added_at, enrolled_at, revoked_at, secret_hash, code_hash, code_ends_at
        from device
        """,
        "order by device_id");

    private static ContentSource PhaseContents =>
        new("select 'device_phase ' || cast(device_id as text), device_id, since, phase from device_phase", "order by device_id, since");

    private static ContentSource ErasedContents =>
        new("select 'ballot_value', sequence, number from ballot_value where value is null", "order by sequence, number");

    private IEnumerable<ContentSource> AllContents =>
    [
        NoticeContents, UnitContents, SuccessionContents, DesignContents, PackContents, RunContents, GroupNoticeContents, FlagContents,
        ReviewContents,
        DeviceContents, PhaseContents, ErasedContents,
    ];

    private async Task<IReadOnlyList<StoredContent>> ContentsAsync(DbConnection connection, DbTransaction? transaction)
    {
        var contents = new List<StoredContent>();
        foreach (ContentSource source in AllContents)
        {
            contents.AddRange(await ContentsAsync(connection, transaction, source).ConfigureAwait(false));
        }

        return contents;
    }

    // The data that an action wrote is read back as a verification reads it.
    private static async Task<IReadOnlyList<StoredContent>> ContentsAsync(
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

    private sealed record ContentSource(string Select, string Order);
}
