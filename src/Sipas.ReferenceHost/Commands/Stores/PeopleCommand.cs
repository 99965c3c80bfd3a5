using System.CommandLine;
using System.Globalization;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas people</c>: lists and erases stored personal data.</summary>
internal static class PeopleCommand
{
    public static Command Create() =>
        new("people", "Personal data of surveys, stored separately from the ballots") { List(), Erase(), Audit() };

    private static Command List()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("list", "List the surveys with stored personal data, as CSV: survey, rows, last used"));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            bool any = store.HasPeople(parsed);
            using SqlPersonalDataStorage people = store.CreatePeople(parsed, readOnly: true);
            IReadOnlyList<HeldPeople> all = any ? await people.Erasure.ReadHeldPeopleAsync(cancellationToken).ConfigureAwait(false) : [];
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(["survey", "rows", "last_used"])).ConfigureAwait(false);
            foreach (HeldPeople held in all)
            {
                await output.WriteAsync(CsvOutput.Line([held.Survey, CsvOutput.Show(held.RowCount), Iso8601.Write(held.LastUsedAt)]))
                    .ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Erase()
    {
        var store = new StoreOptions();
        var survey = new Option<string>("--survey") { Description = "Code of the plan", Required = true };
        var all = new Option<bool>("--all") { Description = "All people of the survey; use it when fieldwork and its checks are done" };
        var id = new Option<string?>("--id") { Description = "The person whose row has this id (dossier or household number)" };
        var contact = new Option<string?>("--contact") { Description = "The person with this phone number or contact" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count the data to be erased; erase nothing" };
        Command command = store.AddTo(
            new Command("erase", "Erase people permanently, or one person on request while the survey runs; seal, certificate, codes and "
                + "counts are retained") { survey, all, id, contact, dryRun });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            string code = parsed.GetRequiredValue(survey);
            bool dry = parsed.GetValue(dryRun);
            using SqlPersonalDataStorage people = store.CreatePeople(parsed, readOnly: dry);
            PersonErasureResult erased = (parsed.GetValue(all), parsed.GetValue(id), parsed.GetValue(contact)) switch
            {
                (false, { Length: > 0 } own, null) =>
                    await people.Erasure.ErasePersonAsync(PersonErasure.OfId(code, own), dry, cancellationToken).ConfigureAwait(false),
                (false, null, { Length: > 0 } own) =>
                    await people.Erasure.ErasePersonAsync(PersonErasure.OfContact(code, own), dry, cancellationToken).ConfigureAwait(false),
                (true, null, null) => await EraseAllAsync(people, code, dry, cancellationToken).ConfigureAwait(false),
                _ => throw new SipasException(new Problem(ProblemCodes.PersonUnclear)),
            };
            (string vi, string en) = dry ? ("sẽ xóa", "would be erased") : ("đã xóa", "were erased");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{code}: {vi} {erased.RowCount} dòng, {erased.ListedCount} có trong danh sách. / {erased.RowCount} "
                + $"rows {en}, {erased.ListedCount} of them in the lists.")).ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Audit()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("audit", "Print the audit log of the personal-data store, oldest first"));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlPersonalDataStorage people = store.CreatePeople(parsed, readOnly: true);
            foreach (AuditRecord record in store.HasPeople(parsed)
                ? await people.Erasure.ReadPeopleAuditAsync(cancellationToken).ConfigureAwait(false)
                : [])
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"{Iso8601.Write(record.At)} {record.Action} {record.Actor ?? "–"} {record.Detail}").ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static async Task<PersonErasureResult> EraseAllAsync(
        SqlPersonalDataStorage people, string survey, bool dryRun, CancellationToken cancellationToken)
    {
        if (await people.Plans.FindPlanAsync(survey, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new SipasException(new Problem(ProblemCodes.SurveyUnknown, null, survey));
        }

        StoredDraw? draw = await people.Samples.FindDrawAsync(survey, cancellationToken).ConfigureAwait(false);
        long listed = draw?.Official.Entries.Concat(draw.Reserve.Entries).LongCount(entry => entry.UnitId.Length > 0) ?? 0;
        return dryRun
            ? new PersonErasureResult((await people.Erasure.ReadHeldPeopleAsync(cancellationToken).ConfigureAwait(false))
                .Where(held => held.Survey == survey).Sum(held => held.RowCount), listed)
            : new PersonErasureResult(await people.Frames.ErasePeopleAsync(survey, cancellationToken).ConfigureAwait(false), listed);
    }
}
