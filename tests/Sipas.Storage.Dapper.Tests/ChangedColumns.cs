using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Values;
using Sipas.Verification;

namespace Sipas.Storage.Dapper;

/// <summary>Whoever can write the database changes one column of one row: a verification names it, or the start
/// refuses. Which columns there are is read from the schema itself, and which are left out from
/// docs/proof.md.</summary>
public abstract partial class ChangedColumns : IAsyncLifetime
{
    private const string OfUsed = "questionnaire_id in (select questionnaire_id from ballot)";

    // Rows that are changed; of ballots one of each sort: on a kiosk, from a device, replaced, two corrections, with a
    // value, late, signed by the second key, the last.
    private static readonly (string Table, string Rows)[] Tables =
    [
        ("ballot", "sequence in (1, 5, 7, 9, 10, 13, 16, 17, 19)"), ("ballot_value", ""), ("receipt_seal", ""), ("ballot_correction", ""),
        ("late_ballot", ""), ("survey_closing", ""), ("receipt_key", ""), ("unit", ""),
        ("questionnaire", OfUsed), ("questionnaire_item", $"{OfUsed} and number <= 2"), ("questionnaire_question", OfUsed),
        ("audit", "number in (1, 4, 9)"), ("spent_ticket", ""), ("spent_seal", ""), ("survey_design", ""),
        ("method_pack", "pack = 'kiosk-9'"),
        ("unit_succession", ""), ("notice", ""),
        ("quality_run", ""), ("quality_notice", ""), ("ballot_flag", ""), ("ballot_review", ""), ("device", ""), ("device_phase", ""),
    ];

    protected SqlStorage Storage { get; private set; } = null!;

    /// <summary>What stands before a table in SQL.</summary>
    protected virtual string Prefix => "";

    public async Task InitializeAsync()
    {
        Storage = await CreateAsync();
        await Storage.OpenAsync(default);
        await Storage.Units.SaveAsync(SampleBallots.Units, default);
        await Storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
        await FillAsync();
    }

    public virtual Task DisposeAsync()
    {
        Storage.Dispose();
        return Task.CompletedTask;
    }

    [StorageFact]
    [Trait("Length", "Long")]
    public async Task VerifyAsync_AnyColumnOfAnyTableOfTheProofChanged_NamesItOrTheStartRefusesOrTheDocumentSaysWhyNot()
    {
        (HashSet<string> changed, SortedSet<string> silent) = await ChangeAsync(everyValue: true);

        Assert.Equal(string.Join('\n', Uncovered()), string.Join('\n', silent));
        Assert.Empty((await VerifyAsync()).Problems);
        Assert.True(changed.Count > 60);
    }

    /// <summary>The short form: one row of each table, one value for each column.</summary>
    [StorageFact]
    public async Task VerifyAsync_EachColumnChangedOnce_NamesItOrTheStartRefusesOrTheDocumentSaysWhyNot()
    {
        (HashSet<string> changed, SortedSet<string> silent) = await ChangeAsync(everyValue: false);

        Assert.Empty(silent.Except(Uncovered()));
        Assert.Empty((await VerifyAsync()).Problems);
        Assert.True(changed.Count > 60);
    }

    private async Task<(HashSet<string> Changed, SortedSet<string> Silent)> ChangeAsync(bool everyValue)
    {
        Assert.Empty((await VerifyAsync()).Problems);
        using DbConnection connection = await ConnectAsync();
        var silent = new SortedSet<string>(StringComparer.Ordinal);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string table, string rows) in Tables)
        {
            (string[] columns, List<object?[]> values, Type[] types) = Read(connection, table, rows);
            Assert.NotEmpty(values);
            foreach (object?[] row in values)
            {
                for (int i = 0; i < columns.Length; i++)
                {
                    string column = $"{table}.{columns[i]}";
                    object? other = values.Select(line => line[i]).FirstOrDefault(value => !Same(value, row[i]));
                    foreach (object? instead in Changes(row[i], types[i], other).Where(value => !Same(value, row[i])))
                    {
                        if (!everyValue && changed.Contains(column))
                        {
                            break;
                        }

                        object?[] next = [.. row];
                        next[i] = instead;
                        if (!await WriteAsync(connection, table, columns, row, i, instead))
                        {
                            // The database itself does not take it.
                            continue;
                        }

                        changed.Add(column);
                        if (!await IsToldAsync())
                        {
                            silent.Add(column);
                        }

                        Assert.True(await WriteAsync(connection, table, columns, next, i, row[i]));
                    }
                }
            }

            Assert.All(columns, column => Assert.Contains($"{table}.{column}", changed));
        }

        return (changed, silent);
    }

    protected abstract Task<SqlStorage> CreateAsync();

    /// <summary>A connection of whoever owns the database: no trigger, key or check holds it.</summary>
    protected abstract Task<DbConnection> ConnectAsync();

    internal Task<VerificationReport> VerifyAsync() => LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);

    private async Task FillAsync()
    {
        PendingBallot device = SampleBallots.Draft(5, "Q01")
            with
        { Channel = CollectionChannel.Device, SentBy = "tablet-1", ClockSkew = TimeSpan.FromSeconds(-90) };
        await Storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 4).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code)), device,
                SampleBallots.Draft(6)], false, default);
        Ballot[] sheets = [.. Enumerable.Range(1, 2)
            .Select(i => SampleBallots.Ballot(100 + i)
                .WithHeader(header => header with
                {
                    Id = SampleBallots.Numbers.ToId("kiosk-9", "S01", i.ToString(CultureInfo.InvariantCulture)),
                    Mode = CollectionMode.Paper,
                }))];
        await Storage.Ballots.AppendAsync(
            [.. sheets.Select(sheet => PendingBallot.Of(sheet, SampleBallots.Noon) with { Channel = CollectionChannel.Officer })], false,
            default);
        foreach ((Ballot replaced, int codes) in new[] { (sheets[0], 103), (InPlaceOf(sheets[0], 103), 104), (sheets[1], 105) })
        {
            await Storage.Ballots.AppendAsync(
                [PendingBallot.Of(InPlaceOf(replaced, codes), SampleBallots.Noon)
                    with { Channel = CollectionChannel.Officer, Correction = new BallotCorrection("Nhập nhầm", "Lan", "Minh") }], false,
                    default);
        }

        await Storage.Ballots.AppendAsync(
            [SampleBallots.Draft(12, "X01", SampleBallots.Sampled, basis: SelectionBasis.Sampled)], false, default);
        await Storage.Ballots.AppendAsync(
            [PendingBallot.Of(SampleBallots.ValueBallot(13, ("O", "tốt"), ("S", "được")), SampleBallots.Noon, Storage.Ballots.Sealer)],
                false,
            default);
        await Storage.Ballots.AppendAsync(
            [PendingBallot.Of(SampleBallots.ValueBallot(14, ("O", "xấu")), SampleBallots.Noon, Storage.Ballots.Sealer)],
            false, default);
        await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(14)), default);
        await Storage.Closings.CloseAsync("2026",
            new SurveyScope
            {
                PackId = "kiosk-9",
                PackVersion = SampleBallots.Packs.Find("kiosk-9")!.Version,
                To = new DateOnly(2026, 12, 31)
            }, default);
        await Storage.Closings.CloseAsync("2026-sampled",
            new SurveyScope
            {
                PackId = "bnv-2640-2017",
                QuestionnaireVersion = "1",
                Basis = SelectionBasis.Sampled,
                From = new DateOnly(2026, 1, 1)
            }, default);
        await Storage.Ballots.AppendAsync(
            [SampleBallots.Draft(15, "Q01", SampleBallots.Sampled, basis: SelectionBasis.Sampled), SampleBallots.Draft(16, "Q01")], false,
            default);
        await Storage.RotateReceiptKeyAsync(default);
        await Storage.Ballots.AppendAsync(
            [PendingBallot.Of(SampleBallots.ValueBallot(17, ("O", "vui")), SampleBallots.Noon, Storage.Ballots.Sealer),
                SampleBallots.Draft(18, "X01")], false, default);
        PendingBallot[] byTicket =
        [
            SampleBallots.Draft(19, "X01") with { Channel = CollectionChannel.Ticket, TicketHash = Mark(1) },
            SampleBallots.Draft(20) with { Channel = CollectionChannel.Ticket, TicketHash = Mark(2) },
        ];
        await Storage.Ballots.AppendAsync(byTicket, false, default);
        await FillBesideAsync();

        static Ballot InPlaceOf(Ballot replaced, int codes) =>
            replaced.Replacement() with { Codes = SampleBallots.Ballot(codes).Codes };
    }

    // What a verification names, or what a start does not take: never any other exception.
    private async Task<bool> IsToldAsync()
    {
        try
        {
            if ((await VerifyAsync()).FaultCount > 0)
            {
                return true;
            }

            using SqlStorage started = await CreateAsync();
            await started.OpenAsync(default);
            await foreach (CountedBallot ballot in started.Ballots.ReadAsync(0, default))
            {
                Assert.True(ballot.Sequence > 0);
            }

            return false;
        }
        catch (SipasException)
        {
            return true;
        }
    }

    private (string[] Columns, List<object?[]> Values, Type[] Types) Read(DbConnection connection, string table, string rows)
    {
        using DbDataReader reader = (DbDataReader)connection
            .ExecuteReader($"select * from {Prefix}{table}{(rows.Length > 0 ? $" where {rows}" : "")}");
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        Type[] types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
        var values = new List<object?[]>();
        while (reader.Read())
        {
            values.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return (columns, values, types);
    }

    // False when the database does not take the value.
    private async Task<bool> WriteAsync(DbConnection connection, string table, string[] columns, object?[] row, int column, object? value)
    {
        var parameters = new DynamicParameters();
        parameters.Add("value", value);
        var where = new List<string>();
        for (int i = 0; i < columns.Length; i++)
        {
            where.Add(row[i] is null ? $"{columns[i]} is null" : $"{columns[i]} = @c{i}");
            if (row[i] is not null)
            {
                parameters.Add($"c{i}", row[i]);
            }
        }

        try
        {
            int rows = await connection
                .ExecuteAsync($"update {Prefix}{table} set {columns[column]} = {(value is null ? "null" : "@value")} "
                    + $"where {string.Join(" and ", where)}", parameters);
            Assert.Equal(1, rows);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private static IEnumerable<object?> Changes(object? value, Type type, object? other)
    {
        yield return null;
        if (other is not null)
        {
            yield return other;
        }

        if (type == typeof(string))
        {
            string text = (string?)value ?? "";
            foreach (string next in (string[])["", text + "x", text + "\n", "x" + text, text.Length > 0 ? text[..^1] : "y",
                text.ToUpperInvariant()])
            {
                yield return next;
            }
        }
        else if (type == typeof(byte[]))
        {
            byte[] bytes = (byte[]?)value ?? new byte[32];
            foreach (byte[] next in (byte[][])[[], bytes[1..], [.. bytes, 0], [(byte)(bytes[0] ^ 1), .. bytes[1..]],
                [.. bytes[..^1], (byte)(bytes[^1] ^ 128)]])
            {
                yield return next;
            }
        }
        else if (type == typeof(long))
        {
            long number = (long?)value ?? 0;
            foreach (long next in (long[])[0, number + 1, number - 1, number + (1L << 32), -number, long.MaxValue, long.MinValue])
            {
                yield return next;
            }
        }
        else if (type == typeof(int))
        {
            int number = (int?)value ?? 0;
            foreach (int next in (int[])[0, number + 1, number - 1, -number, int.MaxValue])
            {
                yield return next;
            }
        }
        else if (type == typeof(short))
        {
            short number = (short?)value ?? 0;
            foreach (int next in (int[])[0, number + 1, number - 1, -number, short.MaxValue])
            {
                yield return (short)next;
            }
        }
        else if (type == typeof(Guid))
        {
            yield return Guid.Empty;
            yield return SampleBallots.Id(999);
        }
        else if (type == typeof(DateTime))
        {
            DateTime time = (DateTime?)value ?? SampleBallots.Noon.UtcDateTime;
            foreach (TimeSpan step in (TimeSpan[])[TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(-1), TimeSpan.FromDays(1),
                TimeSpan.FromDays(-40_000)])
            {
                yield return time + step;
            }
        }
        else if (type == typeof(decimal))
        {
            decimal number = (decimal?)value ?? 0;
            foreach (decimal next in (decimal[])[0, 1, number / 2, number - 0.0001m, number + 0.0001m, -number])
            {
                yield return next;
            }
        }
        else if (type == typeof(DateOnly))
        {
            yield return ((DateOnly?)value ?? new DateOnly(2026, 7, 1)).AddDays(1);
        }
        else
        {
            throw new NotSupportedException($"A column of the type {type} is not changed yet.");
        }
    }

    private static bool Same(object? one, object? other) =>
        one is byte[] a && other is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(one, other);

    // The tables of section 10 of docs/proof.md: each row names columns or tables and why nothing covers them.
    private static SortedSet<string> Uncovered() => Named("| Column that nothing covers");

    private static SortedSet<string> Named(string head)
    {
        string root = typeof(ChangedColumns).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot").Value!;
        string[] lines = File.ReadAllLines(Path.Combine(root, "docs", "proof.md"));
        int title = Array.FindIndex(lines, line => line.StartsWith(head, StringComparison.Ordinal));
        Assert.True(title > 0);
        return new SortedSet<string>(
            lines.Skip(title + 2).TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Code().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)), StringComparer.Ordinal);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
