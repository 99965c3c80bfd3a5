using System.CommandLine;
using System.Globalization;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Files.Tables;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;
using Sipas.Sampling;

namespace Sipas.ReferenceHost.Commands.Fieldwork;

/// <summary><c>sipas field</c>: the log of fieldwork next to a draw's lists: outcome of each sampling unit,
/// substitutions, rates, progress, reinterviews, weights.</summary>
internal static class FieldCommand
{
    public static Command Create() =>
        new("field", "Fieldwork: record, substitute, status, re-interview, weights")
        {
            Record(), Substitute(), Status(), Again(), Weights(),
        };

    private static Option<string> Draw() => new("--draw") { Description = "Folder of the draw", Required = true };

    private static Option<string?> Log() => new("--log") { Description = "Field log. Default: field-log.csv in the folder of the draw" };

    private static TypedOption<DateOnly> Day() => Typed.Day("--day", "Date as yyyy-MM-dd. Default: today in Vietnam");

    private static string LogOf(string draw, string? log) => log ?? Path.Combine(draw, "field-log.csv");

    private static DateOnly DayOr(ParseResult parsed, TypedOption<DateOnly> day) =>
        day.Find(parsed) ?? VietnameseTime.DayOf(parsed.Clock().GetUtcNow());

    private static Command Record()
    {
        (Option<string> draw, Option<string?> log, TypedOption<DateOnly> day) = (Draw(), Log(), Day());
        var code = new Option<string>("--unit") { Description = "Code of the sampled unit, for example C12 or D3", Required = true };
        var kind = new Option<string>("--kind")
        {
            Description = "assigned, issued, closed, returned, foundValid or foundInvalid",
            Required = true,
        };
        kind.AcceptOnlyFromAmong(
            [.. FieldLog.KindNames.Where(word =>
                word != FieldLog.NameOf(FieldEventKind.Replaced) && word != FieldLog.NameOf(FieldEventKind.SubstitutionRequested))]);
        var team = new Option<string?>("--team") { Description = "Team, for assigned" };
        var disposition = new Option<Disposition?>("--disposition")
        {
            Description = "complete, partial, refused, notContacted, moved, unable, addressUnknown or ineligible, for closed",
        };
        var reason = new Option<string?>("--reason") { Description = "Reason for changing the result of a closed unit" };
        var ballot = new Option<string?>("--ballot") { Description = "Number of the paper ballot, for issued or returned" };
        var command = new Command("record", "Add an entry to the field log")
        {
            draw, log, day, code, kind, team, disposition, reason, ballot,
        };
        command.SetAction((parsed, _) =>
            CommandRunner.RunAsync(parsed, () => ApplyAsync(parsed.GetRequiredValue(draw), parsed.GetValue(log), new FieldEvent
            {
                Day = DayOr(parsed, day),
                Code = parsed.GetRequiredValue(code),
                Kind = FieldLog.KindOf(parsed.GetRequiredValue(kind)),
                Team = parsed.GetValue(team),
                Disposition = parsed.GetValue(disposition),
                Reason = parsed.GetValue(reason),
                BallotNumber = parsed.GetValue(ballot),
            }, parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static Command Substitute()
    {
        (Option<string> draw, Option<string?> log, TypedOption<DateOnly> day) = (Draw(), Log(), Day());
        var code = new Option<string>("--unit") { Description = "Unit to be replaced", Required = true };
        var by = new Option<string?>("--by") { Description = "Reserve unit. Default: the next of the cell; any other is refused" };
        var reason = new Option<string?>("--reason") { Description = "Why" };
        var approver = new Option<string?>("--approver") { Description = "Approver" };
        var command = new Command("substitute", "Replace a unit with the next reserve unit of its cell")
        {
            draw, log, day, code, by, reason, approver,
        };
        command.SetAction((parsed, _) =>
            CommandRunner.RunAsync(parsed, () => ApplyAsync(parsed.GetRequiredValue(draw), parsed.GetValue(log), new FieldEvent
            {
                Day = DayOr(parsed, day),
                Code = parsed.GetRequiredValue(code),
                Kind = FieldEventKind.Replaced,
                SubstituteCode = parsed.GetValue(by),
                Reason = parsed.GetValue(reason),
                Approver = parsed.GetValue(approver),
            }, parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static async Task<int> ApplyAsync(string draw, string? log, FieldEvent happened, TextWriter output)
    {
        string path = LogOf(draw, log);
        FieldEvent stored = FieldLog.Open(draw, path).Apply(happened);
        FieldLog.Append(path, stored);
        await output.WriteLineAsync(stored.SubstituteCode is { } next
            ? $"{stored.Code} → {next}"
            : $"{stored.Code}: {FieldLog.NameOf(stored.Kind)}").ConfigureAwait(false);
        return CommandRunner.Done;
    }

    private static Command Status()
    {
        (Option<string> draw, Option<string?> log, TypedOption<DateOnly> day) = (Draw(), Log(), Day());
        TypedOption<DateOnly> last = Typed.Day("--last-day", "Last day of fieldwork");
        var by = new Option<string>("--by") { Description = "cell, team or day", DefaultValueFactory = _ => "cell" };
        by.AcceptOnlyFromAmong("cell", "team", "day");
        var command = new Command("status", "Print rates and progress as CSV; response rates are based on all contacts")
        {
            draw, log, day, last, by,
        };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            FieldLedger ledger = FieldLog.Open(parsed.GetRequiredValue(draw), LogOf(parsed.GetRequiredValue(draw), parsed.GetValue(log)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(
            [
                "group", "contacted", "complete", "open", "issued", "returned", "valid", "response_percent", "return_percent",
                "valid_percent",
            ])).ConfigureAwait(false);
            Func<FieldCase, string> group = parsed.GetValue(by) switch
            {
                "team" => known => known.Team ?? "",
                "day" => known => known.ClosedOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
                _ => known => known.Entry.Cell,
            };
            foreach ((string name, FieldRates rates) in FieldRates.By(ledger.Cases, group)
                .Append(KeyValuePair.Create("Σ", FieldRates.Of(ledger.Cases))))
            {
                await output.WriteAsync(CsvOutput.Line(
                [
                    name, CsvOutput.Show(rates.ActiveCount), CsvOutput.Show(rates.Of(DispositionGroup.Complete)),
                    CsvOutput.Show(rates.Of(DispositionGroup.Open)), CsvOutput.Show(rates.IssuedCount),
                    CsvOutput.Show(rates.ReturnedCount), CsvOutput.Show(rates.ValidCount), Percent(rates.ResponseRate1),
                    Percent(rates.ReturnRate), Percent(rates.ValidRate),
                ])).ConfigureAwait(false);
            }

            var progress = FieldProgress.Of(ledger, DayOr(parsed, day), last.Find(parsed));
            string missing = CsvOutput.Show(progress.Cells.Sum(cell => cell.MissingCount));
            string days = progress.DaysLeft is { } left ? CsvOutput.Show(left) : "—";
            await parsed.InvocationConfiguration.Error.WriteLineAsync(
                $"Còn thiếu {missing} phiếu, còn {days} ngày. / {missing} answers missing, {days} days left.").ConfigureAwait(false);
            foreach (CellProgress cell in progress.Cells.Where(cell => cell.IsOutOfReach))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(
                    $"Ô '{cell.Cell}' không thể đủ chỉ tiêu. / Cell '{cell.Cell}' can no longer meet its quota.").ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Again()
    {
        (Option<string> draw, Option<string?> log) = (Draw(), Log());
        TypedOption<double> share = Typed.Number("--share", "Share of the completed units of each team", 0.1);
        var seed = new Option<string>("--public-seed") { Description = "Text created in public after the fieldwork", Required = true };
        var command = new Command("reinterview", "Draw the re-interview sample") { draw, log, share, seed };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            FieldLedger ledger = FieldLog.Open(parsed.GetRequiredValue(draw), LogOf(parsed.GetRequiredValue(draw), parsed.GetValue(log)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(["code", "team", "id"])).ConfigureAwait(false);
            foreach (string code in Reinterview.Draw(ledger, share.Of(parsed), DrawSeed.FromPublicText(parsed.GetRequiredValue(seed))))
            {
                FieldCase known = ledger.Find(code);
                await output.WriteAsync(CsvOutput.Line([code, known.Team ?? "", known.Entry.UnitId])).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Weights()
    {
        (Option<string> draw, Option<string?> log) = (Draw(), Log());
        var own = new Option<bool>("--official-only") { Description = "Leave substitutes out; replaced units count with their own result" };
        var partial = new Option<bool>("--partial-answers") { Description = "Count partial answers as respondents" };
        var command = new Command("weights", "Print weights adjusted for nonresponse as CSV, with the cells as classes")
        {
            draw, log, own, partial,
        };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            FieldLedger ledger = FieldLog.Open(parsed.GetRequiredValue(draw), LogOf(parsed.GetRequiredValue(draw), parsed.GetValue(log)));
            IReadOnlyList<FieldOutcome> outcomes = NonresponseWeights.OutcomesOf(ledger, substitutesStandIn: !parsed.GetValue(own));
            IReadOnlyList<AdjustedWeight> weights = NonresponseWeights.Adjust(outcomes, parsed.GetValue(partial));
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(["code", "id", "class", "design_weight", "weight", "respondent"])).ConfigureAwait(false);
            foreach ((FieldOutcome outcome, AdjustedWeight weight) in outcomes.Zip(weights))
            {
                await output.WriteAsync(CsvOutput.Line(
                [
                    outcome.Code, ledger.Find(outcome.Code).Entry.UnitId, outcome.Class,
                    outcome.DesignWeight.ToString("R", CultureInfo.InvariantCulture),
                    weight.Weight.ToString("R", CultureInfo.InvariantCulture), weight.IsRespondent ? "1" : "0",
                ])).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static string Percent(ExactShare? share) =>
        Figures.Percent(share, new RoundingRule { Decimals = 2, Midpoint = MidpointRule.AwayFromZero })?
            .ToString(CultureInfo.InvariantCulture) ?? "";
}
