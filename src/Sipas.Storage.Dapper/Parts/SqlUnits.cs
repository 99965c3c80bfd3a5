using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Problems;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Units;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Organisation units and their successions.</summary>
internal sealed class SqlUnits(SqlSession session, SqlAudit audit, SqlContents covered) : IUnitStore
{
    /// <inheritdoc/>
    public Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => UnitsAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(units);
        var codes = units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                UnitHistory current = await HistoryAsync(connection, transaction).ConfigureAwait(false);
                var next = new UnitHistory(current.Units.With(units), current.Successions);
                OrganisationUnit[] checkedUnits = [.. next.Units.Units.Where(unit => codes.Contains(unit.Code))];
                await RequireDaysOfBallotsAsync(connection, transaction, current.Units, checkedUnits).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    session.Dialect.Upsert(
                        "insert into unit (code, name_vi, name_en, search_key, block, parent_code, valid_from, valid_to) values (@Code, "
                        + $"@NameVi, @NameEn, @SearchKey, @Block, @ParentCode, {session.Dialect.DayIn("@ValidFrom")}, "
                        + $"{session.Dialect.DayIn("@ValidTo")})",
                        "code", "name_vi", "name_en", "search_key", "block", "parent_code", "valid_from", "valid_to"),
                    checkedUnits.Select(UnitRow.Of), transaction).ConfigureAwait(false);
                var subjects = codes.Select(code => $"unit {code}").ToHashSet(StringComparer.Ordinal);
                IReadOnlyList<StoredContent> all = await SqlContents.ReadAsync(connection, transaction, covered.Units)
                    .ConfigureAwait(false);
                StoredContent[] contents = [.. all.Where(content => subjects.Contains(content.Subject))];
                string detail = AuditActions.DetailOf(checkedUnits);
                return await audit.RecordAsync(connection, transaction, AuditActions.UnitsSaved, detail, contents).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => SuccessionsAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(successions);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                // Throws if the result has errors; nothing has been written at this point.
                (await HistoryAsync(connection, transaction).ConfigureAwait(false)).With(successions);
                var predecessors = successions.Select(link => link.PredecessorCode).ToHashSet(StringComparer.Ordinal);
                StoredContent[] before = await LinksAsync().ConfigureAwait(false);
                await connection.ExecuteAsync("delete from unit_succession where predecessor = @PredecessorCode",
                    successions.DistinctBy(link => link.PredecessorCode).Select(link => new { link.PredecessorCode }), transaction)
                    .ConfigureAwait(false);
                await connection.ExecuteAsync(
                    $"insert into unit_succession (predecessor, successor, kind, share) values (@PredecessorCode, @SuccessorCode, "
                    + $"@Kind, {session.Dialect.NumberIn("@Share")})",
                    successions.Select(link =>
                        new
                        {
                            link.PredecessorCode,
                            link.SuccessorCode,
                            Kind = KindWord(link.Kind),
                            Share = link.Share.ToString(CultureInfo.InvariantCulture),
                        }),
                    transaction).ConfigureAwait(false);
                StoredContent[] after = await LinksAsync().ConfigureAwait(false);
                IEnumerable<string> former = before.Select(content => content.Subject);
                string detail = AuditActions.DetailOf(successions);
                return await audit.RecordAsync(connection, transaction, AuditActions.SuccessionsSaved, detail, after, former)
                    .ConfigureAwait(false);

                async Task<StoredContent[]> LinksAsync()
                {
                    IReadOnlyList<StoredContent> all = await SqlContents.ReadAsync(connection, transaction, covered.Successions)
                        .ConfigureAwait(false);
                    return [.. all.Where(content => predecessors.Contains(content.Subject.Split(' ')[1]))];
                }
            },
            cancellationToken);
    }

    // A ballot never loses its unit. Only a stored unit whose validity period becomes shorter can have such ballots.
    private static async Task RequireDaysOfBallotsAsync(
        DbConnection connection, DbTransaction transaction, UnitDirectory current, IEnumerable<OrganisationUnit> units)
    {
        var problems = new List<Problem>();
        foreach (OrganisationUnit unit in units.Where(unit => current.Find(unit.Code) is { } known
            && ((unit.ValidFrom ?? DateOnly.MinValue) > (known.ValidFrom ?? DateOnly.MinValue)
                || (unit.ValidTo ?? DateOnly.MaxValue) < (known.ValidTo ?? DateOnly.MaxValue))))
        {
            long ballots = await connection.ExecuteScalarAsync<long>(
                "select count(*) from ballot b join unit u on u.unit_id = b.unit_id where u.code = @Code and (b.counted_on < @from or "
                + "b.counted_on > @to)",
                new
                {
                    unit.Code,
                    from = DayNumber.Of(unit.ValidFrom ?? DateOnly.MinValue),
                    to = DayNumber.Of(unit.ValidTo ?? DateOnly.MaxValue),
                },
                transaction).ConfigureAwait(false);
            if (UnitFaults.OfBallots(unit, ballots) is { } fault)
            {
                problems.Add(fault);
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private async Task<UnitHistory> HistoryAsync(DbConnection connection, DbTransaction transaction) => new(
        await UnitsAsync(connection, transaction).ConfigureAwait(false),
        await SuccessionsAsync(connection, transaction).ConfigureAwait(false));

    private async Task<UnitDirectory> UnitsAsync(DbConnection connection, DbTransaction? transaction) =>
        new((await connection.QueryAsync<UnitRow>(
        $"""
        select code, name_vi as NameVi, name_en as NameEn, block, parent_code as ParentCode,
               {session.Dialect.DayOut("valid_from")} as ValidFrom, {session.Dialect.DayOut("valid_to")} as ValidTo
        from unit order by unit_id
        """,
        transaction: transaction).ConfigureAwait(false)).Select(row => row.ToUnit()));

    private static Task<IReadOnlyList<UnitSuccession>> SuccessionsAsync(DbConnection connection, DbTransaction? transaction) => QueryAsync(
        connection, transaction, "select predecessor, successor, kind, '' || share from unit_succession order by succession_id",
        reader => new UnitSuccession
        {
            PredecessorCode = reader.GetString(0),
            SuccessorCode = reader.GetString(1),
            Kind = Enum.GetValues<SuccessionKind>().Single(kind => KindWord(kind) == reader.GetString(2)),
            Share = decimal.Parse(reader.GetString(3), CultureInfo.InvariantCulture),
        });

    private static string KindWord(SuccessionKind kind) => kind switch
    {
        SuccessionKind.Merged => "merged",
        SuccessionKind.Split => "split",
        SuccessionKind.Renamed => "renamed",
        SuccessionKind.Moved => "moved",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no kind of succession."),
    };
}
