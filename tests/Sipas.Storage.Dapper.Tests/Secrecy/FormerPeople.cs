using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Ballots;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Storage.Contract;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>Stores of earlier versions: rows of people are sealed once and leave nothing in plain; marks that cannot be
/// converted are refused.</summary>
public abstract class FormerPeople : IDisposable
{
    private const string CaseId = "0f0e0d0c-1111-4222-8801-020304050607";

    internal TemporaryFolder Folder { get; } = new();

    protected FakeTimeProvider Clock { get; } = new(SampleBallots.Noon);

    private string KeyPath => Folder.File("tickets.key");

    [StorageFact]
    public async Task OpenAsync_RowsOfAnEarlierVersion_AreSealedAndReadAsBefore()
    {
        var keys = new TicketKeyring([SHA256.HashData("a key for tests"u8)]);
        byte[] id = keys.IdOf("kiosk-9", "S01", "HS-1");
        await FillAsync(id);
        await WriteKeyAsync(SHA256.HashData("a key for tests"u8));

        SipasException prepared = await Assert.ThrowsAsync<SipasException>(async () =>
        {
            await ApplyScriptsAsync();
            using SqlPersonalDataStorage unprepared = NewPeople(new SqlStorageOptions { TicketKeyPath = KeyPath, PrepareSchema = false });
            await unprepared.OpenAsync(default);
        });
        Assert.Equal(ProblemCodes.RowsUnsealed, Assert.Single(prepared.Problems).Code);

        using SqlPersonalDataStorage people = NewPeople(new SqlStorageOptions { TicketKeyPath = KeyPath });
        await people.OpenAsync(default);

        Ticket asked = TicketOf(id);
        Ticket issued = await people.Tickets.IssueTicketAsync(
            asked with { ProcedureCode = "2.000", ExpiresAt = asked.ExpiresAt.AddDays(9) },
            SampleBallots.Noon, default);
        Assert.Equal(keys.TokenOf(asked), keys.TokenOf(issued));
        Assert.Equal(new Dictionary<string, long> { ["S01"] = 1 }, await people.Tickets.CountTicketsAsync(default));
        FieldLogEntry line = Assert.Single(await people.Field.ReadFieldLogAsync("PX-2026", default));
        Assert.Equal((1L, new DateOnly(2026, 11, 21), "Lan", "C7", FieldEventKind.Issued, "000113-1"),
            (line.Number, line.RecordedOn, line.Actor, line.Event.Code, line.Event.Kind, line.Event.BallotNumber));
        (ContactCase found, IReadOnlyList<CaseEntry> entries) = (await people.Cases.FindCaseAsync("7QK2-M0XA", default))!.Value;
        Assert.Equal(("Bà Hoa", "0912000777", "Hồ sơ chậm", 20261120),
            (found.Name, found.Contact, found.About, DayNumber.Of(found.ReceivedOn)));
        Assert.Equal("gọi bà Hoa", Assert.Single(entries).Words);

        await AssertGoneAsync(id, "C7", "0912000777", "bà Hoa");
    }

    [StorageFact]
    public async Task OpenAsync_TicketsOfAnEarlierVersionWithoutTheirKey_IsRefusedAndNothingIsLost()
    {
        await FillAsync(new byte[16]);

        using SqlPersonalDataStorage people = NewPeople(new SqlStorageOptions { TicketKeyPath = KeyPath });
        SipasException error = await Assert.ThrowsAsync<SipasException>(() => people.OpenAsync(default));

        Assert.Equal(ProblemCodes.TicketKeyMissing, Assert.Single(error.Problems).Code);
        Assert.False(File.Exists(KeyPath));
    }

    [StorageFact]
    public async Task SpentTicketsOfAnEarlierVersion_AreRefusedBeforeAnythingChanges()
    {
        SipasException error = await Assert.ThrowsAsync<SipasException>(OpenFormerBallotsAsync);

        Assert.Equal((ProblemCodes.FormerMarks, "1"), (error.Problems[0].Code, error.Problems[0].Value));
    }

    [StorageFact]
    public async Task SealedRows_OtherOrChangedKeys_AreRefused()
    {
        await WriteKeyAsync(new byte[32]);
        using SqlPersonalDataStorage people = NewPeople(new SqlStorageOptions { TicketKeyPath = KeyPath, AllowNewStore = true });
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        FieldEvent happened = new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued };
        Assert.True(await people.Field.AppendFieldLogAsync("PX-2026", 0, [happened], "Lan", default));

        byte[] newer = SHA256.HashData("newer"u8);
        await WriteKeyAsync(newer, new byte[32]);
        Assert.True(await people.Field.AppendFieldLogAsync("PX-2026", 1, [happened], "Lan", default));
        Assert.Equal(2, (await people.Field.ReadFieldLogAsync("PX-2026", default)).Count);

        await WriteKeyAsync(newer);
        SipasException other = await Assert.ThrowsAsync<SipasException>(() =>
            people.Field.AppendFieldLogAsync("PX-2026", 2, [happened], "Lan", default));
        SipasException unreadable = await Assert.ThrowsAsync<SipasException>(() => people.Field.ReadFieldLogAsync("PX-2026", default));
        File.Delete(KeyPath);
        SipasException missing = await Assert.ThrowsAsync<SipasException>(() => people.Field.ReadFieldLogAsync("PX-2026", default));

        Assert.Equal(
            [ProblemCodes.TicketKeyOther, ProblemCodes.SealedRowUnreadable, ProblemCodes.TicketKeyMissing],
            new[] { other, unreadable, missing }.Select(error => error.Problems[0].Code));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Folder.Dispose();
        }
    }

    internal abstract SqlPersonalDataStorage NewPeople(SqlStorageOptions options);

    /// <summary>Makes the database with the scripts before version 7.</summary>
    internal abstract Task<DbConnection> NewFormerAsync();

    /// <summary>Applies the script of version 7 by hand.</summary>
    internal abstract Task ApplyScriptsAsync();

    /// <summary>Opens a store of ballots of the version before, with a spent ticket.</summary>
    internal abstract Task OpenFormerBallotsAsync();

    /// <summary>Neither tables nor, where there are any, files contain what stood in plain.</summary>
    internal abstract Task AssertGoneAsync(byte[] ticketId, params string[] texts);

    protected static Task ApplyAsync(DbConnection connection, DbTransaction? transaction, SchemaScript script, object now) =>
        connection.ExecuteAsync(script.Sql + $"\n;insert into schema_version (version, applied_at) values ({script.Version}, @now);",
            new { now }, transaction);

    private async Task FillAsync(byte[] ticketId)
    {
        await using DbConnection connection = await NewFormerAsync();
        object at = connection is Npgsql.NpgsqlConnection ? SampleBallots.Noon.UtcDateTime : Iso8601.Write(SampleBallots.Noon);
        await connection.ExecuteAsync("insert into survey (code) values ('PX-2026')");
        await connection.ExecuteAsync(
            "insert into ticket (ticket_id, survey_pack, survey_version, rated_unit, handled_procedure, selection, ends_at, issued_on) "
            + "values (@ticketId, 'kiosk-9', 'five-1', 'S01', '1.004227', 2, @end, 20261121)",
            new { ticketId, end = TicketOf(ticketId).ExpiresAt.ToUnixTimeSeconds() });
        await connection.ExecuteAsync(
            "insert into field_event (survey_id, number, recorded_at, actor, day, code, kind, ballot_number) values (1, 1, @at, 'Lan', "
            + "'2026-11-20', 'C7', 'Issued', '000113-1')", new { at });
        await connection.ExecuteAsync(
            """
            insert into contact_case (case_id, code, rated_unit, citizen_name, contact, about, consent, consent_language,
                                      received_on, due_on)
            values (@CaseId, '7QK2-M0XA', 'S01', 'Bà Hoa', '0912000777', 'Hồ sơ chậm', 'tôi đồng ý', 'vi', 20261120, 20261127)
            """,
            new { CaseId });
        await connection.ExecuteAsync(
            "insert into contact_entry (case_id, number, at, actor, kind, words) values (@CaseId, 1, @at, 'Lan', 'Noted', 'gọi bà Hoa')",
            new { CaseId, at });
    }

    private static Ticket TicketOf(byte[] id) => new()
    {
        Id = id,
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = "S01",
        ProcedureCode = "1.004227",
        Basis = SelectionBasis.SelfSelected,
        ExpiresAt = new DateTimeOffset(2026, 12, 22, 0, 0, 0, TimeSpan.FromHours(7)),
    };

    private async Task WriteKeyAsync(params byte[][] keys)
    {
        File.Delete(KeyPath);
        await File.WriteAllTextAsync(KeyPath, string.Concat(keys.Select(key => Convert.ToBase64String(key) + "\n")));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
