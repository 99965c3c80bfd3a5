using System.CommandLine;
using System.Globalization;
using System.Text;
using Sipas.Files;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.ReferenceHost.Commands;

/// <summary>The problems of one run: the first twenty are written out, all are counted by kind, and each goes to the file of <c>--problems</c> where one was asked for.</summary>
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
            FolderGuard.New(listPath, () => list = new StreamWriter(PrivateFile.Open(listPath, FileMode.CreateNew), new UTF8Encoding(true)));
            _list = list!;
            _list.Write(ProblemList.Header);
        }
    }

    /// <summary>The option, which every command has.</summary>
    public static Option<string?> Option() => new(OptionName)
    {
        Description = "Write every problem to this new CSV file: code, row, column, value, what is allowed, and the sentence in Vietnamese and English",
        Recursive = true,
    };

    /// <summary>Begins the report of a run; until it is disposed of, problems that the run tells belong to it.</summary>
    /// <exception cref="SipasException">The file of <c>--problems</c> is there already or cannot be written.</exception>
    public static ProblemReport Begin(ParseResult parsed)
    {
        var report = new ProblemReport(parsed.GetValue<string?>(OptionName));
        Running.Value = report;
        return report;
    }

    /// <summary>Tells a problem: code and place, then the sentence in Vietnamese and in English; after the first twenty of a run they are only counted.</summary>
    /// <param name="errors">Where problems are told.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="place">Where it is, in front of its sentence; null for none.</param>
    public static void Tell(TextWriter errors, Problem problem, string? place = null)
    {
        ProblemReport? report = Running.Value;
        report?.Add(place is null ? problem : problem with { Place = place });
        if (report is null || report._summary.Count <= report._summary.MostShown)
        {
            LocalizedText message = problem.Message;
            errors.WriteLine($"{problem.Code} {place}".TrimEnd());
            errors.WriteLine($"  {message.Vi}");
            errors.WriteLine($"  {message.En}");
        }
    }

    /// <summary>Ends with the counts by kind, where there is more than one problem.</summary>
    public async Task EndAsync(TextWriter errors)
    {
        if (_summary.Count < 2)
        {
            return;
        }

        IReadOnlyList<ProblemCount> kinds = _summary.Kinds;
        await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{_summary.Count} điểm cần xem lại, thuộc {kinds.Count} loại: / {_summary.Count} problems of {kinds.Count} kinds:")).ConfigureAwait(false);
        foreach (ProblemCount kind in kinds)
        {
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {kind.Code} × {kind.Count}: {kind.Kind.Vi} / {kind.Kind.En} ({kind.First.Place ?? "—"})")).ConfigureAwait(false);
        }

        if (_summary.LeftOutCount > 0 && _list is null)
        {
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Chỉ nêu {_summary.MostShown} điểm đầu tiên; cả danh sách: thêm {OptionName} TEP.csv / Only the first {_summary.MostShown} are shown; for the whole list add {OptionName} FILE.csv")).ConfigureAwait(false);
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
