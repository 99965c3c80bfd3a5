using System.CommandLine;
using System.Globalization;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Hosting;
using Sipas.Problems;
using Sipas.ReferenceHost.Files;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Storage.Dapper.Stores;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands.Units;

/// <summary><c>sipas units</c>: imports and exports the organisation units that ballots may name, and the successions
/// of those that ended.</summary>
internal static class UnitsCommand
{
    private static readonly string[] Header = ["code", "name_vi", "name_en", "block", "parent", "valid_from", "valid_to"];

    public static Command Create() => new("units", "Import and export organisation units") { Import(), Export() };

    private static Command Import()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "CSV with the columns code, name_vi, name_en, block and optionally parent, valid_from, valid_to (yyyy-MM-dd)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var successions = new Option<string?>("--successions")
        {
            Description = "CSV with the columns predecessor, successor, kind (merged, split, renamed, moved) and, for a partial "
            + "succession, share; the rows of a predecessor replace all its stored rows",
        };
        var store = new StoreOptions();
        Command command = store.AddToHost(
            new Command("import", "Add units, replacing those with the same code, and the successions of ended units")
            {
                file, successions,
            });
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, () =>
            ImportAsync(
                parsed.GetValue(file), parsed.GetValue(successions), reading.Read(parsed), store.Use(parsed),
                parsed.InvocationConfiguration.Output,
                cancellationToken)));
        return command;
    }

    private static Command Export()
    {
        var successions = new Option<bool>("--successions") { Description = "Export the successions of ended units instead of the units" };
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("export", "Print the units as CSV, in the format of \"units import\"") { successions });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            IEnumerable<string> lines = parsed.GetValue(successions)
                ? SuccessionFile.Lines(await storage.Units.ReadSuccessionsAsync(cancellationToken).ConfigureAwait(false))
                : Lines(await storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false));
            foreach (string line in lines)
            {
                await parsed.InvocationConfiguration.Output.WriteAsync(line).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static async Task<int> ImportAsync(
        string? file, string? successionFile, TableFileOptions reading, Action<ISipasBuilder> useStorage, TextWriter output,
        CancellationToken cancellationToken)
    {
        if ((file ?? successionFile) is null)
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "units import", "—", "FILE, --successions FILE"));
        }

        OrganisationUnit[] units = file is null ? [] : Read(file, reading);
        UnitSuccession[] successions = successionFile is null ? [] : SuccessionFile.Read(successionFile, reading);
        using IHost host = HostFactory.CreateWithoutWeb(useStorage);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        ISipasStorage storage = host.Services.GetRequiredService<ISipasStorage>();
        if (file is not null)
        {
            UnitDirectory before = await storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false);
            await storage.Units.SaveAsync(units, cancellationToken).ConfigureAwait(false);
            foreach (OrganisationUnit unit in (await storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false)).Units)
            {
                if (before.Find(unit.Code) is { } former && Changes(former, unit) is { Length: > 0 } changes)
                {
                    await output.WriteLineAsync($"{unit.Code}: {changes}").ConfigureAwait(false);
                }
            }

            string count = units.Length.ToString(CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"Đã lưu {count} đơn vị. / {count} units were stored.").ConfigureAwait(false);
        }

        if (successionFile is not null)
        {
            await storage.Units.SaveSuccessionsAsync(successions, cancellationToken).ConfigureAwait(false);
            string count = successions.Length.ToString(CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"Đã lưu {count} quan hệ kế thừa. / {count} successions were stored.").ConfigureAwait(false);
        }

        return CommandRunner.Done;
    }

    // These changes alter figures of past years, so they are always printed.
    private static string Changes(OrganisationUnit former, OrganisationUnit unit)
    {
        (string Name, string Old, string New)[] fields =
        [
            ("name_vi", former.Name.Vi, unit.Name.Vi), ("name_en", former.Name.En, unit.Name.En), ("block", former.Block, unit.Block),
            ("parent", former.ParentCode ?? "", unit.ParentCode ?? ""),
            ("valid_from", Show(former.ValidFrom), Show(unit.ValidFrom)), ("valid_to", Show(former.ValidTo), Show(unit.ValidTo)),
        ];
        return string.Join("; ", fields.Where(field => field.Old != field.New)
            .Select(field => $"{field.Name} '{field.Old}' → '{field.New}'"));
    }

    private static IEnumerable<string> Lines(UnitDirectory units) => units.Units
        .Select(unit => CsvOutput
            .Line([unit.Code, unit.Name.Vi, unit.Name.En, unit.Block, unit.ParentCode ?? "", Show(unit.ValidFrom), Show(unit.ValidTo)]))
        .Prepend(CsvOutput.Line(Header));

    private static string Show(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads units from a file.</summary>
    public static OrganisationUnit[] Read(string file, TableFileOptions? options = null)
    {
        FileTable table = FileTable.Read(file, options);
        (int code, int vi, int en, int block) = (table.Require("code"), table.Require("name_vi"), table.Require("name_en"),
            table.Require("block"));
        (int parent, int from, int to) = (table.Find("parent"), table.Find("valid_from"), table.Find("valid_to"));
        var cells = new CellReader(table);
        OrganisationUnit[] units = [.. table.Rows.Select(row => new OrganisationUnit
        {
            Code = cells.Code(row, code) ?? "",
            Name = new LocalizedText(cells.Text(row, vi) ?? "", cells.Text(row, en) ?? ""),
            Block = cells.Label(row, block),
            ParentCode = cells.Code(row, parent),
            ValidFrom = cells.Day(row, from),
            ValidTo = cells.Day(row, to),
        })];
        cells.ThrowIfFaulty();
        return units;
    }

    /// <summary>Reads the units that a frame may contain from a file that needs only their codes and days.</summary>
    public static OrganisationUnit[] ReadKnown(string file)
    {
        FileTable table = FileTable.Read(file);
        (int code, int from, int to) = (table.Require("code"), table.Find("valid_from"), table.Find("valid_to"));
        var cells = new CellReader(table);
        OrganisationUnit[] units = [.. table.Rows.Select(row =>
        {
            string known = cells.Code(row, code) ?? "";
            return new OrganisationUnit
            {
                Code = known,
                Name = new LocalizedText(known, known),
                Block = "units",
                ValidFrom = cells.Day(row, from),
                ValidTo = cells.Day(row, to),
            };
        })];
        cells.ThrowIfFaulty();
        return units;
    }
}
