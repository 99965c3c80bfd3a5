using System.Text;
using Sipas.Files.Tables;

namespace Sipas.ReferenceHost;

public sealed class SamplingCommandTests : IDisposable
{
    internal const string Plan = """
        {
          "code": "sipas-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "bnv-2640-2017",
          "legalBasis": { "number": "12/KH-UBND", "date": "2026-01-15", "issuer": { "vi": "UBND tỉnh", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" }, "from": "2026-01-01", "to": "2026-10-31" },
          "frame": { "id": "mã hồ sơ", "contacts": ["điện thoại"], "day": "ngày", "unit": "đơn vị" }, "stratumColumns": ["đơn vị"],
          "stages": [{ "method": "simpleRandom" }], "size": { "rule": "fixedTotal", "total": 20 }, "allocation": { "kind": "equal" },
          "reserve": { "share": 0.2 },
          "roles": { "draws": "Sở Nội vụ", "delivers": "Một cửa", "collects": "Bưu điện", "checks": "Mặt trận", "serves": ["MỘT CỬA"] }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plan_SizeAndAllocate_GiveTheWorkedNumbers()
    {
        SipasRun yamane = await SipasRun.OfAsync("plan", "size", "--rule", "yamane", "--population", "10000");
        SipasRun worth = await SipasRun.OfAsync("plan", "size", "--design-effect", "3", "--units", "23");
        string strata = _folder.Write("strata.csv", "stratum;population\n"
            + string.Join('\n', Enumerable.Range(1, 23).Select(i => $"Sở {i};{i * 200}")));
        SipasRun departments = await SipasRun.OfAsync("plan", "allocate", "--strata", strata, "--total", "2575", "--rule", "equal",
            "--minimum", "30");

        Assert.StartsWith("n = 385;", yamane.Output, StringComparison.Ordinal);
        Assert.Contains("±8.5 points", worth.Output, StringComparison.Ordinal);
        Assert.Contains("23 đơn vị", worth.Output, StringComparison.Ordinal);
        long[] sizes = [.. departments.Output.TrimEnd().Split('\n').Skip(1)
            .Select(line => long.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal((23, 2575, 111), (sizes.Length, sizes.Sum(), sizes.Min()));
        SipasRun refused = await SipasRun.OfAsync("plan", "size", "--rule", "proportion", "--confidence", "95");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("SMP0002", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Check_WarnsOfTheServingOfficer()
    {
        SipasRun run = await SipasRun.OfAsync("plan", "check", _folder.Write("plan.json", Plan));
        SipasRun broken = await SipasRun.OfAsync("plan", "check",
            _folder.Write("broken.json", Plan.Replace("fixedTotal", "fixedtotal", StringComparison.Ordinal)));

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("PLN0004", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, broken.ExitCode);
        Assert.StartsWith("PLN0001", broken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_Check_NamesEveryFaultAndWritesTheCleanRows()
    {
        string plan = _folder.Write("plan.json", Plan);
        string frame = _folder.Write("frame.csv",
            "mã hồ sơ;đơn vị;họ tên;điện thoại;ngày\nH1;S1;An;0901;01/02/2026\nH1;S1;Bình;0902;02/02/2026\n"
            + "H3;S9;\"Cường;\nCử\";;2026-02-03\nH4;S1;=Dung;+84904;03/02/2026\n");
        string units = _folder.Write("units.csv", "code\nS1\nS2\n");

        SipasRun run = await SipasRun.OfAsync("frame", "check", frame, "--plan", plan, "--units", units, "--clean",
            _folder.File("clean.csv"));

        Assert.Equal(1, run.ExitCode);
        foreach (string explained in (string[])["FRM0001", "row 3, mã hồ sơ", "FRM0006", "row 4, đơn vị", "FRM0004"])
        {
            Assert.Contains(explained, run.Errors, StringComparison.Ordinal);
        }

        Assert.Contains("4 rows, 2 without problems", run.Output, StringComparison.Ordinal);
        Assert.Equal(["mã hồ sơ,đơn vị,họ tên,điện thoại,ngày", "H1,S1,An,0901,01/02/2026", "H4,S1,'=Dung,'+84904,03/02/2026"],
            await File.ReadAllLinesAsync(_folder.File("clean.csv")));
    }

    [Fact]
    public async Task Draw_SealDrawVerify_IsEqualUntilSomethingChanges()
    {
        (string plan, string frame) = Files();
        SipasRun seal = await SipasRun.OfAsync("frame", "seal", frame, "--plan", plan, "--output", _folder.File("seal.json"), "--by",
            "Sở Nội vụ");
        SipasRun drawn = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", plan, "--seal", _folder.File("seal.json"),
            "--public-seed", "XSKT 048213", "--output", _folder.File("draw"), "--columns", "họ tên", "điện thoại");
        SipasRun equal = await SipasRun.OfAsync("draw", "verify", _folder.File("draw"), "--frame", frame);

        Assert.Equal(("", "", ""), (seal.Errors, drawn.Errors, equal.Errors));
        Assert.Equal((0, 0, 0), (seal.ExitCode, drawn.ExitCode, equal.ExitCode));
        Assert.Contains("20 official and 4 reserve", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("Equal", equal.Output, StringComparison.Ordinal);
        string[] official = await File.ReadAllLinesAsync(_folder.File("draw/official.csv"));
        Assert.Equal("code,number,cell,order,row,id,probability,weight,họ tên,điện thoại", official[0]);
        Assert.Equal(21, official.Length);

        // The same frame in another dress has the same checksum; another order has not.
        string dressed = _folder.Write("dressed.csv", (await File.ReadAllTextAsync(frame)).Replace(',', ';')
            .Normalize(NormalizationForm.FormD), new UTF8Encoding(true));
        Assert.Equal(0, (await SipasRun.OfAsync("draw", "verify", _folder.File("draw"), "--frame", dressed)).ExitCode);
        string reversed = _folder
            .Write("reversed.csv", string.Join('\n', (await File.ReadAllLinesAsync(frame)) is var lines
                ? lines.Take(1).Concat(lines.Skip(1).Reverse()) : []));
        SipasRun other = await SipasRun.OfAsync("draw", "verify", _folder.File("draw"), "--frame", reversed);
        Assert.Equal(1, other.ExitCode);
        Assert.StartsWith("DRW0002", other.Errors, StringComparison.Ordinal);
        SipasRun unsealed = await SipasRun.OfAsync("draw", "--frame", reversed, "--plan", plan, "--seal", _folder.File("seal.json"),
            "--seed", "1", "--output", _folder.File("other"));
        Assert.StartsWith("FRM0010", unsealed.Errors, StringComparison.Ordinal);

        // Nobody draws until the lists please, and a name put on the list is seen.
        SipasRun again = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", plan, "--seed", "2", "--output", _folder.File("draw"));
        Assert.StartsWith("DRW0010", again.Errors, StringComparison.Ordinal);
        string id = official[5].Split(',')[5];
        await File.WriteAllTextAsync(_folder.File("draw/official.csv"),
            (await File.ReadAllTextAsync(_folder.File("draw/official.csv"))).Replace($",{id},", ",COUSIN,", StringComparison.Ordinal));
        SipasRun forged = await SipasRun.OfAsync("draw", "verify", _folder.File("draw"), "--frame", frame);
        Assert.Equal(1, forged.ExitCode);
        Assert.Contains("official 5", forged.Errors, StringComparison.Ordinal);
        Assert.Contains("COUSIN", forged.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed", "abc", "DRW0007")]
    [InlineData("--public-seed", " ", "DRW0007")]
    public async Task Draw_BadSeed_IsRefused(string option, string value, string code)
    {
        (string plan, string frame) = Files();

        SipasRun run = await SipasRun.OfAsync("draw", "--frame", frame, "--plan", plan, option, value, "--output", _folder.File("draw"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(code, run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("draw")));
    }

    [Fact]
    public async Task Field_FromRecordToWeights_KeepsTheOrderOfReserves()
    {
        (_, string frame) = Files();
        string plan = _folder.Write("plan.json", Plan.Replace("\"share\": 0.2", "\"share\": 0.4", StringComparison.Ordinal));
        await SipasRun.OfAsync("draw", "--frame", frame, "--plan", plan, "--seed", "7", "--output", _folder.File("draw"));
        string[] field = ["--draw", _folder.File("draw"), "--day", "2026-11-21"];

        SipasRun early = await SipasRun
            .OfAsync(["field", "substitute", .. field, "--unit", "C1", "--reason", "từ chối", "--approver", "Trưởng đoàn"]);
        Assert.StartsWith("FLD0006", early.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await SipasRun
            .OfAsync(["field", "record", .. field, "--unit", "C1", "--kind", "closed", "--disposition", "refused"])).ExitCode);
        Assert.StartsWith("FLD0004",
            (await SipasRun.OfAsync(["field", "substitute", .. field, "--unit", "C1", "--by", "D2", "--reason", "từ chối", "--approver",
                "Trưởng đoàn"])).Errors, StringComparison.Ordinal);
        SipasRun replaced = await SipasRun
            .OfAsync(["field", "substitute", .. field, "--unit", "C1", "--reason", "từ chối, \"bận\"", "--approver", "Trưởng đoàn"]);
        Assert.Equal("C1 → D1", replaced.Output.Trim());
        for (int i = 2; i <= 20; i++)
        {
            await SipasRun.OfAsync(["field", "record", .. field, "--unit", $"C{i}", "--kind", "closed", "--disposition",
                i == 2 ? "notContacted" : "complete"]);
        }

        SipasRun status = await SipasRun.OfAsync(["field", "status", .. field, "--last-day", "2026-11-25"]);
        SipasRun weights = await SipasRun.OfAsync("field", "weights", "--draw", _folder.File("draw"));
        SipasRun reinterview = await SipasRun.OfAsync("field", "reinterview", "--draw", _folder.File("draw"), "--public-seed", "XSKT",
            "--share", "0.2");

        // 21 contacted, 18 complete, two that did not answer and one still open.
        Assert.Contains("Σ,21,18,1,0,0,0,85.71,,", status.Output, StringComparison.Ordinal);
        Assert.Contains("2 answers missing, 5 days left", status.Errors, StringComparison.Ordinal);
        double total = weights.Output.TrimEnd().Split('\n').Skip(1)
            .Sum(line => double.Parse(line.Split(',')[4], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(300, total, 1e-6);
        Assert.Equal(5, reinterview.Output.TrimEnd().Split('\n').Length);
        await File.AppendAllTextAsync(_folder.File("draw/field-log.csv"), "2026-11-22,C999,closed,,complete,,,,\n");
        SipasRun broken = await SipasRun.OfAsync(["field", "status", .. field]);
        Assert.StartsWith("FLD0001", broken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_AnyCell_ComesBackAsItWas()
    {
        foreach (string cell in (string[])["=1+1", "'=1", "''-", "+84", "'", "", "plain", "'plain", "@x"])
        {
            string guarded = CsvOutput.Guard(cell);
            Assert.Equal(cell, CsvOutput.Unguard(guarded));
            Assert.DoesNotMatch("^[=+@-]", guarded);
        }
    }

    // 300 transactions of four units, three times as many in the first as in each other.
    private (string Plan, string Frame) Files()
    {
        var text = new StringBuilder("mã hồ sơ,đơn vị,họ tên,điện thoại,ngày\n");
        for (int i = 0; i < 300; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"HS-{i:000},S{Math.Max(1, (i % 6) - 1)},Người {i},090{i:0000},{1 + (i % 28):00}/03/2026\n");
        }

        return (_folder.Write("plan.json", Plan), _folder.Write("frame.csv", text.ToString()));
    }
}
