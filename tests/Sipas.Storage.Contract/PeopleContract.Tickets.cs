using Sipas.Ballots;
using Sipas.Collection;

namespace Sipas.Storage.Contract;

/// <summary>What every storage of people must hold of tickets.</summary>
public abstract partial class PeopleContract
{
    private static readonly DateTimeOffset Issued = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    [StorageFact]
    public async Task OpenTicketKeysAsync_ReadingWhereThereIsNone_MakesNone()
    {
        Assert.Null(await People.OpenTicketKeysAsync(make: false, default));

        TicketKeyring made = (await People.OpenTicketKeysAsync(make: true, default))!;
        TicketKeyring read = (await People.OpenTicketKeysAsync(make: false, default))!;

        Assert.NotNull(read.Read(made.TokenOf(NewTicket(made, "HS-1"))));
    }

    [StorageFact]
    public async Task IssueTicketAsync_SameDossierAgain_GivesTheFirstUntilItEnds()
    {
        TicketKeyring keys = (await People.OpenTicketKeysAsync(make: true, default))!;
        Ticket first = NewTicket(keys, "HS-1");
        Ticket later = NewTicket(keys, " HS-1 ") with { ExpiresAt = first.ExpiresAt.AddDays(9), ProcedureCode = null };

        Ticket issued = await People.IssueTicketAsync(first, Issued, default);
        Ticket again = await People.IssueTicketAsync(later, Issued.AddDays(29), default);
        Ticket after = await People.IssueTicketAsync(later, first.ExpiresAt, default);

        Assert.Equal(keys.TokenOf(first), keys.TokenOf(issued));
        Assert.Equal(keys.TokenOf(first), keys.TokenOf(again));
        Assert.Equal(keys.TokenOf(later), keys.TokenOf(after));
    }

    [StorageFact]
    public async Task IssueTicketAsync_OneDossierFromManyAtOnce_GivesOneTicket()
    {
        TicketKeyring keys = (await People.OpenTicketKeysAsync(make: true, default))!;

        string[] tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            keys.TokenOf(await People.IssueTicketAsync(NewTicket(keys, "HS-1") with { ExpiresAt = Issued.AddDays(30).AddSeconds(i) }, Issued, default)))));

        Assert.Single(tokens.Distinct());
        Assert.Equal(new Dictionary<string, long> { ["S01"] = 1 }, await People.CountTicketsAsync(default));
    }

    [StorageFact]
    public async Task CountTicketsAsync_SeveralUnits_CountsDossiers()
    {
        TicketKeyring keys = (await People.OpenTicketKeysAsync(make: true, default))!;
        foreach ((string dossier, string unit) in new[] { ("1", "S01"), ("2", "S01"), ("1", "X01"), ("1", "S01") })
        {
            await People.IssueTicketAsync(NewTicket(keys, dossier, unit), Issued, default);
        }

        Assert.Equal([("S01", 2L), ("X01", 1L)], (await People.CountTicketsAsync(default)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
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
