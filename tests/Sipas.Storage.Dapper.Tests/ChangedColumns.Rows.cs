using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Devices;
using Sipas.Estimation;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Units;
using Sipas.Verification;

namespace Sipas.Storage.Dapper;

/// <summary>Whoever can write the database changes, removes or adds rows of what stands beside the ballots: a
/// verification names it.</summary>
public abstract partial class ChangedColumns
{
    private const string HashOfNothing = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    // What changes a row, what removes it, and what adds one, with what is named. @mark is the mark of no ticket.
    private static readonly (string Table, string Sql, string Code, string? Place)[] Rows =
    [
        ("survey_design", "update survey_design set design = replace(design, '500', '900')", ProblemCodes.StateChanged,
            "survey_design KH-2026"),
        ("survey_design", "delete from survey_design", ProblemCodes.StateMissing, "survey_design KH-2026"),
        ("survey_design", "insert into survey_design (survey, pack, design) select 'forged', pack, design from survey_design",
            ProblemCodes.StateUnrecorded, "survey_design forged"),
        ("method_pack", $"update method_pack set content = '{{}}', content_hash = '{HashOfNothing}' where pack = 'kiosk-9'",
            ProblemCodes.StateChanged, "method_pack kiosk-9/1"),
        ("method_pack", "delete from method_pack where pack = 'kiosk-9'", ProblemCodes.StateMissing, "method_pack kiosk-9/1"),
        ("method_pack",
            """
            insert into method_pack (pack_number, pack, version, content_hash, stored_at, content)
            select 99, pack, '99', content_hash, stored_at, content from method_pack where pack = 'kiosk-9'
            """,
            ProblemCodes.StateUnrecorded, "method_pack kiosk-9/99"),
        ("unit", "update unit set name_vi = 'Sở Tài chính' where code = 'S01'", ProblemCodes.StateChanged, "unit S01"),
        ("unit", "delete from unit where code = 'H01'", ProblemCodes.StateMissing, "unit H01"),
        ("unit",
            """
            insert into unit (unit_id, code, name_vi, name_en, search_key, block)
            select 99, 'Z99', name_vi, name_en, search_key, block from unit where code = 'S01'
            """,
            ProblemCodes.StateUnrecorded, "unit Z99"),
        ("unit_succession", "update unit_succession set successor = 'S01'", ProblemCodes.StateUnrecorded, "unit_succession Q01 S01"),
        ("unit_succession", "delete from unit_succession", ProblemCodes.StateMissing, "unit_succession Q01 H01"),
        ("unit_succession",
            """
            insert into unit_succession (succession_id, predecessor, successor, kind, share)
            select 99, 'X01', successor, kind, share from unit_succession
            """,
            ProblemCodes.StateUnrecorded, "unit_succession X01 H01"),
        ("notice", "update notice set vi = 'Số liệu chính thức'", ProblemCodes.StateChanged, "notice"),
        ("notice", "delete from notice", ProblemCodes.StateMissing, "notice"),
        ("quality_run", "update quality_run set flagged = 0 where run_id = 1", ProblemCodes.StateChanged, "quality_run 1"),
        ("quality_run", "delete from quality_run where run_id = 1", ProblemCodes.StateMissing, "quality_run 1"),
        ("quality_run", "insert into quality_run select 99, at, rules, last_sequence, ballots, flagged from quality_run where run_id = 1",
            ProblemCodes.StateUnrecorded, "quality_run 99"),
        ("ballot_flag", "update ballot_flag set last_run = 1", ProblemCodes.StateChanged, "ballot_flag"),
        ("ballot_flag", "delete from ballot_flag where sequence = 1", ProblemCodes.StateChanged, "ballot_flag"),
        ("ballot_flag", "delete from ballot_flag", ProblemCodes.StateMissing, "ballot_flag"),
        ("ballot_flag", "insert into ballot_flag select 5, code, value, allowed, first_run, last_run from ballot_flag where sequence = 1",
            ProblemCodes.StateChanged, "ballot_flag"),
        ("ballot_review", "update ballot_review set decision = 2", ProblemCodes.StateChanged, "ballot_review 1"),
        ("ballot_review", "delete from ballot_review", ProblemCodes.StateMissing, "ballot_review 1"),
        ("ballot_review",
            """
            insert into ballot_review (review_id, sequence, decision, comment, reviewer, at)
            select 99, 2, 2, comment, reviewer, at from ballot_review
            """,
            ProblemCodes.StateUnrecorded, "ballot_review 99"),
        ("device", "update device set unit_code = 'X01'", ProblemCodes.StateChanged, "device D0000001"),
        ("device", "update device set revoked_at = null", ProblemCodes.StateChanged, "device D0000001"),
        ("device", "delete from device", ProblemCodes.StateMissing, "device D0000001"),
        ("device",
            """
            insert into device (device_id, code, unit_code, added_at, secret_hash)
            select 99, 'D0000099', unit_code, added_at, secret_hash from device
            """,
            ProblemCodes.StateUnrecorded, "device D0000099"),
        ("device_phase", "update device_phase set phase = 'official'", ProblemCodes.StateChanged, "device_phase 1"),
        ("device_phase", "delete from device_phase", ProblemCodes.StateMissing, "device_phase 1"),
        ("device_phase", "insert into device_phase select 99, since, phase from device_phase",
            ProblemCodes.StateUnrecorded, "device_phase 99"),
        ("spent_ticket", "delete from spent_ticket", ProblemCodes.SpentDiffers, null),
        ("spent_ticket", "delete from spent_ticket", ProblemCodes.SpentCountDiffers, null),
        ("spent_ticket", "insert into spent_ticket (token_hash) values (@mark)", ProblemCodes.SpentDiffers, null),
        ("spent_ticket",
            "update spent_ticket set token_hash = @mark where token_hash = (select token_hash from spent_ticket order by token_hash "
            + "limit 1)",
            ProblemCodes.SpentDiffers, null),
        ("spent_seal", "delete from spent_seal", ProblemCodes.SpentUnsigned, null),
        ("spent_seal", "update spent_seal set count = 1", ProblemCodes.SpentUnsigned, null),
        ("ballot_value", "update ballot_value set salt = null, value = null", ProblemCodes.StateChanged, "ballot_value"),
        ("audit", "update audit set actor = 'Hoa' where number = 4", ProblemCodes.AuditChanged, "audit 4,"),
        ("audit", "delete from audit where number = 4", ProblemCodes.AuditGap, "audit 5,"),
        ("audit", "update audit set signature = null, key_id = null where number = 4", ProblemCodes.AuditUnsigned, "audit 4,"),
        ("audit", "insert into audit (audit_id, at, action, detail) select 9999, at, 'person.erased', 'x' from audit where number = 4",
            ProblemCodes.AuditGap, "audit –,"),
    ];

    [StorageFact]
    public async Task VerifyAsync_RowBesideTheBallotsChangedRemovedOrAdded_IsNamed()
    {
        Assert.Empty((await VerifyAsync()).Problems);
        using DbConnection connection = await ConnectAsync();
        foreach ((string table, string sql, string code, string? place) in Rows)
        {
            (string[] columns, List<object?[]> values, _) = Read(connection, table, "");
            object? parameters = sql.Contains("@mark", StringComparison.Ordinal) ? new { mark = Mark(99) } : null;
            Assert.True(await connection.ExecuteAsync(sql, parameters) > 0, sql);

            IReadOnlyList<Problem> problems = (await VerifyAsync()).Problems;

            bool named = problems.Any(problem =>
                problem.Code == code && (place is null || problem.Place!.StartsWith(place, StringComparison.Ordinal)));
            Assert.True(named, $"{sql}: {Show(problems)}");
            await RestoreAsync(connection, table, columns, values);
            Assert.Equal("", Show((await VerifyAsync()).Problems));
        }
    }

    [StorageFact]
    public async Task Tables_OfTheSchema_AreCoveredOrNamedInTheDocument()
    {
        using DbConnection connection = await ConnectAsync();

        SortedSet<string> uncovered = Named("| Table that nothing covers");

        VerificationReport report = await VerifyAsync();
        Assert.Equal(string.Join('\n', uncovered), string.Join('\n', report.UncoveredTables));
        IEnumerable<string> changed = Tables.Select(table => table.Table).Order(StringComparer.Ordinal);
        Assert.Equal(string.Join('\n', SqlStorage.CoveredTables.Order(StringComparer.Ordinal)), string.Join('\n', changed));
        Assert.All(SqlStorage.CoveredTables,
            table => Assert.True(connection.ExecuteScalar<long>($"select count(*) from {Prefix}{table}") > 0));
    }

    // Act by act, what a survey has beside its ballots.
    private async Task FillBesideAsync()
    {
        var unit = new SurveyDesignUnit { Unit = "S01", Population = 500, DesignEffect = 1.4, PrimaryUnits = 6 };
        var design = new SampledSurveyDesign
        {
            Name = "KH-2026",
            Pack = "kiosk-9",
            From = "2026-01",
            To = "2026-01",
            Units = [unit],
            Transactions = [new TransactionCount("S01", "2026-01", 77)],
        };
        await Storage.Designs.SaveDesignAsync(design, default);
        await Storage.Notices.SaveNoticeAsync(new LocalizedText("Số liệu minh họa", "Illustrative data"), default);
        await Storage.Notices.SaveNoticeAsync(null, default);
        await Storage.Notices.SaveNoticeAsync(new LocalizedText("Số liệu thử", "Trial data"), default);
        var heir = new OrganisationUnit
        {
            Code = "H01",
            Name = new LocalizedText("Phường H01", "Ward H01"),
            Block = "wards",
            ValidFrom = new DateOnly(2030, 7, 1)
        };
        await Storage.Units.SaveAsync([heir], default);
        UnitSuccession link = new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Merged };
        await Storage.Units.SaveSuccessionsAsync([link with { Kind = SuccessionKind.Renamed }], default);
        await Storage.Units.SaveSuccessionsAsync([link], default);
        BallotFlag[] flags = [new(1, ProblemCodes.NightBallot, "23:10", "6–20"), new(2, ProblemCodes.NightBallot, "23:11", "6–20")];
        var noon = DateOnly.FromDateTime(SampleBallots.Noon.DateTime);
        GroupNotice notice = new("S01", "kiosk-9", "five-1", CollectionChannel.Open, noon, noon, ProblemCodes.VolumeAboveHistory,
            "40", "9");
        await Storage.Quality.SaveFlagsAsync("{}", 3, 3, flags, [notice], default);
        await Storage.Quality.SaveFlagsAsync("{}", 4, 4, [flags[0] with { Value = "23:12" }], [notice with { Value = "41" }], default);
        await Storage.Quality.AppendReviewAsync(1, ReviewDecision.Accept, "Đúng\ngiờ", "Lan", default);
        DateTimeOffset morning = SampleBallots.Noon.AddHours(-4).ToUniversalTime();
        PhaseChange trial = new(DevicePhase.Trial, morning);
        var device = new Device { Code = "D0000001", UnitCode = "S01", Label = "Quầy 3", AddedAt = morning, Phases = [trial] };
        await Storage.Devices.AddDeviceAsync(device, SHA256.HashData([1]), morning.AddDays(3), default);
        await Storage.Devices.EnrolDeviceAsync(SHA256.HashData([1]), SHA256.HashData([2]), morning.AddHours(1), default);
        await Storage.Devices.RenewCodeAsync("D0000001", SHA256.HashData([3]), morning.AddDays(3), default);
        await Storage.Devices.RevokeDeviceAsync("D0000001", morning.AddHours(2), default);
        var sign = new DeviceStatus(morning.AddHours(1), 3, "1", TimeSpan.FromSeconds(1));
        await Storage.Devices.SaveSignsAsync(new Dictionary<string, DeviceStatus> { ["D0000001"] = sign }, default);
    }

    private static byte[] Mark(byte number) => SHA256.HashData([number]);

    private static string Show(IEnumerable<Problem> problems) =>
        string.Join("; ", problems.Select(problem => $"{problem.Code} {problem.Place}"));

    private async Task RestoreAsync(DbConnection connection, string table, string[] columns, List<object?[]> values)
    {
        await connection.ExecuteAsync($"delete from {Prefix}{table}");
        foreach (object?[] row in values)
        {
            var parameters = new DynamicParameters();
            for (int i = 0; i < columns.Length; i++)
            {
                parameters.Add($"c{i}", row[i]);
            }

            string names = string.Join(", ", columns);
            string places = string.Join(", ", row.Select((value, i) => value is null ? "null" : $"@c{i}"));
            await connection.ExecuteAsync($"insert into {Prefix}{table} ({names}) values ({places})", parameters);
        }
    }
}
