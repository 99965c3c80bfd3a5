using System.CommandLine;
using Sipas.Common;
using Sipas.Files.Frames;
using Sipas.Files.Tables;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands.Sampling;

/// <summary><c>sipas frame</c>: checks a frame against its plan and seals it.</summary>
internal static class FrameCommand
{
    public static Command Create() => new("frame", "Check and seal sampling frames") { Check(), Seal() };

    private static Command Check()
    {
        var file = new Argument<string>("FRAME") { Description = "CSV of transactions or households, one row each" };
        var plan = new Option<string>("--plan") { Description = "plan.json", Required = true };
        var units = new FrameUnits();
        var clean = new Option<string?>("--clean") { Description = "Write the rows without problems to this new file" };
        var command = new Command("check", "Check a frame and report errors row by row") { file, plan, clean };
        units.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () => await CheckAsync(
            TableFile.Open(parsed.GetRequiredValue(file), reading.Read(parsed)), PlanCommand.Read(parsed.GetRequiredValue(plan)),
            await units.ReadAsync(parsed, cancellationToken).ConfigureAwait(false),
            parsed.GetValue(clean), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).ConfigureAwait(false)));
        return command;
    }

    private static async Task<int> CheckAsync(TableFile file, SurveyPlan plan, UnitHistory? units, string? clean, TextWriter output,
        TextWriter errors)
    {
        var frame = new FileFrame(file);
        await output.WriteLineAsync(TableOptions.Describe(file)).ConfigureAwait(false);
        FrameReport report = new FrameChecker(plan, units)
            .Check(frame, problem => ProblemReport.Tell(errors, problem, problem.Place), keepCleanRows: clean is not null);
        foreach (Problem warning in report.Spellings)
        {
            await CommandRunner.TellAsync(errors, warning).ConfigureAwait(false);
        }

        foreach ((string code, long count) in report.CountsByCode)
        {
            await output.WriteLineAsync($"{code}: {CsvOutput.Show(count)}").ConfigureAwait(false);
        }

        await output.WriteLineAsync(
            $"{CsvOutput.Show(report.RowCount)} dòng, {CsvOutput.Show(report.CleanRowCount)} dòng không lỗi. "
            + $"/ {CsvOutput.Show(report.RowCount)} rows, {CsvOutput.Show(report.CleanRowCount)} without problems.").ConfigureAwait(false);
        if (clean is not null)
        {
            HashSet<long> stored = [.. report.CleanRows!];
            FolderGuard.New(clean, () =>
                CsvOutput.WriteNew(clean, frame.ReadRows().Where(row => stored.Contains(row.Number))
                    .Select(row => CsvOutput.Line(row.Cells)).Prepend(CsvOutput.Line(frame.Columns))));
        }

        return report.CountsByCode.Count == 0 ? CommandRunner.Done : CommandRunner.ProblemsFound;
    }

    private static Command Seal()
    {
        var file = new Argument<string>("FRAME") { Description = "CSV frame" };
        var plan = new Option<string>("--plan") { Description = "plan.json", Required = true };
        var target = new Option<string>("--output") { Description = "Seal file to write", Required = true };
        var by = new Option<string?>("--by") { Description = "Person who seals the frame" };
        var units = new FrameUnits();
        var command = new Command("seal", "Seal a frame with its checksum; a draw refuses a frame that was changed after sealing")
        {
            file, plan, target, by,
        };
        units.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            SurveyPlan survey = PlanCommand.Read(parsed.GetRequiredValue(plan));
            DateTimeOffset now = Iso8601.CutToMilliseconds(parsed.Clock().GetUtcNow().ToOffset(VietnameseTime.Offset));
            var frame = new FileFrame(TableFile.Open(parsed.GetRequiredValue(file), reading.Read(parsed)));
            FrameUnits.Require(frame, survey, await units.ReadAsync(parsed, cancellationToken).ConfigureAwait(false));
            FrameSeal seal = FrameSeal.Of(frame, survey.ToDrawDesign(), now);
            seal = seal with { Plan = survey.Code, SealedBy = parsed.GetValue(by) };
            FolderGuard.New(parsed.GetRequiredValue(target), () => CsvOutput.WriteNew(parsed.GetRequiredValue(target), seal.ToJson()));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{CsvOutput.Show(seal.RowCount)} dòng / rows; SHA-256 {seal.Checksum}").ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }
}
