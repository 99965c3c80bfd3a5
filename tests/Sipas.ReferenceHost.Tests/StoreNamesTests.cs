using System.CommandLine;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost;

/// <summary>Names that a store does not know (V01): told with those that it knows, never answered by an empty result.</summary>
public sealed class StoreNamesTests(StoreNamesTests.FilledStore store) : IClassFixture<StoreNamesTests.FilledStore>
{
    // Every option or argument of a command on a store that names something kept there: how it is asked for what is not
    // there, and what the message then names.
    private static readonly Dictionary<string, (string[] Arguments, string Named)> Asked = new(StringComparer.Ordinal)
    {
        ["values export --pack"] = (["--pack", "no-such"], "kiosk-9"),
        ["values export --questionnaire"] = (["--pack", "three-level", "--questionnaire", "no-such"], "1"),
        ["values export --question"] = (["--pack", "three-level", "--question", "no-such"], "V.count"),
        ["values erase --pack"] = (["--pack", "no-such", "--question", "O", "--before", "2026-01-01"], "three-level"),
        ["values erase --question"] = (["--pack", "three-level", "--question", "no-such", "--before", "2026-01-01"], "O"),
        ["values erase --ballot"] = (["--ballot", "00000001-0000-7000-8000-000000000001"], "00000001-0000-7000-8000-000000000001"),
        ["score --pack"] = (["--pack", "no-such"], "three-level"),
        ["score --questionnaire"] = (["--pack", "kiosk-9", "--questionnaire", "no-such"], "five-1"),
        ["score --unit"] = (["--pack", "kiosk-9", "--unit", "S99"], "S99"),
        ["score --procedure"] = (["--pack", "kiosk-9", "--procedure", "no-such"], "1.000001"),
        ["score --respondent"] = (["--pack", "kiosk-9", "--respondent", "no-such:1"], "no-such"),
        ["score --group-by"] = (["--pack", "kiosk-9", "--group-by", "no-such"], "unit"),
        ["rank --pack"] = (["--pack", "no-such"], "kiosk-9"),
        ["rank --questionnaire"] = (["--pack", "kiosk-9", "--questionnaire", "no-such"], "five-1"),
        ["quality score --pack"] = (["--pack", "no-such"], "kiosk-9"),
        ["quality score --questionnaire"] = (["--pack", "kiosk-9", "--questionnaire", "no-such"], "five-1"),
        ["quality review BALLOT"] = (["99", "accept"], "99"),
        ["survey close --pack"] = (["--name", "2026", "--pack", "no-such"], "kiosk-9"),
        ["survey close --questionnaire"] = (["--name", "2026", "--pack", "kiosk-9", "--questionnaire", "no-such"], "five-1"),
        ["pack stored PACK"] = (["no-such"], "kiosk-9"),
        ["pack stored --pack-version"] = (["kiosk-9", "--pack-version", "no-such"], "kiosk-9/1"),
        ["case list --owner"] = (["--owner", "no-such"], "no-such"),
        ["case list --unit"] = (["--unit", "S99"], "S01"),
        ["case show CASE"] = (["7QK2-M0XA"], "7QK2-M0XA"),
        ["case assign CASE"] = (["7QK2-M0XA"], "7QK2-M0XA"),
        ["case note CASE"] = (["7QK2-M0XA", "--words", "x"], "7QK2-M0XA"),
        ["case close CASE"] = (["7QK2-M0XA", "--outcome", "resolved"], "7QK2-M0XA"),
        ["device add --unit"] = (["--unit", "S99"], "S99"),
        ["device code device"] = (["NOSUCH22"], "NOSUCH22"),
        ["device revoke device"] = (["NOSUCH22"], "NOSUCH22"),
        ["device phase device"] = (["NOSUCH22", "trial"], "NOSUCH22"),
        ["quarantine show number"] = (["99"], "99"),
        ["quarantine release number"] = (["99"], "99"),
        ["ticket issue --unit"] = (["--dossier", "HS-1", "--unit", "S99"], "S99"),
        ["people erase --survey"] = (["--survey", "no-such", "--all"], "no-such"),
        ["import --pack"] = (["{ballots}", "--pack", "no-such"], "kiosk-9"),
        ["import --questionnaire"] = (["{ballots}", "--pack", "kiosk-9", "--questionnaire", "no-such"], "five-1"),
        ["import --unit"] = (["{plain}", "--pack", "kiosk-9", "--unit", "S99"], "S99"),
        ["verify --receipt"] = (["--receipt", "7QK2-M0XA"], "7QK2-M0XA"),
        ["verify --survey"] = (["--index", "{index}", "--survey", "no-such"], "no-such"),
        ["verify --procedure"] = (["--index", "{index}", "--procedure", "no-such"], "1.000001"),
        ["verify --pack"] = (["--index", "{index}", "--pack", "no-such"], "kiosk-9"),
    };

    // Options by these names say something else on these commands: a file to write, a name that is given and not asked
    // for, or a filter that may rightly match nothing.
    private static readonly string[] Given =
    [
        "survey close --name", "people erase --id", "ticket issue --procedure", "case assign --to", "verify --trust",
    ];

    private static readonly string[] NamingOptions = ["--pack", "--pack-version", "--questionnaire", "--question", "--unit", "--procedure",
        "--owner", "--survey", "--ballot", "--receipt", "--respondent", "--group-by", "--device", "--batch"];

    public static TheoryData<string> Names => [.. Asked.Keys];

    [Fact]
    public void V01_OptionsThatNameWhatAStoreKeeps_AreAllInTheTable()
    {
        var named = new List<string>();
        foreach ((string path, Command command) in Leaves(SipasCommand.Create(), "")
            .Where(leaf => leaf.Command.Options.Any(option => option.Name == "--database")))
        {
            named.AddRange(command.Options.Where(option => NamingOptions.Contains(option.Name)).Select(option => $"{path} {option.Name}"));
            named.AddRange(command.Arguments.Where(argument => argument.Name is not ("FILE" or "FRAME" or "phase" or "DECISION"))
                .Select(argument => $"{path} {argument.Name}"));
        }

        Assert.Equal(named.Except(Given).Order(StringComparer.Ordinal), Asked.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task V01_NameThatTheStoreDoesNotKnow_IsToldWithThoseItKnows(string asked)
    {
        (string[] arguments, string named) = Asked[asked];
        string[] command = asked.Split(' ')[..^1];

        SipasRun run = await SipasRun
            .OfAsync([.. command, .. arguments.Select(argument =>
                argument.StartsWith('{') ? store.File(argument.Trim('{', '}') + (argument == "{index}" ? ".json" : ".csv")) : argument),
                "--database", store.Database]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(named, run.Errors, StringComparison.Ordinal);
        Assert.Equal("", asked.StartsWith("verify", StringComparison.Ordinal) ? "" : run.Output);
    }

    [Theory]
    [InlineData("values export --pack")]
    [InlineData("values export --questionnaire")]
    [InlineData("values export --question")]
    [InlineData("values erase --pack")]
    [InlineData("values erase --ballot")]
    [InlineData("score --pack")]
    [InlineData("score --unit")]
    [InlineData("score --procedure")]
    [InlineData("quality score --pack")]
    [InlineData("survey close --pack")]
    [InlineData("survey close --questionnaire")]
    [InlineData("pack stored PACK")]
    [InlineData("case list --owner")]
    [InlineData("case list --unit")]
    public async Task V01_NameThatTheStoreDoesNotKnow_EndsWithOne(string asked)
    {
        SipasRun run = await SipasRun.OfAsync([.. asked.Split(' ')[..^1], .. Asked[asked].Arguments, "--database", store.Database]);

        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("/sipas/v1/units/S99/index")]
    [InlineData("/sipas/v1/units/S01/index?pack=no-such")]
    [InlineData("/sipas/v1/units/S01/index?questionnaireVersion=no-such")]
    [InlineData("/sipas/v1/units/S01/index?procedure=no-such")]
    [InlineData("/sipas/v1/units/S01/index?mode=no-such")]
    [InlineData("/sipas/v1/units/S01/index?respondent=no-such:1")]
    [InlineData("/sipas/v1/units/S01/index?by=no-such")]
    [InlineData("/sipas/v1/ranking?pack=no-such")]
    [InlineData("/sipas/v1/ranking?questionnaireVersion=no-such")]
    [InlineData("/sipas/v1/ranking?node=no-such")]
    [InlineData("/sipas/v1/comparison?from=2025&to=2026&pack=no-such")]
    [InlineData("/sipas/v1/combined?pack=no-such")]
    [InlineData("/sipas/v1/combined?combination=no-such")]
    [InlineData("/sipas/v1/questions?pack=no-such")]
    [InlineData("/sipas/v1/points?table=no-such")]
    [InlineData("/sipas/v1/packs/no-such")]
    [InlineData("/reports?pack=no-such")]
    [InlineData("/reports?procedure=no-such")]
    [InlineData("/reports/units/S99")]
    [InlineData("/reports/units/S01?procedure=no-such")]
    [InlineData("/reports/ranking?pack=no-such")]
    [InlineData("/kiosk/S99")]
    [InlineData("/kiosk/S99/manifest.webmanifest")]
    [InlineData("/admin/surveys/no-such")]
    [InlineData("/admin/surveys/no-such/plan")]
    [InlineData("/admin/surveys/no-such/frame")]
    [InlineData("/admin/surveys/no-such/draw")]
    [InlineData("/admin/surveys/no-such/field")]
    [InlineData("/admin/surveys/no-such/print")]
    [InlineData("/admin/surveys/no-such/reinterview")]
    [InlineData("/admin/paper/00000001-0000-7000-8000-000000000001")]
    [InlineData("/admin/import/no-such")]
    [InlineData("/admin/quarantine/99")]
    [InlineData("/admin/cases/7QK2-M0XA")]
    [InlineData("/admin/cases?owner=no-such")]
    [InlineData("/admin/cases?unit=S99")]
    public async Task V01_RouteAskedForWhatIsNotThere_AnswersWithAnError(string address)
    {
        using HttpResponseMessage response = await store.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{address}: {response.StatusCode}");
    }

    private static IEnumerable<(string Name, Command Command)> Leaves(Command command, string path)
    {
        foreach (Command part in command.Subcommands)
        {
            string name = $"{path} {part.Name}".Trim();
            if (part.Action is not null)
            {
                yield return (name, part);
            }

            foreach ((string, Command) leaf in Leaves(part, name))
            {
                yield return leaf;
            }
        }
    }

    /// <summary>A store with a ballot of a procedure, and a host that serves it; asked and never changed.</summary>
    public sealed class FilledStore : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private WebApplication? _app;

        public string Database => _folder.File("sipas.db");

        public HttpClient Client { get; private set; } = new();

        public string File(string name) => _folder.File(name);

        public async Task InitializeAsync()
        {
            string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Một,Dept One,departments\n");
            string ballots = _folder.Write("ballots.csv", "unit,procedure,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,1.000001,5,5,5,5,5,5,5,5,1\n");
            _folder.Write("plain.csv", "K1,K2,K3,K4,K5,K6,K7,K8,K9\n5,5,5,5,5,5,5,5,1\n");
            await SucceedAsync("units", "import", units, "--database", Database);
            await SucceedAsync("import", ballots, "--pack", "kiosk-9", "--date", "2026-05-01", "--database", Database);
            await SucceedAsync("schema", "apply", "--people", "--database", Database);
            _folder.Write("index.json",
                (await SipasRun.OfAsync("score", "--pack", "kiosk-9", "--format", "json", "--database", Database)).Output);
            _app = HostFactory.CreateWeb(
                new WebHostSettings
                {
                    UseStorage = sipas => sipas.UseSqlite(Database),
                    Address = "http://127.0.0.1:0",
                    PublicReports = true,
                    LiveFigures = true,
                    OpenAdmin = true
                });
            await _app.StartAsync();
            Client.BaseAddress = new Uri(_app.Urls.First());
        }

        public async Task DisposeAsync()
        {
            Client.Dispose();
            await _app!.DisposeAsync();
            _folder.Dispose();
        }

        private static async Task SucceedAsync(params string[] arguments)
        {
            SipasRun run = await SipasRun.OfAsync(arguments);
            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        }
    }
}
