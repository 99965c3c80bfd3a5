using System.CommandLine;
using System.Globalization;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Audit;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Surveys;

namespace Sipas.ReferenceHost.Commands.Collection;

/// <summary><c>sipas case</c>: citizens who requested contact. Only <c>show</c> prints names and contacts.</summary>
internal static class CaseCommand
{
    private static readonly string[] Header = ["case", "state", "unit", "received", "due", "owner", "closed", "outcome"];

    private static readonly string[] States = ["pending", "open", "overdue", "closed", "all"];

    public static Command Create() =>
        new("case", "Contact cases of citizens who gave a low rating: list, show, assign, note, close, erase")
        {
            List(), Show(), Assign(), Note(), Close(), Erase(),
        };

    private static Command List()
    {
        var store = new StoreOptions();
        var state = new Option<string>("--state")
        {
            Description = "pending (open or overdue), open, overdue, closed or all",
            DefaultValueFactory = _ => "pending",
        };
        state.AcceptOnlyFromAmong(States);
        var owner = new Option<string?>("--owner") { Description = "Only cases of this owner" };
        var unit = new Option<string?>("--unit") { Description = "Only cases of this unit" };
        Command command = store.AddToHost(
            new Command("list", "List cases as CSV without names and contacts, overdue cases first; exit code 1 if any case is overdue")
            {
                state, owner, unit,
            });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            ContactCaseService service = services.GetRequiredService<ContactCaseService>();
            DateOnly today = service.Today;
            IReadOnlyList<ContactCase> all = store.HasPeople(parsed)
                ? await service.ReadAsync(cancellationToken).ConfigureAwait(false)
                : [];
            CommandRunner.RequireKnown("--owner", parsed.GetValue(owner),
                all.Where(one => one.Owner is not null).Select(one => one.Owner!));
            CommandRunner.RequireKnown("--unit", parsed.GetValue(unit),
                services.GetRequiredService<SurveyState>().Units.Units.Select(known => known.Code));
            ContactCase[] shown =
            [
                .. all.Where(one => Matches(one.StateOn(today), parsed.GetValue(state)!)
                    && (parsed.GetValue(owner) is not { } name || one.Owner == name)
                    && (parsed.GetValue(unit) is not { } code || one.UnitCode == code)),
            ];
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(Header)).ConfigureAwait(false);
            foreach (ContactCase one in shown)
            {
                await output.WriteAsync(CsvOutput.Line(
                    [one.Code, Word(one.StateOn(today)), one.UnitCode, Iso(one.ReceivedOn), Iso(one.DueOn), one.Owner ?? "",
                        one.ClosedOn is { } closed ? Iso(closed) : "", one.Outcome is { } outcome ? Word(outcome) : ""]))
                    .ConfigureAwait(false);
            }

            return shown.Any(one => one.StateOn(today) == CaseState.Overdue) ? CommandRunner.ProblemsFound : CommandRunner.Done;
        }, cancellationToken, readOnly: true));
        return command;
    }

    private static Command Show()
    {
        var store = new StoreOptions();
        Argument<string> code = CodeArgument();
        Command command = store.AddToHost(
            new Command("show", "Show a case with the citizen's contact details and the officers' notes") { code });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            ContactCaseService service = services.GetRequiredService<ContactCaseService>();
            if (await service.FindAsync(parsed.GetRequiredValue(code), cancellationToken).ConfigureAwait(false) is not { } found)
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error,
                    new Problem(ProblemCodes.CaseUnknown, "case", parsed.GetRequiredValue(code))).ConfigureAwait(false);
                return CommandRunner.ProblemsFound;
            }

            TextWriter output = parsed.InvocationConfiguration.Output;
            ContactCase one = found.Case;
            string state = Word(one.StateOn(service.Today));
            string heading = $"{one.Code} {state} {one.UnitCode} {Iso(one.ReceivedOn)} → {Iso(one.DueOn)} {one.Owner}";
            await output.WriteLineAsync(heading.TrimEnd()).ConfigureAwait(false);
            foreach (string? line in (string?[])[one.Contact, one.Name, one.About,
                one.ErasedOn is { } erased ? $"đã xóa / erased {Iso(erased)}" : one.Consent])
            {
                if (line is not null)
                {
                    await output.WriteLineAsync("  " + line.ReplaceLineEndings("\n  ")).ConfigureAwait(false);
                }
            }

            foreach (CaseEntry entry in found.Entries)
            {
                string number = entry.Number.ToString(CultureInfo.InvariantCulture);
                string note = $"{number} {Iso8601.Write(entry.At)} {entry.Actor} {Word(entry.Kind)} {entry.Words}";
                await output.WriteLineAsync(note.TrimEnd()).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }, cancellationToken, readOnly: true));
        return command;
    }

    private static Command Assign()
    {
        var to = new Option<string?>("--to") { Description = "New owner. Default: the account that runs the command" };
        return Change("assign", "Take a case or hand it over", [to], (parsed, actor) =>
            parsed.GetValue(to) is { } owner
            ? new CaseChange(CaseEntryKind.HandedOver, actor, owner)
            : new CaseChange(CaseEntryKind.Taken, actor, ""));
    }

    private static Command Note()
    {
        var words = new Option<string>("--words")
        {
            Description = "Text of the note; it is erased together with the contact details",
            Required = true,
        };
        return Change("note", "Add a note to a case", [words],
            (parsed, actor) => new CaseChange(CaseEntryKind.Noted, actor, parsed.GetRequiredValue(words)));
    }

    private static Command Close()
    {
        var outcome = new Option<CaseOutcome>("--outcome")
        {
            Description = "resolved, referred, unreachable or withdrawn; with withdrawn, name, contact and texts are erased at once",
            Required = true,
        };
        var words = new Option<string?>("--words") { Description = "Comment; it is erased together with the contact details" };
        return Change("close", "Close a case", [outcome, words],
            (parsed, actor) => new CaseChange(CaseEntryKind.Closed, actor, parsed.GetValue(words) ?? "", parsed.GetRequiredValue(outcome)));
    }

    private static Command Erase()
    {
        var store = new StoreOptions();
        TypedOption<int> days = Typed.SmallWhole("--days",
            "Days for which the contact details are stored after closing. Default: the host's setting (90)");
        Command command = store.AddToHost(
            new Command("erase", "Erase name, contact and texts of cases whose retention period has ended; code, unit, dates and outcome "
                + "are retained") { days });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            if (days.Find(parsed) is < 0 or > ContactSettings.MaximumRetentionDays)
            {
                throw new SipasException(new Problem(
                    ProblemCodes.QueryValue, "--days", days.Find(parsed)?.ToString(CultureInfo.InvariantCulture),
                    $"0–{ContactSettings.MaximumRetentionDays}"));
            }

            long erased = await services.GetRequiredService<ContactCaseService>().EraseAsync(days.Find(parsed), cancellationToken)
                .ConfigureAwait(false);
            string count = erased.ToString(CultureInfo.InvariantCulture);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Đã xóa thông tin liên hệ của {count} yêu cầu. / The contacts of {count} cases were erased.").ConfigureAwait(false);
            return CommandRunner.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Change(string name, string description, Option[] options, Func<ParseResult, string, CaseChange> make)
    {
        var store = new StoreOptions();
        Argument<string> code = CodeArgument();
        var command = new Command(name, description) { code };
        foreach (Option option in options)
        {
            command.Add(option);
        }

        store.AddToHost(command).SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            ContactCaseService service = services.GetRequiredService<ContactCaseService>();
            string which = parsed.GetRequiredValue(code);
            long entries = await service.FindAsync(which, cancellationToken).ConfigureAwait(false) is { } found ? found.Case.EntryCount : 0;
            IReadOnlyList<Problem> problems = await service.ChangeAsync(which, entries,
                make(parsed, AuditActor.Current ?? Environment.UserName), cancellationToken).ConfigureAwait(false);
            foreach (Problem problem in problems)
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, problem).ConfigureAwait(false);
            }

            return problems.Count == 0 ? CommandRunner.Done : CommandRunner.ProblemsFound;
        }, cancellationToken));
        return command;
    }

    private static Argument<string> CodeArgument() => new("CASE") { Description = "Code of the case, for example 7QK2-M0XA" };

    private static bool Matches(CaseState state, string wanted) => wanted switch
    {
        "all" => true,
        "pending" => state != CaseState.Closed,
        _ => Word(state) == wanted,
    };

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
