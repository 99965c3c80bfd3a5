using System.CommandLine;
using Sipas.Common;
using Sipas.Files.Frames;
using Sipas.Files.Tables;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.ReferenceHost.Files;
using Sipas.Sampling;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands.Sampling;

/// <summary><c>sipas draw</c>: draws official and reserve lists with their certificate; <c>sipas draw verify</c> draws
/// again and compares.</summary>
internal static class DrawCommand
{
    public static Command Create()
    {
        var frame = new Option<string?>("--frame") { Description = "CSV frame" };
        var plan = new Option<string?>("--plan") { Description = "plan.json" };
        var seal = new Option<string?>("--seal") { Description = "Seal file of the frame; a changed frame is refused" };
        var seed = new Option<string?>("--seed") { Description = "Seed: a whole number" };
        var publicSeed = new Option<string?>("--public-seed")
        {
            Description = "Text created in public, for example the result of a lottery, instead of --seed",
        };
        var start = new Option<string[]>("--start")
        {
            Description = "Start drawn by lot for systematic selection: GROUP=NUMBER, or NUMBER if there is one stratum; repeat for each "
                + "group. "
                + "No seed is needed without a reserve or other random selection",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var permanentSeed = new Option<string?>("--permanent-seed")
        {
            Description = "Seed of the permanent random numbers; use the same seed every year",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Folder for official.csv, reserve.csv and certificate.json; an existing draw is not overwritten",
        };
        var columns = new Option<string[]>("--columns")
        {
            Description = "Frame columns to add to the lists, for example name phone",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new Command("draw", "Draw the official and reserve lists with their certificate")
        {
            frame, plan, seal, seed, publicSeed, start, permanentSeed, output, columns, Verify(),
        };
        var units = new FrameUnits();
        units.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () => await DrawAsync(
            Needed(parsed.GetValue(frame), "--frame"), reading.Read(parsed), PlanCommand.Read(Needed(parsed.GetValue(plan), "--plan")),
            parsed.GetValue(seal),
            Seed(parsed.GetValue(seed), parsed.GetValue(publicSeed)), parsed.GetValue(start)!,
            parsed.GetValue(permanentSeed) is { } permanent ? DrawSeed.FromNumber(permanent).Value : null,
            Needed(parsed.GetValue(output), "--output"), parsed.GetValue(columns)!, parsed.Clock(),
            await units.ReadAsync(parsed, cancellationToken).ConfigureAwait(false),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).ConfigureAwait(false)));
        return command;
    }

    private static string Needed(string? value, string option) =>
        value ?? throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, option, "—", "≠ \"\""));

    // Without a seed the draw reports which group needs one.
    private static DrawSeed? Seed(string? number, string? text) => (number, text) switch
    {
        (null, null) => null,
        ({ } digits, null) => DrawSeed.FromNumber(digits),
        (null, { } words) => DrawSeed.FromPublicText(words),
        _ => throw new SipasException(new Problem(ProblemCodes.SeedMalformed, null, number, "--seed | --public-seed")),
    };

    private static async Task<int> DrawAsync(
        string frameFile, TableFileOptions reading, SurveyPlan plan, string? sealFile, DrawSeed? seed, string[] starts,
        ulong? permanentSeed, string folder, string[] columns, TimeProvider clock, UnitHistory? units, TextWriter output, TextWriter errors)
    {
        // Checked before the draw, so that a draw cannot be repeated until its lists are the desired ones.
        string certificate = Path.Combine(folder, SampleListFile.Certificate);
        if (File.Exists(certificate))
        {
            throw new SipasException(new Problem(ProblemCodes.DrawExists, folder, SampleListFile.Certificate));
        }

        var frame = new FileFrame(TableFile.Open(frameFile, reading));
        FrameUnits.Require(frame, plan, units);
        DrawDesign design = plan.ToDrawDesign();
        DateTimeOffset now = Iso8601.CutToMilliseconds(clock.GetUtcNow().ToOffset(VietnameseTime.Offset));
        FrameSeal seal = sealFile is null ? FrameSeal.Of(frame, design, now) : FrameSeal.Read(CsvOutput.ReadBytes(sealFile));
        if (seed is null && starts.Length == 0 && design.Stages.All(stage => stage.Starts.Count == 0))
        {
            throw new SipasException(new Problem(ProblemCodes.SeedMalformed, null, null, "--seed | --public-seed | --start"));
        }

        DrawResult drawn = SampleDrawer.Draw(
            new DrawRequest
            {
                Design = StartLines.Apply(design, starts, [.. seal.Strata.Select(stratum => stratum.Stratum)]),
                Quotas = PlannedSizes.ForPlan(plan, PlanCommand.StrataOf(seal)).ToQuotas(),
                Seed = seed,
                PermanentSeed = permanentSeed,
                DrawnAt = now,
                Plan = plan.Code,
                Seal = seal,
            },
            frame);
        Dictionary<long, string[]> details = columns.Length == 0 ? [] : Details(frame, drawn, columns);
        PrivateFile.MakeFolder(folder);
        FolderGuard.New(
            Path.Combine(folder, SampleListFile.Official),
            () => SampleListFile.Write(Path.Combine(folder, SampleListFile.Official), drawn.Official, drawn.Certificate, columns, details));
        FolderGuard.New(
            Path.Combine(folder, SampleListFile.Reserve),
            () => SampleListFile.Write(Path.Combine(folder, SampleListFile.Reserve), drawn.Reserve, drawn.Certificate, columns, details));
        FolderGuard.New(certificate, () => CsvOutput.WriteNew(certificate, drawn.Certificate.ToJson()));
        foreach (Problem warning in drawn.Warnings)
        {
            await CommandRunner.TellAsync(errors, warning).ConfigureAwait(false);
        }

        string official = CsvOutput.Show(drawn.Certificate.OfficialCount);
        string reserve = CsvOutput.Show(drawn.Certificate.ReserveCount);
        await output.WriteLineAsync(
            $"Đã rút {official} chính thức, {reserve} dự phòng. / {official} official and {reserve} reserve units were drawn.")
            .ConfigureAwait(false);
        return CommandRunner.Done;
    }

    private static Dictionary<long, string[]> Details(FileFrame frame, DrawResult drawn, string[] columns)
    {
        int[] places = [.. columns
            .Select(column => frame.Columns.ToList()
                .FindIndex(known => string.Equals(known, VietnameseText.Compose(column), StringComparison.OrdinalIgnoreCase)) is >= 0
                and int place
            ? place
            : throw new SipasException(
                new Problem(ProblemCodes.FrameColumnMissing, frame.Name, column, string.Join(", ", frame.Columns))))];
        HashSet<long> rows = [.. drawn.Official.Entries.Concat(drawn.Reserve.Entries).Select(entry => entry.RowNumber)];
        var details = frame.ReadRows()
            .Where(row => rows.Contains(row.Number))
            .ToDictionary(row => row.Number, row => places.Select(place => row.Cells[place]).ToArray());
        Problem[] errors =
            [.. details.SelectMany(row => row.Value.Select((cell, i) => (row.Key, Column: columns[i], Cell: cell)))
                .Where(its => CellText.IsError(its.Cell))
            .Select(its => new Problem(ProblemCodes.CellError, $"row {CsvOutput.Show(its.Key)}, {its.Column}", its.Cell))];
        return errors.Length > 0 ? throw new SipasException(errors) : details;
    }

    private static Command Verify()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder of the draw with certificate.json and optionally the lists" };
        var frame = new Option<string>("--frame") { Description = "CSV frame", Required = true };
        var command = new Command("verify", "Repeat the draw from the certificate and report equality or differences") { folder, frame };
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            string path = parsed.GetRequiredValue(folder);
            DrawCertificate certificate = DrawCertificate.Read(CsvOutput.ReadBytes(Path.Combine(path, SampleListFile.Certificate)));
            DrawVerification verification = DrawVerifier.Verify(
                certificate, new FileFrame(TableFile.Open(parsed.GetRequiredValue(frame), reading.Read(parsed))),
                ListOrNull(path, SampleListFile.Official, ListRole.Official), ListOrNull(path, SampleListFile.Reserve, ListRole.Reserve));
            foreach (Problem difference in verification.Differences)
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, difference).ConfigureAwait(false);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(verification.IsEqual
                ? "Giống hệt. / Equal."
                : "Khác nhau. / Different.").ConfigureAwait(false);
            return verification.IsEqual ? CommandRunner.Done : CommandRunner.ProblemsFound;
        }));
        return command;
    }

    private static SampleList? ListOrNull(string folder, string file, ListRole role) =>
        File.Exists(Path.Combine(folder, file)) ? SampleListFile.Read(Path.Combine(folder, file), role) : null;
}
