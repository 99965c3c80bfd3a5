using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Packs;

namespace Sipas.ReferenceHost;

public sealed class PackFormCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_XlsFormWithMap_BringsCollectedAnswersHomeOnce()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block,parent,valid_from,valid_to\nS01,Sở Nội vụ,Home Affairs,departments,,,\n");
        string database = _folder.File("sipas.db");
        string map = _folder.File("map.json");
        Assert.Equal(("", 0), await ErrorsAsync("units", "import", units, "--database", database));

        Assert.Equal(("", 0), await ErrorsAsync("pack", "export", "three-level", "--xlsform", _folder.File("form.xlsx"), "--map", map,
            "--units", units));

        // As KoboToolbox gives them: values and names, the options of a multiple choice in one cell.
        string answers = _folder.Write("kobo.csv", """
            start,end,unit,T1,T2,T3,T4,T5,V,V.count,E,O,_id,_uuid
            2026-05-01T08:29:10.000+07:00,2026-05-01T08:30:00.000+07:00,S01,3,3,2,notApplicable,1,1,4,E1 E3,Tốt,1,0b1c
            2026-05-01T09:29:10.000+07:00,2026-05-01T09:30:00.000+07:00,S01,1,1,1,1,1,2,,,,2,7f3a

            """);
        SipasRun first = await SipasRun.OfAsync("import", answers, "--pack", "three-level", "--map", map, "--mode", "interview",
            "--database", database);
        SipasRun again = await SipasRun.OfAsync("import", answers, "--pack", "three-level", "--map", map, "--mode", "interview",
            "--database", database);

        Assert.Equal(("", 0), (first.Errors, first.ExitCode));
        Assert.Contains("2 ballots were stored, 0 were already stored", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 2 were already stored", again.Output, StringComparison.Ordinal);
        using var connection = new SqliteConnection($"Data Source={database}");
        Assert.Equal(["332n1121211", "111112-----"], connection.Query<string>("select answers from ballot_readable order by sequence"));
    }

    [Fact]
    public async Task Import_AnswersOfTheSurveyJsForm_NeedNoMapAndAreStoredOnce()
    {
        string units = _folder.Write("units.csv",
            "code,name_vi,name_en,block,parent,valid_from,valid_to\nS01,Sở Nội vụ,Home Affairs,departments,,,\n");
        string database = _folder.File("sipas.db");
        Assert.Equal(("", 0), await ErrorsAsync("units", "import", units, "--database", database));
        string answers = _folder.Write("results.json", """
            [
              { "T": { "T1": 3, "T2": 3, "T3": 2, "T4": "notApplicable", "T5": 1 }, "V": 1, "V.count": 4, "E": ["E1", "E3"], "O": "Tốt" },
              { "T": { "T1": 1, "T2": 1, "T3": 1, "T4": 1, "T5": 1 }, "V": 2 }
            ]
            """);
        string[] import = ["import", answers, "--pack", "three-level", "--unit", "S01", "--mode", "web", "--database", database];

        SipasRun first = await SipasRun.OfAsync(import);
        SipasRun again = await SipasRun.OfAsync(import);
        SipasRun other = await SipasRun.OfAsync("import", answers, "--pack", "kiosk-9", "--unit", "S01", "--database", database);

        Assert.Equal(("", 0), (first.Errors, first.ExitCode));
        Assert.Contains("2 ballots were stored, 0 were already stored", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 ballots were stored, 2 were already stored", again.Output, StringComparison.Ordinal);
        Assert.StartsWith("IMP0005", other.Errors, StringComparison.Ordinal);
        using var connection = new SqliteConnection($"Data Source={database}");
        Assert.Equal(["332n1121211", "111112-----"], connection.Query<string>("select answers from ballot_readable order by sequence"));
    }

    [Fact]
    public async Task Export_TicksThatAreNoOptions_AreToldWithTheirRow()
    {
        string map = _folder.Write("map.json", """{ "ticks": { "E": "E" } }""");
        string answers = _folder.Write("kobo.csv", "unit,T1,T2,T3,T4,T5,V,E\nS01,3,3,3,3,3,2,E1 E9\n");

        SipasRun run = await SipasRun.OfAsync("import", answers, "--pack", "three-level", "--map", map, "--database",
            _folder.File("sipas.db"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("BAL0201 row 2", run.Errors, StringComparison.Ordinal);
        Assert.Contains("E9", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--xlsform", "form.xlsx")]
    [InlineData("--surveyjs", "form.json")]
    public async Task Import_ExportedForm_WritesADraftThatTheVerifierAcceptsOnceItIsConfirmed(string option, string name)
    {
        string draft = _folder.File("draft.json");
        SipasRun export = await SipasRun.OfAsync("pack", "export", "bnv-1001-2023", option, _folder.File(name), "--format", "json");

        SipasRun import = await SipasRun.OfAsync("pack", "import", _folder.File(name), "--output", draft, "--id", "my-draft", "--format",
            "json", "--map", _folder.File("map.json"));
        string confirmed = _folder.File("confirmed.json");
        SipasRun confirm = await SipasRun.OfAsync("pack", "confirm", draft, "--accept", "all", "--output", confirmed);
        SipasRun verify = await SipasRun.OfAsync("pack", "verify", confirmed, "--format", "json");

        Assert.Equal(("", 0), (confirm.Errors, confirm.ExitCode));
        Assert.Equal(("", 0), (export.Errors, export.ExitCode));
        Assert.Equal(("", 0), (import.Errors, import.ExitCode));
        Assert.Equal(0, verify.ExitCode);
        Assert.Contains("index", Places(export), StringComparer.Ordinal);
        Assert.Contains("index", Places(import), StringComparer.Ordinal);
        MethodPack pack = MethodPackSerializer.Read(await File.ReadAllBytesAsync(draft));
        Assert.Equal(("my-draft", PackStatus.Draft), (pack.Id, pack.Status));
        Assert.Equal(MethodPacks.Shipped("bnv-1001-2023").Questionnaires[0].Items.Select(item => item.Code),
            pack.Questionnaires[0].Items.Select(item => item.Code));
    }

    [Fact]
    public async Task Export_TableInEnglish_SaysEveryLoss()
    {
        SipasRun run = await SipasRun.OfAsync("pack", "export", "kiosk-9", "--surveyjs", _folder.File("form.json"), "--lang", "en");

        Assert.Contains("XFM0301", run.Output, StringComparison.Ordinal);
        Assert.Contains("questionnaires[two-1]: a form cannot store this part of the pack.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackForm_WhatCannotBeUsed_IsSaidWithItsCodeAndNothingIsWritten()
    {
        string text = _folder.Write("form.txt", "type,name\n");
        string json = _folder.Write("form.json", """{ "elements": [], "elements": [] }""");
        string big = _folder.Write("big.json", "{" + new string(' ', 9 << 20) + "}");
        string taken = _folder.Write("taken.xlsx", "x");

        Assert.Equal(2, (await SipasRun.OfAsync("pack", "import", _folder.File("nowhere.xlsx"), "--output",
            _folder.File("draft.json"))).ExitCode);
        Assert.StartsWith("XFM0010", (await SipasRun.OfAsync("pack", "import", text, "--output", _folder.File("draft.json"))).Errors,
            StringComparison.Ordinal);
        Assert.StartsWith("XFM0002", (await SipasRun.OfAsync("pack", "import", json, "--output", _folder.File("draft.json"))).Errors,
            StringComparison.Ordinal);
        Assert.StartsWith("IMP0015", (await SipasRun.OfAsync("pack", "import", big, "--output", _folder.File("draft.json"))).Errors,
            StringComparison.Ordinal);
        Assert.StartsWith("BAL0103",
            (await SipasRun.OfAsync("pack", "export", "kiosk-9", "--xlsform", _folder.File("a.xlsx"), "--questionnaire", "9")).Errors,
            StringComparison.Ordinal);
        Assert.Equal(2, (await SipasRun.OfAsync("pack", "export", "kiosk-9", "--xlsform", taken)).ExitCode);
        Assert.NotEqual(0, (await SipasRun.OfAsync("pack", "export", "kiosk-9")).ExitCode);
        Assert.NotEqual(0, (await SipasRun.OfAsync("pack", "export", "kiosk-9", "--xlsform", "a.xlsx", "--surveyjs", "a.json")).ExitCode);
        Assert.Equal(["big.json", "form.json", "form.txt", "taken.xlsx"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("x", await File.ReadAllTextAsync(taken));
    }

    private static async Task<(string Errors, int ExitCode)> ErrorsAsync(params string[] arguments)
    {
        SipasRun run = await SipasRun.OfAsync(arguments);
        return (run.Errors, run.ExitCode);
    }

    private static string[] Places(SipasRun run) =>
        [.. JsonNode.Parse(run.Output)!["findings"]!.AsArray().Select(finding => (string?)finding!["place"] ?? "")];
}
