using System.CommandLine;
using System.Globalization;
using System.Text;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>
/// The problems of one run: the first twenty are written in full, all are counted by kind, and all go to the file of
/// <c>--problems</c>, if given.
/// </summary>
internal sealed class ProblemReport : IDisposable
{
    public const string OptionName = "--problems";

    private static readonly AsyncLocal<ProblemReport?> Running = new();

    private readonly ProblemSummary _summary = new();
    private readonly StreamWriter? _list;

    private ProblemReport(string? listPath)
    {
        if (listPath is not null)
        {
            StreamWriter? list = null;
            FolderGuard.New(listPath,
                () => list = new StreamWriter(PrivateFile.Open(listPath, FileMode.CreateNew), new UTF8Encoding(true)));
            _list = list!;
            _list.Write(ProblemList.Header);
        }
    }

    /// <summary>The option, which every command has.</summary>
    public static Option<string?> Option() => new(OptionName)
    {
        Description = "Write every problem to this new CSV file: code, row, column, value, allowed values, and the message in Vietnamese "
        + "and English",
        Recursive = true,
    };

    /// <summary>Starts the report of a run; until it is disposed, it collects the problems of the run.</summary>
    /// <exception cref="SipasException">The file of <c>--problems</c> already exists or cannot be written.</exception>
    public static ProblemReport Begin(ParseResult parsed)
    {
        var report = new ProblemReport(parsed.GetValue<string?>(OptionName));
        Running.Value = report;
        return report;
    }

    /// <summary>
    /// Reports a problem: code and place, then the message in Vietnamese and in English; after the first twenty of a
    /// run problems are only counted.
    /// </summary>
    /// <param name="errors">Receives the output.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="place">Its place, written before the message; null for none.</param>
    public static void Tell(TextWriter errors, Problem problem, string? place = null)
    {
        ProblemReport? report = Running.Value;
        report?.Add(place is null ? problem : problem with { Place = place });
        if (report is null || report._summary.Count <= report._summary.MaxShown)
        {
            LocalizedText message = problem.Message;
            errors.WriteLine($"{problem.Code} {place}".TrimEnd());
            errors.WriteLine($"  {message.Vi}");
            errors.WriteLine($"  {message.En}");
        }
    }

    /// <summary>Ends with the counts by kind, if there is more than one problem.</summary>
    public async Task EndAsync(TextWriter errors)
    {
        if (_summary.Count < 2)
        {
            return;
        }

        IReadOnlyList<ProblemCount> kinds = _summary.Kinds;
        await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{_summary.Count} điểm cần xem lại, thuộc {kinds.Count} loại: / {_summary.Count} problems of {kinds.Count} kinds:"))
            .ConfigureAwait(false);
        foreach (ProblemCount kind in kinds)
        {
            await errors.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {kind.Code} × {kind.Count}: {kind.Kind.Vi} / {kind.Kind.En} ({kind.First.Place ?? "—"})")).ConfigureAwait(false);
        }

        if (_summary.LeftOutCount > 0 && _list is null)
        {
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Chỉ nêu {_summary.MaxShown} điểm đầu tiên; cả danh sách: thêm {OptionName} TEP.csv / "
                    + $"Only the first {_summary.MaxShown} are shown; for the complete list, add {OptionName} FILE.csv"))
                    .ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _list?.Dispose();
        Running.Value = null;
    }

    private void Add(Problem problem)
    {
        _summary.Add(problem);
        _list?.Write(ProblemList.Line(problem));
    }
}
