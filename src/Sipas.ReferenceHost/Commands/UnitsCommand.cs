using System.CommandLine;
using System.Globalization;
using Sipas.DependencyInjection;
using Sipas.Files;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas units</c>: imports the units that ballots may name.</summary>
internal static class UnitsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with the columns code, name_vi, name_en, block and, where needed, parent, valid_from, valid_to (yyyy-MM-dd)" };
        var store = new StoreOptions();
        Command import = store.AddToHost(new Command("import", "Add units, or replace those with the same code") { file });
        import.SetAction((parsed, cancellationToken) => Shell.RunAsync(parsed.InvocationConfiguration.Error, () =>
            ImportAsync(parsed.GetRequiredValue(file), store.Use(parsed), parsed.InvocationConfiguration.Output, cancellationToken)));
        return new Command("units", "Organisation units") { import };
    }

    private static async Task<int> ImportAsync(string file, Action<ISipasBuilder> useStorage, TextWriter output, CancellationToken cancellationToken)
    {
        OrganisationUnit[] units = Read(file);
        using IHost host = HostFactory.CreateWithoutWeb(useStorage);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        await host.Services.GetRequiredService<ISipasStorage>().SaveAsync(units, cancellationToken).ConfigureAwait(false);
        string count = units.Length.ToString(CultureInfo.InvariantCulture);
        await output.WriteLineAsync($"Đã ghi {count} đơn vị. / {count} units were kept.").ConfigureAwait(false);
        return Shell.Done;
    }

    /// <summary>Reads units from a file.</summary>
    public static OrganisationUnit[] Read(string file)
    {
        FileTable table = FileTable.Read(file);
        (int code, int vi, int en, int block) = (table.Require("code"), table.Require("name_vi"), table.Require("name_en"), table.Require("block"));
        (int parent, int from, int to) = (table.Find("parent"), table.Find("valid_from"), table.Find("valid_to"));
        return [.. table.Rows.Select(row => new OrganisationUnit
        {
            Code = row.Cells[code],
            Name = new LocalizedText(row.Cells[vi], row.Cells[en]),
            Block = row.Cells[block],
            ParentCode = parent < 0 || row.Cells[parent].Length == 0 ? null : row.Cells[parent],
            ValidFrom = Day(row, from),
            ValidTo = Day(row, to),
        })];
    }

    private static DateOnly? Day(TableRow row, int column) =>
        column < 0 || row.Cells[column].Length == 0 ? null
        : DateOnly.TryParseExact(row.Cells[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new SipasException(new Problem(ProblemCodes.TimeMalformed, FileTable.RowPlace(row.Number), row.Cells[column], "2026-11-21"));
}
