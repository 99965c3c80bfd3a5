using System.Data.Common;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Keys;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost;

/// <summary>The commands that tend a store, as an administrator and an auditor run them.</summary>
public abstract partial class StoreCommandsTests : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected string KeyPath => Folder.File("receipts.pem");

    [StorageFact]
    public async Task Schema_ApplyThenCheck_GoesFromMissingToCurrent()
    {
        SipasRun before = await RunAsync("schema", "check");
        SipasRun applied = await RunAsync("schema", "apply");
        SipasRun again = await RunAsync("schema", "apply");
        SipasRun after = await RunAsync("schema", "check");

        Assert.Equal((1, 0, 0, 0), (before.ExitCode, applied.ExitCode, again.ExitCode, after.ExitCode));
        Assert.Contains("missing", before.Output, StringComparison.Ordinal);
        int newest = SchemaScripts.Sqlite[^1].Version;
        Assert.Contains($"schema {newest} of {newest}, current", after.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Schema_Print_MakesASchemaThatIsCurrent()
    {
        SipasRun printed = await RunAsync("schema", "print");

        await ExecuteAsync(printed.Output);

        Assert.Contains("create table ballot (", printed.Output, StringComparison.Ordinal);
        Assert.Contains("0001_initial.sql", printed.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Verify_UntouchedThenChanged_TellsTheFirstBadRecord()
    {
        await FillAsync(300);
        SipasRun clean = await RunAsync("verify");
        await ChangeAsync(17);
        SipasRun changed = await RunAsync("verify");

        Assert.Equal((0, ""), (clean.ExitCode, clean.Errors));
        Assert.Contains("300 ballots (0 late), 3 units, 0 closed surveys, 0 faults.", clean.Output, StringComparison.Ordinal);
        Assert.Equal(1, changed.ExitCode);
        Assert.StartsWith("PRF0002", changed.Errors, StringComparison.Ordinal);
        Assert.Contains("sequence 17,", changed.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Verify_ClockSetBackByMoreThanAMinute_IsWarnedOfAtEachStepAndIsNoFault()
    {
        using (SqlStorage storage = Open(SampleBallots.Packs))
        {
            await storage.OpenAsync(default);
            await storage.Units.SaveAsync(SampleBallots.Units, default);

            // Minutes at which they were received: half a minute back is nothing, two steps back are told, forward is nothing.
            double[] minutes = [10, 9.5, 100, 5, 6, 900_000, 7];
            for (int i = 0; i < minutes.Length; i++)
            {
                await storage.Ballots.AppendAsync(
                    [PendingBallot.Of(SampleBallots.Ballot(i + 1), SampleBallots.Noon.AddMinutes(minutes[i]))], false,
                    default);
            }
        }

        string export = Folder.File("log.jsonl");
        SipasRun verified = await RunAsync("verify");
        SipasRun exported = await RunAsync("export", "--to", export);
        SipasRun ofExport = await SipasRun.OfAsync("verify", "--export", export);

        Assert.Equal((0, 0, 0), (verified.ExitCode, exported.ExitCode, ofExport.ExitCode));
        Assert.Contains("7 ballots (0 late), 1 units, 0 closed surveys, 0 faults.", verified.Output, StringComparison.Ordinal);
        foreach (SipasRun run in (SipasRun[])[verified, ofExport])
        {
            Assert.Equal(2, run.Errors.Split('\n').Count(line => line.StartsWith("PRF0040", StringComparison.Ordinal)));
            Assert.Contains("sequence 4,", run.Errors, StringComparison.Ordinal);
            Assert.Contains("sequence 7,", run.Errors, StringComparison.Ordinal);
        }
    }

    [StorageFact]
    public async Task Anchor_ThenVerify_FitsAndTellsItsKey()
    {
        await FillAsync(50);
        string anchor = Folder.File("anchor.txt");

        SipasRun taken = await RunAsync("anchor", "--to", anchor);
        await FillAsync(60);
        SipasRun verified = await RunAsync("verify", "--anchor", anchor);
        SipasRun distrusted = await RunAsync("verify", "--trust", "0123456789abcdef");

        Assert.Equal((0, 0, 1), (taken.ExitCode, verified.ExitCode, distrusted.ExitCode));
        Assert.StartsWith("sipas-anchor/2\n", await File.ReadAllTextAsync(anchor), StringComparison.Ordinal);
        Assert.StartsWith("PRF0006", distrusted.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Verify_CitizensReceipt_IsFoundByItsCode()
    {
        string code = (await FillAsync(20))[12].Receipt!.Code;

        SipasRun found = await RunAsync("verify", "--receipt", code);
        SipasRun missing = await RunAsync("verify", "--receipt", "0000-0000");

        Assert.Equal((0, 1), (found.ExitCode, missing.ExitCode));
        Assert.Contains($"Receipt {code}: ", found.Output, StringComparison.Ordinal);
        Assert.StartsWith("PRF0014", missing.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task UnitsAndBallots_Imported_AreInTheStoreAndVerify()
    {
        string units = Folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Department of Home Affairs,departments\n");
        string ballots = Folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\nS01,5,4,3,2,1,5,4,3,2\nS01,5,5,5,5,5,5,5,5,5\n");

        SipasRun unprepared = await RunAsync("units", "import", units, "--schema-is-prepared");
        SipasRun first = await RunAsync("units", "import", units);
        SipasRun second = await RunAsync("import", ballots, "--pack", "kiosk-9", "--schema-is-prepared", "--date", "2026-11-20");
        SipasRun verified = await RunAsync("verify");
        SipasRun scored = await RunAsync("score", "--pack", "kiosk-9", "--unit", "S01", "--from", "2026-11-20", "--to", "2026-11-20",
            "--group-by", "unit", "--format", "json");
        SipasRun later = await RunAsync("score", "--pack", "kiosk-9", "--from", "2026-11-21", "--format", "json");
        SipasRun unknown = await RunAsync("score", "--pack", "kiosk-9", "--unit", "S99");

        Assert.Equal((0, ""), (scored.ExitCode, scored.Errors));
        using var document = System.Text.Json.JsonDocument.Parse(scored.Output);
        System.Text.Json.JsonElement group = Assert.Single(document.RootElement.GetProperty("groups").EnumerateArray());
        Assert.Equal(("S01", 2L), (group.GetProperty("group").GetString(), group.GetProperty("ballots").GetInt64()));
        Assert.Equal((13L, 18L), (group.GetProperty("overall").GetProperty("satisfied").GetInt64(),
            group.GetProperty("overall").GetProperty("valid").GetInt64()));
        Assert.Contains("\"groups\": []", later.Output, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Equal((2, 0, "", 0, "", 0),
            (unprepared.ExitCode, first.ExitCode, first.Errors, second.ExitCode, second.Errors, verified.ExitCode));
        Assert.StartsWith("STO0008", unprepared.Errors, StringComparison.Ordinal);
        Assert.Contains("2 ballots (0 late), 1 units", verified.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Score_ByRespondents_CountsOnlyThemAndWithholdsWhatIsAboutFew()
    {
        string units = Folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Department of Home Affairs,departments\n");
        string ballots = Folder.Write("ballots.csv", "unit,mode,A1,A3,1,2,3,4,5,6,7,8,9\n"
            + string.Concat(Enumerable.Range(0, 40)
                .Select(n => $"S01,paper,{(n < 33 ? "2" : "1")},{(n % 2 == 0 ? "1" : "2")},5,4,3,2,1,5,4,3,2\n")));
        Assert.Equal(0, (await RunAsync("units", "import", units)).ExitCode);
        Assert.Equal(0, (await RunAsync("import", ballots, "--pack", "ward-9-2026", "--date", "2026-11-20")).ExitCode);
        string[] score = ["score", "--pack", "ward-9-2026", "--format", "json"];

        SipasRun women = await RunAsync([.. score, "--respondent", "A1:2"]);
        SipasRun split = await RunAsync([.. score, "--group-by", "A1", "--respondent", "A3:1,2", "--minimum-respondents", "30"]);
        SipasRun faulty = await RunAsync([.. score, "--respondent", "A1:9"]);
        SipasRun flagged = await RunAsync([.. score, "--flagged", "true"]);

        Assert.Equal((0, ""), (women.ExitCode, women.Errors));
        using var document = System.Text.Json.JsonDocument.Parse(women.Output);
        Assert.Equal(33, Assert.Single(document.RootElement.GetProperty("groups").EnumerateArray()).GetProperty("ballots").GetInt64());
        Assert.Equal("A1:2", document.RootElement.GetProperty("filter").GetProperty("respondent").GetString());
        using var groups = System.Text.Json.JsonDocument.Parse(split.Output);
        Assert.Empty(groups.RootElement.GetProperty("groups").EnumerateArray());
        Assert.Equal(["A1:1", "A1:2"], groups.RootElement.GetProperty("withheld").EnumerateArray()
            .Select(group => group.GetProperty("group").GetString()!));
        Assert.StartsWith("QRY0002", split.Errors, StringComparison.Ordinal);
        Assert.Equal((2, 0), (faulty.ExitCode, flagged.ExitCode));
        Assert.StartsWith("QRY0001", faulty.Errors, StringComparison.Ordinal);
        Assert.Contains("\"groups\": []", flagged.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Score_ByChannel_CountsEachAndFiltersByIt()
    {
        string units = Folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Department of Home Affairs,departments\n");
        string ballots = Folder.Write("ballots.csv", "unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\n"
            + string.Concat(Enumerable.Repeat("S01,5,5,5,5,5,5,5,5,1\n", 6)));
        Assert.Equal(0, (await RunAsync("units", "import", units)).ExitCode);
        Assert.Equal(0, (await RunAsync("import", ballots, "--pack", "kiosk-9", "--date", "2026-11-20")).ExitCode);
        string[] score = ["score", "--pack", "kiosk-9", "--format", "json"];

        SipasRun split = await RunAsync([.. score, "--group-by", "channel"]);
        SipasRun officer = await RunAsync([.. score, "--channel", "officer"]);
        SipasRun open = await RunAsync([.. score, "--channel", "open", "device"]);
        SipasRun faulty = await RunAsync([.. score, "--channel", "post"]);
        string index = Folder.Write("index.json", officer.Output);
        SipasRun fits = await RunAsync("verify", "--index", index, "--channel", "officer");
        SipasRun differs = await RunAsync("verify", "--index", index, "--channel", "open");

        using var groups = System.Text.Json.JsonDocument.Parse(split.Output);
        Assert.Equal([("channel:officer", "sampled", 6L)], groups.RootElement.GetProperty("groups").EnumerateArray()
            .Select(group => (group.GetProperty("group").GetString()!, group.GetProperty("basis").GetString()!,
                group.GetProperty("ballots").GetInt64())));
        using var filtered = System.Text.Json.JsonDocument.Parse(officer.Output);
        Assert.Equal("officer", filtered.RootElement.GetProperty("filter").GetProperty("channel").GetString());
        Assert.Equal(6, Assert.Single(filtered.RootElement.GetProperty("groups").EnumerateArray()).GetProperty("ballots").GetInt64());
        Assert.Contains("\"groups\": []", open.Output, StringComparison.Ordinal);
        Assert.StartsWith("QRY0001", faulty.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 1), (fits.ExitCode, differs.ExitCode));
    }

    [StorageFact]
    public async Task SurveyClose_ThenList_KeyRotateAndAudit_TellWhatWasDone()
    {
        await FillAsync(30);

        SipasRun closed = await RunAsync("survey", "close", "--name", "2026", "--pack", "kiosk-9", "--from", "2026-01-01", "--to",
            "2026-12-31");
        SipasRun twice = await RunAsync("survey", "close", "--name", "2026", "--pack", "kiosk-9");
        SipasRun listed = await RunAsync("survey", "list");
        SipasRun rotated = await RunAsync("key", "rotate");
        SipasRun audit = await RunAsync("audit");
        await FillAsync(35);
        SipasRun verified = await RunAsync("verify");

        Assert.Equal((0, 2, 0, 0, 0, 0),
            (closed.ExitCode, twice.ExitCode, listed.ExitCode, rotated.ExitCode, audit.ExitCode, verified.ExitCode));
        Assert.StartsWith("2026: 30 phiếu / ballots", closed.Output, StringComparison.Ordinal);
        Assert.Equal(closed.Output, listed.Output);
        Assert.StartsWith("PRF0012", twice.Errors, StringComparison.Ordinal);
        string[][] records = [.. audit.Output.TrimEnd().Split('\n').Select(line => line.Split(' '))];
        Assert.Equal(["schema.applied", "key.added", "units.saved", "pack.saved", "survey.closed", "key.rotated"],
            records.Select(record => record[1]));
        Assert.Equal(["–", "–", "–", Environment.UserName, Environment.UserName, Environment.UserName],
            records.Select(record => record[2]));
        Assert.Contains($", kiosk-9/1 {PackDraft.Of(MethodPacks.Shipped("kiosk-9")).ContentHash}", closed.Output, StringComparison.Ordinal);
        Assert.Contains("35 ballots (5 late), 3 units, 1 closed surveys, 0 faults.", verified.Output, StringComparison.Ordinal);
    }

    [StorageTheory]
    [InlineData("log.jsonl")]
    [InlineData("log.jsonl.gz")]
    public async Task Export_ThenVerify_FindsWhatTheStoreShowsAndEveryDamage(string name)
    {
        string code = (await FillAsync(300))[12].Receipt!.Code;
        await RunAsync("survey", "close", "--name", "2026", "--pack", "kiosk-9");
        await FillAsync(310);
        string file = Folder.File(name);

        // An export adds its own record to the audit log of the store, which the file cannot contain.
        SipasRun ofStore = await RunAsync("verify", "--receipt", code);
        SipasRun exported = await RunAsync("export", "--to", file);
        SipasRun twice = await RunAsync("export", "--to", file);
        SipasRun ofExport = await SipasRun.OfAsync("verify", "--export", file, "--receipt", code);

        Assert.Equal((0, "", 2), (exported.ExitCode, exported.Errors, twice.ExitCode));
        Assert.StartsWith("STO0012", twice.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (ofExport.ExitCode, ofExport.Errors));
        Assert.Equal(WithoutIndexes(ofStore.Output), ofExport.Output);
        Assert.Contains("310 ballots (10 late), 3 units, 1 closed surveys, 0 faults.", ofExport.Output, StringComparison.Ordinal);
        Assert.Contains("log.exported", (await RunAsync("audit")).Output, StringComparison.Ordinal);
        Assert.Equal([Path.GetFileName(file)], Directory.GetFiles(Folder.Path, "log*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        byte[] whole = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)]);
        SipasRun cut = await SipasRun.OfAsync("verify", "--export", file);
        await File.WriteAllTextAsync(file, "log");
        SipasRun other = await SipasRun.OfAsync("verify", "--export", file);
        SipasRun none = await SipasRun.OfAsync("verify", "--export", Folder.File("nothing"));

        Assert.Equal((1, 2, 2), (cut.ExitCode, other.ExitCode, none.ExitCode));
        Assert.Matches("^PRF00(19|20)", cut.Errors);
        Assert.StartsWith("PRF0018", other.Errors, StringComparison.Ordinal);
        Assert.StartsWith("IMP0001", none.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Export_OfAChangedStore_NamesTheSameRecord()
    {
        await FillAsync(300);
        await ChangeAsync(17);
        string file = Folder.File("log.jsonl");

        SipasRun exported = await RunAsync("export", "--to", file);
        SipasRun verified = await SipasRun.OfAsync("verify", "--export", file);

        Assert.Equal((0, 1), (exported.ExitCode, verified.ExitCode));
        Assert.Equal((await RunAsync("verify")).Errors, verified.Errors);
        Assert.Contains("sequence 17,", verified.Errors, StringComparison.Ordinal);
    }

    // A file has no indexes; of a database the command says if they were not checked.
    private static string WithoutIndexes(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("Chưa kiểm tra: chỉ mục", StringComparison.Ordinal)));

    [StorageFact]
    public async Task VerifyIndex_OfStoreAndExport_IsEqualUntilAFigureIsChanged()
    {
        await FillAsync(300);
        string index = Folder.Write("index.json",
            (await RunAsync("score", "--pack", "kiosk-9", "--group-by", "unit", "--format", "json")).Output);
        string whole = Folder.Write("whole.json",
            (await RunAsync("score", "--pack", "kiosk-9", "--from", "2026-11-21", "--to", "2026-11-21", "--format", "json")).Output);
        string file = Folder.File("log.jsonl");

        // An export adds its own record to the audit log of the store, which the file cannot contain.
        SipasRun ofStore = await RunAsync("verify", "--index", index);
        await RunAsync("export", "--to", file);
        SipasRun ofExport = await SipasRun.OfAsync("verify", "--export", file, "--index", index);
        SipasRun ofDays = await RunAsync("verify", "--index", whole, "--from", "2026-11-21", "--to", "2026-11-21");
        SipasRun ofOtherDays = await RunAsync("verify", "--index", whole, "--from", "2026-11-22");
        Folder.Write("index.json", (await File.ReadAllTextAsync(index))
            .Replace("\"satisfied\": ", "\"satisfied\": 1", StringComparison.Ordinal));
        SipasRun changed = await SipasRun.OfAsync("verify", "--export", file, "--index", index);
        SipasRun alone = await RunAsync("verify", "--survey", "2026");
        SipasRun none = await RunAsync("verify", "--index", file);

        Assert.Equal((0, "", 0, "", 0, ""),
            (ofStore.ExitCode, ofStore.Errors, ofExport.ExitCode, ofExport.Errors, ofDays.ExitCode, ofDays.Errors));
        Assert.Matches("Index: 300 ballots, 3 groups, [1-9][0-9]* figures, 0 differences.", ofStore.Output);
        Assert.Equal(WithoutIndexes(ofStore.Output), ofExport.Output);
        Assert.Equal((1, 1, 2, 2), (ofOtherDays.ExitCode, changed.ExitCode, alone.ExitCode, none.ExitCode));
        Assert.StartsWith("PRF0022", changed.Errors, StringComparison.Ordinal);
        Assert.Contains("unit Q01, selfSelected, overall", changed.Errors, StringComparison.Ordinal);
        Assert.StartsWith("QRY0001", alone.Errors, StringComparison.Ordinal);
        Assert.StartsWith("PRF0023", none.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task PackStored_ListedAndPrinted_IsTheVeryPackOfTheClosing()
    {
        await FillAsync(3);
        MethodPack own = MethodPacks.Shipped("kiosk-9") with { Version = "2026.1" };
        string file = Folder.File("own.json");
        await File.WriteAllBytesAsync(file, MethodPackSerializer.Write(own));

        SipasRun closed = await RunAsync("survey", "close", "--name", "2026", "--pack", file);
        SipasRun stored = await RunAsync("pack", "stored");
        SipasRun printed = await RunAsync("pack", "stored", "kiosk-9");
        SipasRun unknown = await RunAsync("pack", "stored", "kiosk-9", "--pack-version", "7");
        SipasRun listed = await RunAsync("survey", "list");

        Assert.Equal((0, 0, 0, 1, 0), (closed.ExitCode, stored.ExitCode, printed.ExitCode, unknown.ExitCode, listed.ExitCode));
        Assert.StartsWith($"kiosk-9 2026.1 {PackDraft.Of(own).ContentHash} ", stored.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(file), printed.Output);
        Assert.StartsWith("STO0016", unknown.Errors, StringComparison.Ordinal);

        // The program that lists ships version 1.
        Assert.StartsWith("STO0017", listed.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task SchemaPrintViews_OfAFilledStore_NamesEveryQuestionnaireWithItsItems()
    {
        await FillAsync(3);

        SipasRun printed = await RunAsync("schema", "print", "--views");

        Assert.Equal((0, ""), (printed.ExitCode, printed.Errors));
        Assert.Contains("-- kiosk-9 five-1", printed.Output, StringComparison.Ordinal);
        Assert.Contains("answers_kiosk_9_five_1 as", printed.Output, StringComparison.Ordinal);
        Assert.Contains("as \"K9\"", printed.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task RetentionRun_TextsOverTheirTime_CountsThenErases()
    {
        await FillAsync(3);
        using (SqlStorage storage = Open(SampleBallots.Packs))
        {
            await storage.OpenAsync(default);
            await storage.Ballots.AppendAsync(
                [PendingBallot.Of(SampleBallots.ValueBallot(50, ("O", "lời"), ("V.count", "2"))
                    .WithHeader(header => header with
                    {
                        StartedAt = SampleBallots.Noon.AddYears(-3),
                        CompletedAt = SampleBallots.Noon.AddYears(-3),
                    }),
                    SampleBallots.Noon,
                    storage.Ballots.Sealer)], false, default);
        }

        string policy = Folder.File("policy.json");
        await File.WriteAllTextAsync(policy, """{ "textDays": 1000, "peopleDays": 1000 }""");
        await File.WriteAllTextAsync(Folder.File("bad.json"), """{ "textDays": 0 }""");

        SipasRun counted = await RunAsync("retention", "run", "--policy", policy, "--dry-run");
        SipasRun erased = await RunAsync("retention", "run", "--policy", policy);
        SipasRun again = await RunAsync("retention", "run", "--policy", policy);
        SipasRun bad = await RunAsync("retention", "run", "--policy", Folder.File("bad.json"));
        SipasRun audit = await RunAsync("audit");
        SipasRun verified = await RunAsync("verify");

        Assert.Equal((0, 0, 0, 2, 0), (counted.ExitCode, erased.ExitCode, again.ExitCode, bad.ExitCode, verified.ExitCode));
        Assert.Matches("^kind,survey,before,count,erased\\s+texts,,.*,1,0\\s+$", counted.Output);
        Assert.Matches("^kind,survey,before,count,erased\\s+texts,,.*,1,1\\s+$", erased.Output);
        Assert.Matches("^kind,survey,before,count,erased\\s+$", again.Output);
        Assert.StartsWith("RET0002", bad.Errors, StringComparison.Ordinal);
        Assert.Contains($"retention.run {Environment.UserName} {{\"peopleDays\":1000,\"textDays\":1000}} texts=1", audit.Output,
            StringComparison.Ordinal);
        Assert.Contains("0 faults", verified.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Command_KeyOfTheStoreIsMissing_RefusesAndMakesNone()
    {
        await FillAsync(3);
        string units = await UnitsFileAsync();
        string key = Folder.File("kept.pem");
        File.Move(KeyPath, key);

        SipasRun refused = await RunAsync("units", "import", units);
        SipasRun elsewhere = await SipasRun.OfAsync(["units", "import", units, .. StoreArguments]);
        SipasRun rotate = await RunAsync("key", "rotate");

        foreach (SipasRun run in (SipasRun[])[refused, elsewhere, rotate])
        {
            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith("STO0125", run.Errors, StringComparison.Ordinal);
            Assert.Contains("--new-keys", run.Errors, StringComparison.Ordinal);
        }

        Assert.Contains(KeyPath, refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath));
        File.Move(key, KeyPath);
        Assert.Equal(0, (await RunAsync("units", "import", units)).ExitCode);
        Assert.Single(await KeysAsync());
    }

    [StorageFact]
    public async Task Command_AnotherKeyThanTheStores_RefusesUnlessItIsAskedFor()
    {
        await FillAsync(3);
        string units = await UnitsFileAsync();
        File.Move(KeyPath, Folder.File("kept.pem"));
        string other;
        using (ReceiptSigner signer = ReceiptKeyFile.Open(KeyPath))
        {
            other = signer.KeyId;
        }

        SipasRun refused = await RunAsync("units", "import", units);
        Assert.Single(await KeysAsync());
        SipasRun added = await RunAsync("units", "import", units, "--new-keys");
        SipasRun again = await RunAsync("units", "import", units);

        Assert.Equal((2, 0, 0), (refused.ExitCode, added.ExitCode, again.ExitCode));
        Assert.StartsWith("STO0126", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(other, refused.Errors, StringComparison.Ordinal);
        Assert.Contains(await KeysAsync(), key => key.KeyId == other);
    }

    [StorageFact]
    public async Task KeyRotate_KeyIsLost_TheFormerOneVouchesForTheNext()
    {
        await FillAsync(3);
        string first = (await KeysAsync())[0].KeyId;
        await RunAsync("key", "rotate");
        string second = (await KeysAsync())[^1].KeyId;
        File.Delete(KeyPath);

        SipasRun rotated = await RunAsync("key", "rotate", "--new-keys");
        SipasRun verified = await RunAsync("verify", "--trust", first);

        IReadOnlyList<ReceiptKey> keys = await KeysAsync();
        Assert.Equal((0, 0), (rotated.ExitCode, verified.ExitCode));
        Assert.Equal(3, keys.Count);
        Assert.Equal(first, keys.Single(key => key.KeyId != first && key.KeyId != second).VouchedBy);
        Assert.Contains("0 faults", verified.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("units", "import", await UnitsFileAsync())).ExitCode);
    }

    [StorageFact]
    public async Task Command_KeyThatWasReplaced_IsRefused()
    {
        await FillAsync(3);
        File.Copy(KeyPath, Folder.File("old.pem"));
        await RunAsync("key", "rotate");
        File.Move(Folder.File("old.pem"), KeyPath, overwrite: true);

        SipasRun refused = await RunAsync("units", "import", await UnitsFileAsync());

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("STO0126", refused.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Command_EmptyStoreBesideAKey_BeginsOnlyWhenAsked()
    {
        using (ReceiptKeyFile.Open(KeyPath))
        {
        }

        string units = await UnitsFileAsync();

        SipasRun refused = await RunAsync("units", "import", units);
        SipasRun schema = await RunAsync("schema", "apply");
        SipasRun state = await RunAsync("schema", "check");
        SipasRun begun = await RunAsync("units", "import", units, "--new-store");
        SipasRun again = await RunAsync("units", "import", units);

        Assert.Equal((2, 2, 1, 0, 0), (refused.ExitCode, schema.ExitCode, state.ExitCode, begun.ExitCode, again.ExitCode));
        Assert.StartsWith("STO0123", refused.Errors, StringComparison.Ordinal);
        Assert.StartsWith("STO0123", schema.Errors, StringComparison.Ordinal);
        Assert.Contains("--new-store", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("missing", state.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Command_KeyThatOthersMayRead_IsRefusedWithTheCommandThatMendsIt()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await FillAsync(3);
        string units = await UnitsFileAsync();
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        SipasRun refused = await RunAsync("units", "import", units);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        SipasRun mended = await RunAsync("units", "import", units);

        Assert.Equal((2, 0), (refused.ExitCode, mended.ExitCode));
        Assert.StartsWith("STO0128", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("0644", refused.Errors, StringComparison.Ordinal);
        Assert.Contains($"chmod 600 '{KeyPath}'", refused.Errors, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<string> UnitsFileAsync()
    {
        await File.WriteAllTextAsync(Folder.File("units.csv"), "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        return Folder.File("units.csv");
    }

    private async Task<IReadOnlyList<ReceiptKey>> KeysAsync()
    {
        using SqlStorage storage = Open(SampleBallots.Packs);
        return await storage.Ballots.ReadKeysAsync(default);
    }

    private protected abstract string[] StoreArguments { get; }

    private protected abstract SqlStorage Open(MethodPackRegistry packs);

    private protected abstract Task ExecuteAsync(string sql);

    private protected abstract Task ChangeAsync(long sequence);

    /// <summary>A connection of whoever owns the database: no trigger and no key of a table holds it.</summary>
    private protected abstract Task<DbConnection> OwnerAsync();

    private protected Task<SipasRun> RunAsync(params string[] arguments) =>
        SipasRun.OfAsync([.. arguments, .. StoreArguments, "--receipt-key", KeyPath]);

    private protected async Task<IReadOnlyList<AppendOutcome>> FillAsync(int count)
    {
        // The commands know the shipped packs, so the store does too.
        using SqlStorage storage = Open(SampleBallots.Packs);
        await storage.ApplySchemaAsync(default);
        await storage.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        return await storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, count).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))], false, default);
    }
}
