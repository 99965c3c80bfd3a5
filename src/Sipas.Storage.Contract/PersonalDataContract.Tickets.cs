using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Tickets;

namespace Sipas.Storage.Contract;

/// <summary>The requirements on the tickets of every personal-data storage.</summary>
public abstract partial class PersonalDataContract
{
    private static readonly DateTimeOffset Issued = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    [StorageFact]
    public async Task OpenTicketKeysAsync_ReadingWhereThereIsNone_MakesNone()
    {
        Assert.Null(await People.Tickets.OpenTicketKeysAsync(make: false, default));

        TicketKeyring made = (await People.Tickets.OpenTicketKeysAsync(make: true, default))!;
        TicketKeyring read = (await People.Tickets.OpenTicketKeysAsync(make: false, default))!;

        Assert.NotNull(read.Read(made.TokenOf(NewTicket(made, "HS-1"))));
    }

    [StorageFact]
    public async Task IssueTicketAsync_SameDossierAgain_GivesTheFirstUntilItEnds()
    {
        TicketKeyring keys = (await People.Tickets.OpenTicketKeysAsync(make: true, default))!;
        Ticket first = NewTicket(keys, "HS-1");
        Ticket later = NewTicket(keys, " HS-1 ") with { ExpiresAt = first.ExpiresAt.AddDays(9), ProcedureCode = null };

        Ticket issued = await People.Tickets.IssueTicketAsync(first, Issued, default);
        Ticket again = await People.Tickets.IssueTicketAsync(later, Issued.AddDays(29), default);
        Ticket after = await People.Tickets.IssueTicketAsync(later, first.ExpiresAt, default);

        Assert.Equal(keys.TokenOf(first), keys.TokenOf(issued));
        Assert.Equal(keys.TokenOf(first), keys.TokenOf(again));
        Assert.Equal(keys.TokenOf(later), keys.TokenOf(after));
    }

    [StorageFact]
    public async Task IssueTicketAsync_OneDossierFromManyAtOnce_GivesOneTicket()
    {
        TicketKeyring keys = (await People.Tickets.OpenTicketKeysAsync(make: true, default))!;

        string[] tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            keys.TokenOf(
                await People.Tickets.IssueTicketAsync(NewTicket(keys, "HS-1") with { ExpiresAt = Issued.AddDays(30).AddSeconds(i) },
                Issued, default)))));

        Assert.Single(tokens.Distinct());
        Assert.Equal(new Dictionary<string, long> { ["S01"] = 1 }, await People.Tickets.CountTicketsAsync(default));
    }

    [StorageFact]
    public async Task CountTicketsAsync_SeveralUnits_CountsDossiers()
    {
        TicketKeyring keys = (await People.Tickets.OpenTicketKeysAsync(make: true, default))!;
        foreach ((string dossier, string unit) in new[] { ("1", "S01"), ("2", "S01"), ("1", "X01"), ("1", "S01") })
        {
            await People.Tickets.IssueTicketAsync(NewTicket(keys, dossier, unit), Issued, default);
        }

        Assert.Equal(
            [("S01", 2L), ("X01", 1L)], (await People.Tickets.CountTicketsAsync(default)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value)));
    }

    [StorageFact]
    public async Task IssueTicketAsync_AuditOfPeople_TellsHowManyADayUnitAndAccountAndNothingOfADossier()
    {
        TicketKeyring keys = (await People.Tickets.OpenTicketKeysAsync(make: true, default))!;
        DateTimeOffset lateInTheDay = new(2026, 11, 21, 23, 59, 0, TimeSpan.FromHours(7));
        foreach ((string dossier, string unit, DateTimeOffset at, string? actor) in new (string, string, DateTimeOffset, string?)[]
        {
            ("1", "S01", lateInTheDay, "Lan"), ("2", "S01", lateInTheDay, "Lan"), ("1", "S01", lateInTheDay.AddMinutes(5), "Lan"),
            ("3", "S01", lateInTheDay, null), ("1", "X01", lateInTheDay, "Lan"),
            ("4", "S01", lateInTheDay.AddMinutes(1), "Lan"),
        })
        {
            using IDisposable acting = AuditActor.Begin(actor);
            await People.Tickets.IssueTicketAsync(NewTicket(keys, dossier, unit), at, default);
        }

        IReadOnlyList<AuditRecord> audit = await People.Erasure.ReadPeopleAuditAsync(default);

        DateTimeOffset day = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [(day, "2026-11-21 S01 1", null), (day, "2026-11-21 S01 2", "Lan"), (day, "2026-11-21 X01 1", "Lan"),
                (day.AddDays(1), "2026-11-22 S01 1", "Lan")],
            audit.Where(record => record.Action == AuditActions.TicketsIssued).Select(record => (record.At, record.Detail, record.Actor)));
        await People.Erasure.EraseTicketsAsync(Issued.AddYears(1), default);
        Assert.Equal(4, (await People.Erasure.ReadPeopleAuditAsync(default)).Count(record => record.Action == AuditActions.TicketsIssued));
    }

    private static Ticket NewTicket(TicketKeyring keys, string dossier, string unit = "S01") => new()
    {
        Id = keys.IdOf("kiosk-9", unit, dossier),
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = unit,
        ProcedureCode = "1.004227",
        Basis = SelectionBasis.SelfSelected,
        ExpiresAt = Issued.AddDays(30),
    };
}
