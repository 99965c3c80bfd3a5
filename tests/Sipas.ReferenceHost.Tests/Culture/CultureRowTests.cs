using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sipas.ReferenceHost.Culture;

/// <summary>Numbers, days and Vietnamese letters of the command line, each as a machine of another culture would have read it.</summary>
[Collection(nameof(CultureGroup))]
public sealed class CultureRowTests : IDisposable
{
    private const string Frame =
        "mã,phường\nHS-1,Việt Hưng\nHS-2,Việt Hưng\nHS-3,Việt Hưng\nHS-4,Đức Giang\nHS-5,Đức Giang\nHS-6,Đức Giang\n";

    private const string Plan = """
        {
          "code": "p", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "bnv-2640-2017",
          "legalBasis": { "number": "1", "date": "2026-01-15", "issuer": { "vi": "UBND", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" } },
          "frame": { "id": "mã" }, "stratumColumns": ["phường"], "stages": [{ "method": "simpleRandom" }],
          "size": { "rule": "quota", "quotas": { "Việt Hưng": 1, "Đức Giang": 2 } },
          "roles": { "draws": "A", "delivers": "B", "collects": "C", "checks": "D" }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly (CultureInfo, CultureInfo?) _before = (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);

    public void Dispose()
    {
        (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = _before;
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("vi-VN")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public async Task D01_PlanSize_DecimalPoint_IsOneNumberInEveryCulture(string culture)
    {
        In(culture);

        SipasRun effect = await SipasRun.OfAsync("plan", "size", "--rule", "total", "--total", "400", "--design-effect", "1.8");
        SipasRun yamane = await SipasRun.OfAsync("plan", "size", "--rule", "yamane", "--population", "10000", "--margin", "0.05");

        Assert.Equal(0, effect.ExitCode);

        // 1.96 √(1.8 · 0.25 / 400) = 0.0657.
        Assert.Contains("margin = 0.0657", effect.Output, StringComparison.Ordinal);
        Assert.Contains("±6,6 điểm phần trăm", effect.Output, StringComparison.Ordinal);
        Assert.Contains("±6.6 points", effect.Output, StringComparison.Ordinal);
        Assert.StartsWith("n = 385;", yamane.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--design-effect", "1,8")]
    [InlineData("vi-VN", "--design-effect", "1,8")]
    [InlineData("de-DE", "--margin", "0,05")]
    [InlineData("vi-VN", "--population", "10.000")]
    [InlineData("", "--population", "10,000")]
    [InlineData("vi-VN", "--second-share", "0,6")]
    [InlineData("", "--margin", "NaN")]
    [InlineData("", "--margin", "٠.٠٥")]
    public async Task D01_PlanSize_OtherSpellings_AreRefusedAlsoWhereTheyAreNotLookedAt(string culture, string option, string value)
    {
        In(culture);

        SipasRun run = await SipasRun.OfAsync("plan", "size", "--rule", "yamane", option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("QRY0101", run.Errors, StringComparison.Ordinal);
        Assert.Contains($"{option}: '{value}'", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vi-VN")]
    public async Task D01_Estimate_SatisfiedFromADecimal_IsOneShareInEveryCulture(string culture)
    {
        In(culture);
        string data = _folder.Write("est.csv", "s,w,y\n1,1,3\n1,1,4\n1,1,5\n2,1,2\n2,1,4\n2,2,3\n");
        string design = _folder.Write("est.json", """{ "stages": [ { "stratum": "s" } ], "weight": "w" }""");

        SipasRun run = await SipasRun.OfAsync("estimate", "--data", data, "--design", design, "--share", "y", "--satisfied-from", "3.5");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal(3.0 / 7, JsonDocument.Parse(run.Output).RootElement.GetProperty("estimates")[0].GetProperty("value").GetDouble(),
            1e-12);
    }

    [Theory]
    [InlineData("", "01/05/2026")]
    [InlineData("vi-VN", "01/05/2026")]
    [InlineData("", "2026-5-1")]
    [InlineData("", "2026-02-30")]
    [InlineData("", "")]
    [InlineData("ar-SA", "2026-05-01T00:00")]
    public async Task D02_ImportDate_OtherSpellings_AreRefusedAndNothingIsStored(string culture, string day)
    {
        In(culture);
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        string ballots = _folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,5,5,5,5,5,5,5,1\n");
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", _folder.File("t.db"))).ExitCode);

        SipasRun run = await SipasRun.OfAsync("import", ballots, "--pack", "kiosk-9", "--database", _folder.File("t.db"), "--date", day);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("QRY0102", run.Errors, StringComparison.Ordinal);
        Assert.Contains("yyyy-MM-dd", run.Errors, StringComparison.Ordinal);
        Assert.Contains("0 ballots", (await SipasRun.OfAsync("verify", "--database", _folder.File("t.db"))).Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("survey", "close", "--name", "2026", "--pack", "kiosk-9", "--from", "01/04/2026", "--to", "05/04/2026")]
    [InlineData("values", "erase", "--pack", "fee-pack", "--question", "FEE", "--before", "07/01/2026")]
    [InlineData("score", "--pack", "kiosk-9", "--from", "01/04/2026")]
    [InlineData("verify", "--from", "01/04/2026")]
    public async Task D02_DaysOfOtherCommands_OtherSpellings_AreRefused(params string[] arguments)
    {
        Assert.Equal(0, (await SipasRun.OfAsync("schema", "apply", "--database", _folder.File("t.db"))).ExitCode);

        SipasRun run = await SipasRun.OfAsync([.. arguments, "--database", _folder.File("t.db")]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("QRY0102", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D03_Draw_InInvariantModeAndFromMarksTypedApart_GivesTheSameListsAndCertificates()
    {
        string seed = "XSKT giải đặc biệt 048213".Normalize(NormalizationForm.FormD);
        (string composed, string decomposed) = (_folder.Write("nfc.csv", Frame),
            _folder.Write("nfd.csv", Frame.Normalize(NormalizationForm.FormD)));
        string plan = _folder.Write("plan.json", Plan.Normalize(NormalizationForm.FormD));

        SipasRun here = await SipasRun.OfAsync("draw", "--frame", composed, "--plan", plan, "--public-seed", seed, "--output",
            _folder.File("d1"));
        (int exit, string output) = await InvariantAsync("draw", "--frame", decomposed, "--plan", plan, "--public-seed",
            seed.Normalize(NormalizationForm.FormC), "--output", _folder.File("d2"));
        (int verified, string equal) = await InvariantAsync("draw", "verify", _folder.File("d1"), "--frame", decomposed);

        Assert.Equal((0, ""), (here.ExitCode, here.Errors));
        Assert.True(exit == 0, output);
        Assert.True(verified == 0, equal);
        Assert.Contains("Equal.", equal, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(_folder.File("d1/official.csv")),
            await File.ReadAllTextAsync(_folder.File("d2/official.csv")));
        Assert.Equal(await SeedAsync("d1"), await SeedAsync("d2"));

        async Task<(string?, string?)> SeedAsync(string draw)
        {
            JsonElement certificate = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File(draw + "/certificate.json"))).RootElement;
            return (certificate.GetProperty("seed").GetString(), certificate.GetProperty("frameChecksum").GetString());
        }
    }

    [Fact]
    public async Task D03_Import_HeaderTypedApartInInvariantMode_IsFound()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        string map = _folder.Write("map.json", """{ "items": { "K1": "Câu 1" }, "unit": "đơn vị" }""");
        string ballots = _folder.Write("nfd.csv",
            ("Câu 1,K2,K3,K4,K5,K6,K7,K8,K9,\u00F0ơn vị\n" + "5,5,5,5,5,5,5,5,1,S01\n4,5,5,5,5,5,5,5,1,S01\n")
            .Normalize(NormalizationForm.FormD));
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", _folder.File("t.db"))).ExitCode);

        (int exit, string output) = await InvariantAsync("import", ballots, "--pack", "kiosk-9", "--map", map, "--unit-column", "đơn vị",
            "--date", "2026-11-20", "--database", _folder.File("t.db"));

        Assert.True(exit == 0, output);
        Assert.Contains("2 ballots were stored", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D03_Draw_SeedThatNoTableComposes_IsRefusedByItsCharacter()
    {
        SipasRun run = await SipasRun.OfAsync(
            "draw", "--frame", _folder.Write("f.csv", Frame), "--plan", _folder.Write("p.json", Plan), "--public-seed", "XSKT \uF900",
            "--output", _folder.File("d"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("QRY0100", run.Errors, StringComparison.Ordinal);
        Assert.Contains("U+F900", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("d")));
    }

    private static void In(string culture) =>
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);

    // The real program in a process of its own.
    private static async Task<(int ExitCode, string Output)> InvariantAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sipas.ReferenceHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
