using System.Text;
using Sipas.Packs;

namespace Sipas.ReferenceHost;

/// <summary>Every JSON file that a command reads (B04): with a byte order mark as without, other encodings refused,
/// what is empty, cut short or says a key twice told with its place.</summary>
public sealed class JsonFileTests : IAsyncLifetime
{
    private const string Plan = """
        {"code":"t-2026","title":{"vi":"Khảo sát","en":"Survey"},"pack":"kiosk-9",
        "legalBasis":{"number":"1/KH","date":"2026-01-15","issuer":{"vi":"UBND","en":"Province"}},
        "population":{"description":{"vi":"Người dân","en":"Citizens"},"from":"2026-01-01","to":"2026-10-31"},
        "frame":{"id":"id","contacts":["phone"],"day":"day","unit":"stratum"},"stratumColumns":["stratum"],
        "stages":[{"method":"simpleRandom"}],"size":{"rule":"fixedTotal","total":2},"allocation":{"kind":"equal"},
        "roles":{"draws":"A","delivers":"B","collects":"C","checks":"D"}}
        """;

    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds =>
        ["pack", "pack show", "map", "design", "survey design", "rules", "policy", "index", "surveyjs form", "surveyjs answers", "plan",
            "seal", "certificate"];

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Một,Dept One,departments\n");
        _folder.Write("ballots.csv", "unit,Câu 1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\n");
        _folder.Write("data.csv", "s,psu,w,y\n1,1,1,4\n1,2,1,5\n2,3,1,3\n2,4,1,5\n");
        _folder.Write("frame.csv",
            "id,stratum,phone,day\n1,A,0901,2026-02-01\n2,A,0902,2026-02-01\n3,B,0903,2026-02-01\n4,B,0904,2026-02-01\n");
        await SipasRun.OfAsync("units", "import", units, "--database", Database);
        await SipasRun.OfAsync("import", _folder.Write("first.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\n"), "--pack",
            "kiosk-9", "--date", "2026-05-01", "--database", Database);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task B04_ByteOrderMark_IsReadAsWithout(string kind)
    {
        string text = await TextOfAsync(kind);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Utf8.GetBytes(text)];

        SipasRun plain = await ReadAsync(kind, "plain.json", Utf8.GetBytes(text));
        SipasRun withMark = await ReadAsync(kind, "marked.json", marked);

        Assert.Equal((0, ""), (plain.ExitCode, plain.Errors.Contains("FORM", StringComparison.Ordinal)
            ? ""
            : Codes(plain.Errors, "FRM", "PCK", "QST")));
        Assert.Equal((plain.ExitCode, plain.Output.Replace("plain", "", StringComparison.Ordinal), Codes(plain.Errors)),
            (withMark.ExitCode, withMark.Output.Replace("marked", "", StringComparison.Ordinal), Codes(withMark.Errors)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task B04_Utf16_IsRefusedByName(string kind)
    {
        string text = await TextOfAsync(kind);
        if (kind is "surveyjs form" or "surveyjs answers")
        {
            // What a file is, is told by its first bytes: in UTF-16 it is not taken for JSON at all.
            Assert.NotEqual(0, (await ReadAsync(kind, "wide.json",
                [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)])).ExitCode);
            return;
        }

        SipasRun little = await ReadAsync(kind, "little.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        SipasRun big = await ReadAsync(kind, "big.json",
            [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)]);
        SipasRun unmarked = await ReadAsync(kind, "unmarked.json", Encoding.Unicode.GetBytes(text));

        foreach (SipasRun run in (SipasRun[])[little, big, unmarked])
        {
            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith("VAL0100", run.Errors, StringComparison.Ordinal);
            Assert.Contains("UTF-16", run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task B04_EmptyCutShortAndKeyTwice_AreToldWithTheirPlace(string kind)
    {
        string text = await TextOfAsync(kind);
        int comma = text.IndexOf(':', StringComparison.Ordinal);
        string twice = kind.StartsWith("surveyjs", StringComparison.Ordinal)
            ? text
            : "{\n" + string.Join('\n',
                Enumerable.Repeat(text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..comma].Trim() + ": 1,", 2)) + text[1..];

        SipasRun empty = await ReadAsync(kind, "empty.json", []);
        SipasRun blank = await ReadAsync(kind, "blank.json", [0xEF, 0xBB, 0xBF, (byte)'\n']);
        SipasRun cut = await ReadAsync(kind, "cut.json", Utf8.GetBytes(text.TrimEnd()[..^1]));
        SipasRun key = await ReadAsync(kind, "twice.json", Utf8.GetBytes(twice));

        Assert.All((SipasRun[])[empty, blank, cut], run => Assert.NotEqual(0, run.ExitCode));
        if (!kind.StartsWith("surveyjs", StringComparison.Ordinal))
        {
            Assert.StartsWith("VAL0101", empty.Errors, StringComparison.Ordinal);
            Assert.StartsWith("VAL0101", blank.Errors, StringComparison.Ordinal);
            Assert.StartsWith("VAL0103", cut.Errors, StringComparison.Ordinal);
            Assert.Equal(2, key.ExitCode);
            Assert.StartsWith("VAL0102", key.Errors, StringComparison.Ordinal);
            Assert.Contains(" 3:", key.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task B04_KioskLinesAndExportWithAMark_AreRead()
    {
        string line =
            """{"id":"01997a2e-0000-7000-8000-000000000001","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01","""
            + """ "mode":"kiosk","basis":"selfSelected","""
            + """ "startedAt":"2026-05-01T08:00:00+07:00","completedAt":"2026-05-01T08:01:00+07:00","""
            + """ "answers":{"K1":5,"K2":5,"K3":5,"K4":5,"K5":5,"K6":5,"K7":5,"K8":5,"K9":5}}""";
        await SipasRun.OfAsync("export", "--to", _folder.File("log.jsonl"), "--database", Database);
        await File.WriteAllBytesAsync(_folder.File("marked-log.jsonl"),
            [0xEF, 0xBB, 0xBF, .. await File.ReadAllBytesAsync(_folder.File("log.jsonl"))]);

        SipasRun lines = await SipasRun.OfAsync("import", _folder.Write("lines.jsonl", line + "\n", new UTF8Encoding(true)), "--database",
            Database);
        SipasRun export = await SipasRun.OfAsync("verify", "--export", _folder.File("marked-log.jsonl"));

        Assert.Equal((0, ""), (lines.ExitCode, lines.Errors));
        Assert.Equal((0, ""), (export.ExitCode, export.Errors));
    }

    private static string Codes(string errors, params string[] except) =>
        string.Join(' ', errors.Split('\n').Where(line => line.Length > 0 && !line.StartsWith(' ')).Select(line => line.Split(' ')[0])
            .Where(code => !except.Any(start => code.StartsWith(start, StringComparison.Ordinal))));

    private async Task<string> TextOfAsync(string kind) => kind switch
    {
        "pack" or "pack show" => Utf8.GetString(MethodPackSerializer.Write(MethodPacks.Shipped("kiosk-9"))),
        "map" => """{ "unit": "unit", "items": { "K1": "Câu 1" } }""",
        "design" => """{ "stages": [ { "stratum": "s", "unit": "psu" } ], "weight": "w" }""",
        "survey design" => """
            { "format": "sipas-survey-design/1", "name": "2026", "pack": "kiosk-9", "from": "2026-01", "to": "2026-12",
              "units": [ { "unit": "S01", "population": 2150 } ] }
            """,
        "rules" => """{ "burstBallots": 5 }""",
        "policy" => """{ "textDays": 365 }""",
        "index" => (await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--format", "json", "--database", Database)).Output,
        "surveyjs form" => await FormAsync(),
        "surveyjs answers" => """[ { "unit": "S01", "K1": 5, "K2": 5, "K3": 5, "K4": 5, "K5": 5, "K6": 5, "K7": 5, "K8": 5, "K9": 5 } ]""",
        "plan" => Plan,
        "seal" => await SealAsync(),
        _ => await CertificateAsync(),
    };

    private async Task<string> FormAsync()
    {
        string file = _folder.File($"form-{Guid.NewGuid():N}.json");
        Assert.Equal(0, (await SipasRun.OfAsync("pack", "export", "kiosk-9", "--surveyjs", file)).ExitCode);
        return await File.ReadAllTextAsync(file);
    }

    private async Task<string> SealAsync()
    {
        string file = _folder.File($"seal-{Guid.NewGuid():N}.json");
        SipasRun run = await SipasRun.OfAsync("frame", "seal", _folder.File("frame.csv"), "--plan", _folder.Write("plan.json", Plan),
            "--output", file);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return await File.ReadAllTextAsync(file);
    }

    private async Task<string> CertificateAsync()
    {
        string folder = _folder.File($"draw-{Guid.NewGuid():N}");
        SipasRun run = await SipasRun.OfAsync("draw", "--frame", _folder.File("frame.csv"), "--plan", _folder.Write("plan.json", Plan),
            "--seed", "5", "--output", folder);
        Assert.Equal(0, run.ExitCode);
        return await File.ReadAllTextAsync(Path.Combine(folder, "certificate.json"));
    }

    private async Task<SipasRun> ReadAsync(string kind, string name, byte[] bytes)
    {
        string file = _folder.File(name);
        await File.WriteAllBytesAsync(file, bytes);
        string fresh = _folder.File($"{Guid.NewGuid():N}");
        switch (kind)
        {
            case "pack": return await SipasRun.OfAsync("pack", "verify", file);
            case "pack show": return await SipasRun.OfAsync("pack", "show", file);
            case "map":
                return await SipasRun.OfAsync("import", _folder.File("ballots.csv"), "--pack", "kiosk-9", "--map", file, "--date",
                "2026-05-01", "--preview", "--database", Database);
            case "design": return await SipasRun.OfAsync("estimate", "--data", _folder.File("data.csv"), "--design", file, "--mean", "y");
            case "survey design": return await SipasRun.OfAsync("survey", "design", "import", file, "--database", Database);
            case "rules": return await SipasRun.OfAsync("quality", "run", "--rules", file, "--database", Database);
            case "policy": return await SipasRun.OfAsync("retention", "run", "--policy", file, "--dry-run", "--database", Database);
            case "index": return await SipasRun.OfAsync("verify", "--index", file, "--database", Database);
            case "surveyjs form": return await SipasRun.OfAsync("pack", "import", file, "--output", fresh, "--id", "own");
            case "surveyjs answers":
                return await SipasRun.OfAsync("import", file, "--pack", "kiosk-9", "--unit", "S01", "--date",
                "2026-05-01", "--preview", "--database", Database);
            case "plan": return await SipasRun.OfAsync("plan", "check", file);
            case "seal":
                return await SipasRun.OfAsync("draw", "--frame", _folder.File("frame.csv"), "--plan",
                _folder.Write("plan.json", Plan), "--seal", file, "--seed", "5", "--output", fresh);
            default:
                Directory.CreateDirectory(fresh);
                File.Copy(file, Path.Combine(fresh, "certificate.json"));
                return await SipasRun.OfAsync("draw", "verify", fresh, "--frame", _folder.File("frame.csv"));
        }
    }
}
