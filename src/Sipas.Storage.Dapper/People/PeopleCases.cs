using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Cases;
using Sipas.Erasure;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Tickets;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Contact cases.</summary>
internal sealed class PeopleCases(SqlSession session, PeopleAudit audit, PeopleKeys keyring) : ICaseStore
{
    private const string CaseSql =
        """
        select c.case_id as CaseId, c.rated_unit as RatedUnit, c.sealed as Sealed,
               c.consent as Consent, c.consent_language as ConsentLanguage, c.received_on as ReceivedOn, c.due_on as DueOn,
               c.owner as Owner, c.closed_on as ClosedOn, c.outcome as Outcome, c.erased_on as ErasedOn,
               (select count(*) from contact_entry e where e.case_id = c.case_id) as EntryCount
        from contact_case c
        """;

    private const string ClosedBeforeSql = "from contact_case where closed_on < @day and erased_on is null";

    // Name, contact and message of nearly every request fit; a longer one takes two steps.
    private const int CaseStep = 2_048;

    private const int WordsStep = 1_024;

    // The text written about a citizen is erased with the contact; names of officers remain.
    private static readonly string EraseWordsSql =
        $"update contact_entry set sealed = null where case_id = @id and kind not "
        + $"in ({string.Join(", ", Enum.GetValues<CaseEntryKind>().Where(CaseRules.KeepsWords).Select(kind => $"'{kind}'"))})";

    /// <inheritdoc/>
    public Task<(CaseOpening Opening, ContactCase? Case)> OpenCaseAsync(
        ContactRequest request, string consent, DateOnly receivedOn, DateOnly dueOn, int maxOpen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return session.WriteAsync<(CaseOpening, ContactCase?)>(
            async (connection, transaction) =>
            {
                if (await FindCaseAsync(connection, transaction, request.Code).ConfigureAwait(false) is { } stored)
                {
                    return stored.IsOf(request) ? (CaseOpening.AlreadyOpened, stored) : (CaseOpening.Conflict, null);
                }

                if (await connection.ExecuteScalarAsync<long>("select count(*) from contact_case where closed_on is null",
                    transaction: transaction).ConfigureAwait(false) >= maxOpen)
                {
                    return (CaseOpening.Full, null);
                }

                ContactCase opened = CaseRules.Open(request, consent, receivedOn, dueOn);
                TicketKeyring keys = await keyring.ForWritingAsync(connection, transaction).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    """
                    insert into contact_case (case_id, code, rated_unit, sealed, consent, consent_language, received_on, due_on)
                    values (@id, @Code, @UnitCode, @sealed, @Consent, @Language, @received, @due)
                    """,
                    new
                    {
                        id = IdText(opened.Id),
                        opened.Code,
                        opened.UnitCode,
                        @sealed = SealCase(keys, IdText(opened.Id), opened.Name, opened.Contact, opened.About),
                        opened.Consent,
                        opened.Language,
                        received = DayNumber.Of(receivedOn),
                        due = DayNumber.Of(dueOn),
                    },
                    transaction).ConfigureAwait(false);
                return (CaseOpening.Opened, opened);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContactCase>> ReadCasesAsync(CancellationToken cancellationToken) => session.ReadAsync(
        async connection =>
        {
            Lazy<TicketKeyring> keys = keyring.ForReading();
            return CaseRules.InOrder((await connection.QueryAsync<CaseRow>(CaseSql).ConfigureAwait(false))
                .Select(row => ToCase(row, keys)));
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<(ContactCase Case, IReadOnlyList<CaseEntry> Entries)?> FindCaseAsync(string code, CancellationToken cancellationToken) =>
        session.ReadAsync<(ContactCase, IReadOnlyList<CaseEntry>)?>(
            async connection =>
            {
                if (await FindCaseAsync(connection, null, code).ConfigureAwait(false) is not { } found)
                {
                    return null;
                }

                IEnumerable<CaseEntryRow> entries = await connection.QueryAsync<CaseEntryRow>(
                    $"select number as Number, {session.Dialect.TimeOut("at")} as At, actor as Actor, kind as Kind, sealed as Sealed "
                    + "from contact_entry "
                    + $"where case_id = @id order by number", new { id = IdText(found.Id) }).ConfigureAwait(false);

                Lazy<TicketKeyring> keys = keyring.ForReading();

                // An entry that is added concurrently is left out, so that the count and the entries agree.
                return (found, [.. entries.Take((int)found.EntryCount)
                    .Select(row => new CaseEntry(row.Number, Time(row.At), row.Actor, Enum.Parse<CaseEntryKind>(row.Kind),
                        WordsOf(row, found.Id, keys)))]);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<ContactCase?> ChangeCaseAsync(string code, long afterEntries, CaseChange change, DateOnly today,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return session.WriteAsync<ContactCase?>(
            async (connection, transaction) =>
            {
                ContactCase? before = await FindCaseAsync(connection, transaction, code).ConfigureAwait(false);
                ContactCase after = CaseRules.Change(code, before, change, today);
                if (before!.EntryCount != afterEntries)
                {
                    return null;
                }

                string id = IdText(after.Id);
                TicketKeyring keys = await keyring.ForWritingAsync(connection, transaction).ConfigureAwait(false);
                byte[] words = SealWords(keys, id, after.EntryCount, change.Words);
                await connection.ExecuteAsync(
                    "insert into contact_entry (case_id, number, at, actor, kind, sealed) values (@id, @EntryCount, @at, @Actor, @kind, "
                    + "@words)",
                    new { id, after.EntryCount, at = session.Now, change.Actor, kind = change.Kind.ToString(), words }, transaction)
                    .ConfigureAwait(false);
                await connection.ExecuteAsync(
                    "update contact_case set owner = @Owner, closed_on = @closedOn, outcome = @outcome where case_id = @id",
                    new
                    {
                        id,
                        after.Owner,
                        closedOn = after.ClosedOn is { } day ? DayNumber.Of(day) : (int?)null,
                        outcome = after.Outcome?.ToString(),
                    }, transaction).ConfigureAwait(false);
                if (after.ErasedOn is not null)
                {
                    await EraseAsync(connection, transaction, [id], today).ConfigureAwait(false);
                }

                return after;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountCasesClosedBeforeAsync(DateOnly day, CancellationToken cancellationToken) => session.ReadAsync(
        connection => connection.ExecuteScalarAsync<long>("select count(*) " + ClosedBeforeSql, new { day = DayNumber.Of(day) }),
            cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseCasesClosedBeforeAsync(DateOnly day, DateOnly today, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            string[] ids = [.. await connection.QueryAsync<string>("select case_id " + ClosedBeforeSql, new { day = DayNumber.Of(day) },
                transaction).ConfigureAwait(false)];
            await EraseAsync(connection, transaction, ids, today).ConfigureAwait(false);
            if (ids.Length > 0)
            {
                await audit.RecordAsync(connection, transaction, AuditActions.PersonErased, PeopleAuditDetail.Of(day, ids.LongLength),
                    AuditActor.Current).ConfigureAwait(false);
            }

            return ids.LongLength;
        },
        cancellationToken);

    private static async Task EraseAsync(DbConnection connection, DbTransaction transaction, string[] ids, DateOnly today)
    {
        foreach (string id in ids)
        {
            await connection.ExecuteAsync("update contact_case set sealed = null, erased_on = @today where case_id = @id",
                new { id, today = DayNumber.Of(today) }, transaction).ConfigureAwait(false);
            await connection.ExecuteAsync(EraseWordsSql, new { id }, transaction).ConfigureAwait(false);
        }
    }

    private async Task<ContactCase?> FindCaseAsync(DbConnection connection, DbTransaction? transaction, string code) =>
        await connection.QuerySingleOrDefaultAsync<CaseRow>(CaseSql + " where c.code = @code", new { code }, transaction)
        .ConfigureAwait(false) is { } row ? ToCase(row, keyring.ForReading()) : null;

    /// <summary>Seals the texts of a case.</summary>
    private static byte[] SealCase(TicketKeyring keys, string id, string? name, string? contact, string? about) =>
        PeopleKeys.Seal(keys, CasePlace(id), CaseStep, name, contact, about);

    /// <summary>Seals the words of an entry.</summary>
    private static byte[] SealWords(TicketKeyring keys, string id, long number, string words) =>
        PeopleKeys.Seal(keys, EntryPlace(id, number), WordsStep, words);

    private ContactCase ToCase(CaseRow row, Lazy<TicketKeyring> keys)
    {
        string?[] texts = row.Sealed is { } block ? keyring.Open(keys.Value, CasePlace(row.CaseId), block) : [null, null, null];
        return row.ToCase() with { Name = texts[0], Contact = texts[1], About = texts[2] };
    }

    private string WordsOf(CaseEntryRow row, Guid id, Lazy<TicketKeyring> keys) =>
        row.Sealed is { } block ? keyring.Open(keys.Value, EntryPlace(IdText(id), row.Number), block)[0]! : "";

    private static string CasePlace(string id) => $"contact_case\n{id}";

    private static string EntryPlace(string id, long number) => $"contact_entry\n{id}\n{Show(number)}";

    private static string IdText(Guid id) => id.ToString("D");

    private sealed class CaseRow
    {
        public string CaseId { get; set; } = "";

        public string RatedUnit { get; set; } = "";

        public byte[]? Sealed { get; set; }

        public string Consent { get; set; } = "";

        public string ConsentLanguage { get; set; } = "";

        public long ReceivedOn { get; set; }

        public long DueOn { get; set; }

        public string? Owner { get; set; }

        public long? ClosedOn { get; set; }

        public string? Outcome { get; set; }

        public long? ErasedOn { get; set; }

        public long EntryCount { get; set; }

        public ContactCase ToCase() => new()
        {
            Id = Guid.ParseExact(CaseId, "D"),
            UnitCode = RatedUnit,
            Consent = Consent,
            Language = ConsentLanguage,
            ReceivedOn = DayNumber.Read((int)ReceivedOn),
            DueOn = DayNumber.Read((int)DueOn),
            Owner = Owner,
            ClosedOn = ClosedOn is { } closed ? DayNumber.Read((int)closed) : null,
            Outcome = Outcome is null ? null : Enum.Parse<CaseOutcome>(Outcome),
            ErasedOn = ErasedOn is { } erased ? DayNumber.Read((int)erased) : null,
            EntryCount = EntryCount,
        };
    }

    private sealed class CaseEntryRow
    {
        public long Number { get; set; }

        public string At { get; set; } = "";

        public string Actor { get; set; } = "";

        public string Kind { get; set; } = "";

        public byte[]? Sealed { get; set; }
    }
}
