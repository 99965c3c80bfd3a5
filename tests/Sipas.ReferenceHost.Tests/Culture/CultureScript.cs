using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sipas.Common;
using Sipas.Plans;
using Sipas.ReferenceHost.Commands;
using Sipas.Sampling;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Tickets;

namespace Sipas.ReferenceHost.Culture;

/// <summary>Runs every command and asks every endpoint once or more, with a given clock, and writes down what they
/// answer and which files they leave, masked.</summary>
internal sealed partial class CultureScript(string folder)
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero));

    private readonly StringBuilder _transcript = new();

    private string Database => File("sipas.db");

    /// <summary>Commands that were run.</summary>
    public HashSet<string> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs all of it.</summary>
    /// <returns>The transcript.</returns>
    public static async Task<(string Transcript, CultureScript Script)> TranscribeAsync(string folder)
    {
        var script = new CultureScript(folder);
        script.WriteInputs();
        script.Facts();
        await script.SamplingAsync();
        await script.StoreAsync();
        await script.HttpAsync();
        await script.CollectionAsync();
        await script.FiguresAsync();
        await script.RefusalsAsync();
        await script.EndAsync();
        script.Files();
        return (CultureMask.Apply(script._transcript.ToString(), folder), script);
    }

    // Seeds, checksums and ids are masked elsewhere as the hashes they are: here they are written in groups.
    private void Facts()
    {
        foreach (string text in (string[])["XSKT Hà Nội giải đặc biệt",
            "XSKT Ha\u0300 No\u0323\u0302i gia\u0309i \u00F0a\u0306\u0323c bi\u1EB9\u0302t"])
        {
            Line($"seed {DrawSeed.FromPublicText(text).Value.ToString(CultureInfo.InvariantCulture)} "
                + $"of {DrawSeed.FromPublicText(text).PublicText}");
            using var checksum = new FrameChecksum(["mã", "phường"]);
            checksum.Append(["HS-1", text]);
            Line("checksum " + Grouped(checksum.ToHexadecimal()));
            Line("ticket " + Grouped(Convert.ToHexString(new TicketKeyring([new byte[32]]).IdOf("kiosk-9", "S01", text))));
            Line($"key {VietnameseText.SearchKey(text)}");
        }

        FrameSeal seal = FrameSeal.Of(new Sipas.Files.Frames.FileFrame(File("frame.csv")),
            SurveyPlanSerializer.Read(System.IO.File.ReadAllBytes(File("plan.json"))).ToDrawDesign(), Clock.GetUtcNow());
        Line("frame " + Grouped(seal.Checksum));
    }

    private async Task SamplingAsync()
    {
        string draw = File("draw");
        await RunAsync("plan check FOLDER/plan.json");
        await RunAsync("plan size --rule total --total 400 --design-effect 1.8");
        await RunAsync("plan size --rule yamane --population 10000 --margin 0.05 --units 23");
        await RunAsync("plan size --rule mean --population 12345 --margin 0.125 --deviation 1.25 --confidence 0.99 --response 0.8");
        await RunAsync("plan size --rule difference --share 0.5 --second-share 0.55 --power 0.9");
        await RunAsync("plan allocate --strata FOLDER/strata.csv --total 2575 --rule power --exponent 0.5 --minimum 30");
        await RunAsync("plan allocate --strata FOLDER/strata.csv --budget 12345.5");
        await RunAsync("frame check FOLDER/frame.csv --plan FOLDER/plan.json --clean FOLDER/clean.csv");
        await RunAsync("frame seal FOLDER/frame.csv --plan FOLDER/plan.json --output FOLDER/seal.json --by Lan");
        await RunAsync("draw --frame FOLDER/frame.csv --plan FOLDER/plan.json --seal FOLDER/seal.json --output FOLDER/draw --columns|họ "
            + "tên|--public-seed|XSKT Hà Nội giải đặc biệt");
        await RunAsync("draw verify FOLDER/draw --frame FOLDER/nfd.csv");
        await RunAsync("field record --draw FOLDER/draw --day 2026-11-20 --unit C1 --kind closed --disposition refused");
        await RunAsync("field substitute --draw FOLDER/draw --unit C1 --approver Lan --reason|từ chối");
        await RunAsync("field record --draw FOLDER/draw --unit C2 --kind closed --disposition complete");
        await RunAsync("field status --draw FOLDER/draw --last-day 2026-11-25 --by day");
        await RunAsync("field weights --draw FOLDER/draw");
        await RunAsync("field reinterview --draw FOLDER/draw --share 0.5 --public-seed|Hà Nội");
        Line(draw);
    }

    private async Task StoreAsync()
    {
        await StoreRunAsync("schema check");
        await StoreRunAsync("schema apply");
        await StoreRunAsync("schema check");
        await StoreRunAsync("units import FOLDER/units.csv");
        await StoreRunAsync("units export");
        await StoreRunAsync("import FOLDER/ballots.csv --pack kiosk-9 --mode interview --date 2026-11-20 --preview");
        await StoreRunAsync("import FOLDER/ballots.csv --pack kiosk-9 --mode interview --date 2026-11-20");
        await StoreRunAsync("import FOLDER/values.csv --pack three-level --date 2026-05-01");
        await StoreRunAsync("values export --pack three-level --from 2026-05-01 --to 2026-05-31");
        await StoreRunAsync("values erase --pack three-level --question O --before 2026-05-02");
        await StoreRunAsync("survey design import FOLDER/design.json");
        await StoreRunAsync("survey design list");
        await StoreRunAsync("pack stored");
        using var people = new SqlitePersonalDataStorage(SqlitePersonalDataStorage.PathBeside(Database), Clock);
        await people.OpenAsync(default);
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        await people.Cases.OpenCaseAsync(
            SamplePeople.Request(1), "Tôi đồng ý", new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 12), 10, default);
        await people.Cases.OpenCaseAsync(SamplePeople.Request(2), "Tôi đồng ý", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 27), 10,
            default);
    }

    private async Task CollectionAsync()
    {
        string @case = SamplePeople.Request(1).Code;
        string output = await StoreRunAsync("device add --unit S01 --host https://khaosat.example.vn/ --qr FOLDER/qr.svg --label|Quầy 3");
        string device = System.Text.RegularExpressions.Regex.Match(output, "D[0-9A-HJKMNP-TV-Z]{7}").Value;
        await StoreRunAsync($"device code {device}");
        await StoreRunAsync($"device phase {device} official");
        await StoreRunAsync("device list");
        await StoreRunAsync($"device revoke {device}");
        await StoreRunAsync("quarantine list");
        await StoreRunAsync("quarantine show 1");
        await StoreRunAsync("quarantine release 1");
        await StoreRunAsync("ticket issue --dossier H49-1 --unit S01 --procedure 1.004227 --host https://khaosat.example.vn");
        await StoreRunAsync("ticket count");
        await StoreRunAsync("case list");
        await StoreRunAsync($"case show {@case}");
        await StoreRunAsync($"case assign {@case} --to Minh");
        await StoreRunAsync($"case note {@case} --words|đã gọi");
        await StoreRunAsync($"case close {@case} --outcome resolved");
        await StoreRunAsync("case erase --days 0");
        await StoreRunAsync("quality run");
        await StoreRunAsync("quality list");
        await StoreRunAsync("quality notices");
        await StoreRunAsync("quality review 2 accept --reviewer Lan");
        await StoreRunAsync("quality score --pack kiosk-9");
        await StoreRunAsync("people list");
        await StoreRunAsync("people erase --survey PX-2026 --contact 0912000111");
        await StoreRunAsync("retention run --policy FOLDER/policy.json");
        await StoreRunAsync("people audit");
    }

    private async Task FiguresAsync()
    {
        foreach (string form in (string[])["--format table --lang vi", "--format table --lang en", "--format json"])
        {
            await StoreRunAsync($"score --pack kiosk-9 --group-by unit --from 2026-11-01 --to 2026-11-30 --minimum-respondents 1 {form}");
            await StoreRunAsync($"score --pack three-level --questions {form}");
            await StoreRunAsync($"rank --pack kiosk-9 --year 2026 --minimum-ballots 1 --level 0.9 {form}");
            await RunAsync($"rank --pack bnv-2640-2017 --figures FOLDER/figures.csv --minimum-ballots 30 --seed 9 {form}");
            await RunAsync($"compare --figures FOLDER/years.csv --over-break --decimals 3 {form}");
            await RunAsync($"points --pack bnv-1001-2023 --figures FOLDER/points.csv {form}");
            await RunAsync($"pack list {form}");
            await RunAsync($"pack show bnv-1001-2023 {form}");
        }

        await RunAsync("estimate --data FOLDER/est.csv --design FOLDER/est.json --share y --satisfied-from 3.5 --mean z --by d --rank y "
            + "--quantile z --level 0.9 --probability 0.25 0.75");
        await RunAsync("pack export kiosk-9 --surveyjs FOLDER/form.json --map FOLDER/map.json --lang en");
        await RunAsync("pack export kiosk-9 --xlsform FOLDER/form.xlsx");
        await RunAsync("pack import FOLDER/form.xlsx --output FOLDER/draft.json --id my-draft");
        await RunAsync("pack verify FOLDER/draft.json");
        await RunAsync("pack confirm FOLDER/draft.json");
        await RunAsync("pack verify FOLDER/faulty.json --lang en");
    }

    // Other spellings than ours: refused in every culture, before anything is done.
    private async Task RefusalsAsync()
    {
        await RunAsync("plan size --rule total --total 400 --design-effect 1,8");
        await RunAsync("plan size --population 10.000");
        await RunAsync("plan size --second-share 0,6");
        await StoreRunAsync("import FOLDER/ballots.csv --pack kiosk-9 --date 01/05/2026");
        await StoreRunAsync("survey close --name 2026 --pack kiosk-9 --from 01/04/2026 --to 05/04/2026");
        await StoreRunAsync("values erase --pack three-level --question O --before 07/01/2026");
        await StoreRunAsync("score --pack kiosk-9 --minimum-respondents 1.000");
        await RunAsync("rank --pack bnv-2640-2017 --figures FOLDER/faulty.csv");
    }

    private async Task EndAsync()
    {
        await StoreRunAsync("survey close --name 2026 --pack kiosk-9 --from 2026-01-01 --to 2026-12-31");
        await StoreRunAsync("survey list");
        await StoreRunAsync("anchor --to FOLDER/anchor.txt");
        await StoreRunAsync("verify --anchor FOLDER/anchor.txt --progress");
        await StoreRunAsync("export --to FOLDER/log.jsonl");
        await RunAsync("verify --export FOLDER/log.jsonl");
        await StoreRunAsync("key rotate");
        await StoreRunAsync("schema print");
        await StoreRunAsync("audit");
        await StoreRunAsync("backup --to FOLDER/copy.db");
        await RunAsync("restore --from FOLDER/copy.db --database FOLDER/restored.db");
        await RunAsync("demo --database FOLDER/copy.db --make-only");
    }

    // Text files that the commands left, and the texts in workbooks.
    private void Files()
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            switch (Path.GetExtension(file))
            {
                case ".csv" or ".json" or ".jsonl" or ".txt" or ".svg":
                    Line($"== {name}\n{System.IO.File.ReadAllText(file)}");
                    break;
                case ".xlsx":
                    using (ZipArchive workbook = ZipFile.OpenRead(file))
                    {
                        foreach (ZipArchiveEntry entry in workbook.Entries)
                        {
                            using var reader = new StreamReader(entry.Open());
                            Line($"== {name}/{entry.FullName}\n{reader.ReadToEnd()}");
                        }
                    }

                    break;
            }
        }
    }

    private Task<string> StoreRunAsync(string line)
    {
        int free = line.IndexOf('|', StringComparison.Ordinal);
        return RunAsync(free < 0
            ? $"{line} --database FOLDER/sipas.db"
            : $"{line[..line.LastIndexOf(' ', free)]} --database FOLDER/sipas.db{line[line.LastIndexOf(' ', free)..]}");
    }

    // Words are separated by spaces; what comes after the first bar is separated by bars, so that it may hold spaces.
    private async Task<string> RunAsync(string line)
    {
        int free = line.IndexOf('|', StringComparison.Ordinal);
        string[] words = free < 0 ? line.Split(' ') : [.. line[..free].Split(' '), .. line[(free + 1)..].Split('|')];
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        int exit = await RunAsync(line, words, output, errors, default);
        Line($"exit {exit.ToString(CultureInfo.InvariantCulture)}\n-- output\n{output}\n-- errors\n{errors}");
        return output.ToString();
    }

    private async Task<int> RunAsync(string line, string[] words, StringWriter output, StringWriter errors, CancellationToken stop)
    {
        Line($"$ sipas {line}");
        words = [.. words.Select(word => word.Replace("FOLDER", folder, StringComparison.Ordinal))];
        System.CommandLine.Command command = SipasCommand.Create().Parse(words).CommandResult.Command;
        Commands.Add(CommandTree.PathOf(command));
        return await SipasCommand.RunAsync(words, new SipasInvocation { Output = output, Error = errors, Clock = Clock }, stop);
    }

    private string File(string name) => Path.Combine(folder, name);

    private void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text, new UTF8Encoding(false));

    private void Line(string text) => _transcript.Append(text).Append('\n');

    private static string Grouped(string text) => string.Join(' ', text.Chunk(8).Select(chunk => new string(chunk)));
}
