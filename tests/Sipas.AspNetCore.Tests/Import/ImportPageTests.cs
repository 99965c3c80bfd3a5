using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Admin.Import;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Import;

/// <summary>Files of ballots over the officer's pages: what is shown is what is kept, or nothing is.</summary>
public sealed partial class ImportPageTests : OfficerTest
{
    private const string Page = "/admin/import";
    private const string Items = "K1,K2,K3,K4,K5,K6,K7,K8,K9";
    private const string Headings = "Số phiếu,Đơn vị," + Items;

    [Fact]
    public async Task Import_FormOfNextMonth_NeedsNoMappingAndEveryRowIsStoredOnce()
    {
        string first = await UploadAsync(Officer,
            $"Phiếu;Nơi;{Items.Replace(',', ';')}\n001;SO-01;5;4;3;2;1;;notApplicable;Hài lòng;5\n002;XA-01;1;1;1;1;1;1;1;1;1\n");
        string page = await GetAsync(Officer, first);
        Assert.Contains("được nhận diện theo tiêu đề", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<option value=\"Phiếu\" selected", page, StringComparison.Ordinal);
        Assert.Matches("""name="item\.K3"[\s\S]*?<option value="K3" selected""", page);

        await ChooseAsync(Officer, first, ("column.ballotNumber", "Phiếu"), ("column.unit", "Nơi"), ("day", "2026-05-01"));
        string preview = await GetAsync(Officer, first + "/preview");
        Assert.Equal(("2", "0", "0"), Tiles(preview));
        Assert.Equal(0, Host.BallotCount);
        Assert.Empty(await AuditAsync(AuditActions.BallotsImported));

        Assert.Equal(first + "/done", await SaveAsync(Officer, first));
        Assert.Equal(("2", "0", "0"), Tiles(await GetAsync(Officer, first + "/done")));
        Assert.Equal([("SO-01", "54321-n45"), ("XA-01", "111111111")], await StoredAsync());
        Assert.Equal("2 kiosk-9/five-1, 0 already kept", Assert.Single(await AuditAsync(AuditActions.BallotsImported)).Detail);

        // The next month: the same headings, one row that was kept already.
        string second = await UploadAsync(Officer,
            $"Phiếu,Nơi,{Items}\n001,SO-01,5,4,3,2,1,,notApplicable,Hài lòng,5\n003,SO-02,2,2,2,2,2,2,2,2,2\n");
        string known = await GetAsync(Officer, second);
        Assert.Contains("dùng lại lựa chọn lần trước", known, StringComparison.Ordinal);
        await ChooseAsync(Officer, second, [.. Selected(known), ("day", "2026-05-01")]);
        Assert.Equal(("1", "1", "0"), Tiles(await GetAsync(Officer, second + "/preview")));
        await SaveAsync(Officer, second);
        Assert.Equal(("1", "1", "0"), Tiles(await GetAsync(Officer, second + "/done")));
        Assert.Equal(3, Host.BallotCount);
    }

    [Fact]
    public async Task Import_A11WordsOfOneScale_AreChosenShownAgainAndUsed()
    {
        string at = await UploadAsync(Officer, $"{Headings}\n001,SO-01,A,A,A,A,A,A,A,A,B\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"), ("answers", "[satisfaction-5] A = 5\n[satisfaction-5] B = 1"));
        Assert.Contains("[satisfaction-5] B = 1", await GetAsync(Officer, at), StringComparison.Ordinal);

        await SaveAsync(Officer, at);

        Assert.Equal([("SO-01", "555555551")], await StoredAsync());
    }

    [Fact]
    public async Task Import_U1NumberWithAWrongCheckDigit_IsToldInThePreviewAndNothingIsStored()
    {
        string at = await UploadAsync(Officer, $"{Headings}\n000113-1,SO-01,1,1,1,1,1,1,1,1,1\n000113-2,SO-01,1,1,1,1,1,1,1,1,1\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));

        (HttpStatusCode status, string body) = await Officer.LookAsync(at + "/preview");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("PPR0110", body, StringComparison.Ordinal);
        Assert.Contains("000113-2", body, StringComparison.Ordinal);
        Assert.DoesNotContain("/keep\"", body, StringComparison.Ordinal);
        Assert.Equal(0, Host.BallotCount);
    }

    [Fact]
    public async Task Import_HeaderRowAndSeparator_AreShownAndAnotherRowMayBeNamed()
    {
        string at = await UploadAsync(Officer,
            $"BẢNG TỔNG HỢP;;;;;;;;;;\n{Headings.Replace(',', ';')}\n001;SO-01;5,0;5;5;5;5;5;5;5;5\n002;SO-01;4;4;4;4;4;4;4;4;4\n");
        Assert.Contains("<dd>dòng 2, ';'</dd>", await GetAsync(Officer, at), StringComparison.Ordinal);
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));
        Assert.Contains("<dd>dòng 2, ';'</dd>", await GetAsync(Officer, at + "/preview"), StringComparison.Ordinal);
        Assert.Equal(("2", "0", "0"), Tiles(await GetAsync(Officer, at + "/preview")));

        (HttpStatusCode status, string body) = await Officer.PostAsync(at, at + "/header", ("headerRow", "9"), ("decimal", ""));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("IMP0108", body, StringComparison.Ordinal);
        (status, _) = await Officer.PostAsync(at, at + "/header", ("headerRow", "1"), ("decimal", ","));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Contains("<dd>dòng 1, ';'</dd>", await GetAsync(Officer, at), StringComparison.Ordinal);
        (status, _) = await Officer.PostAsync(at, at + "/header", ("headerRow", "2"), ("decimal", ","));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        string page = await GetAsync(Officer, at);
        Assert.Matches("name=\"headerRow\"[^>]*value=\"2\"|value=\"2\"[^>]*name=\"headerRow\"", page);
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));
        Assert.Equal(at + "/done", await SaveAsync(Officer, at));
        Assert.Equal(2, Host.BallotCount);
    }

    [Fact]
    public async Task Import_RowsWithProblems_AreToldWithRowColumnValueAndWhatIsAllowedInBothLanguages()
    {
        string at = await UploadAsync(Officer,
            $"Số phiếu,Đơn vị,{Items}\n001,SO-01,5,5,5,5,5,5,5,5,5\n002,SO-99,5,5,5,5,5,5,5,5,9\n\n003,XA-01,0,5,5,5,5,5,5,5,lạ\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));

        (HttpStatusCode status, string vietnamese) = await Officer.LookAsync(at + "/preview");
        (_, string english) = await Officer.LookAsync(at + "/preview?lang=en");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("2 dòng có lỗi", vietnamese, StringComparison.Ordinal);
        Assert.Contains("2 rows have problems", english, StringComparison.Ordinal);
        foreach (string page in (string[])[vietnamese, english])
        {
            Assert.Equal(
                [("3", "Đơn vị", "SO-99", "BAL0104"), ("3", "K9", "9", "BAL0204"), ("5", "K1", "0", "BAL0203"),
                    ("5", "K9", "lạ", "BAL0212")],
                Findings().Matches(page).Select(row =>
                    (row.Groups["row"].Value, row.Groups["column"].Value, row.Groups["value"].Value, row.Groups["code"].Value)).Order());
            Assert.Contains("<td>9</td><td>1–5</td>", page, StringComparison.Ordinal);
            Assert.Contains("<td>SO-99</td><td>SO-01, SO-02, XA-01, XA-02</td>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("/keep\"", page, StringComparison.Ordinal);
        }

        Assert.Contains("Không có đơn vị mang mã", vietnamese, StringComparison.Ordinal);
        Assert.Contains("There is no unit with the code", english, StringComparison.Ordinal);

        // Whoever sends the confirmation all the same keeps nothing either.
        (HttpStatusCode stored, string body) = await Officer.PostAsync(at, at + "/keep", ("shown", new string('0', 64)));
        Assert.Equal(HttpStatusCode.BadRequest, stored);
        Assert.Contains("IMP0020", body, StringComparison.Ordinal);
        Assert.Equal(0, Host.BallotCount);
    }

    [Fact]
    public async Task Import_RowsThatDiffer_AreTakenOnlyWithReasonAndAnotherPerson()
    {
        await ImportAsync(Officer, $"{Headings}\n001,SO-01,1,1,1,1,1,1,1,1,1\n002,SO-01,5,5,5,5,5,5,5,5,5\n");
        string at = await UploadAsync(Officer,
            $"{Headings}\n001,SO-01,1,1,4,1,1,1,1,1,1\n002,SO-01,5,5,5,5,5,5,5,5,5\n003,SO-02,2,2,2,2,2,2,2,2,2\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));
        string preview = await GetAsync(Officer, at + "/preview");
        Assert.Equal(("1", "1", "1"), Tiles(preview));
        Assert.Contains("K3: 1 → 4", preview, StringComparison.Ordinal);

        (string Field, string Code, (string, string)[] Fields)[] refusals =
        [
            ("reason", "COR0006", [("reviewer", "Minh"), ("broughtBy", "Lan")]),
            ("reviewer", "QLT0202", [("reason", "nhập nhầm câu 3"), ("broughtBy", "Lan")]),
            ("reviewer", "COR0007", [("reason", "nhập nhầm câu 3"), ("reviewer", "lan"), ("broughtBy", "Lan")]),
            ("reviewer", "COR0007", [("reason", "nhập nhầm câu 3"), ("reviewer", "Cán bộ")]),
        ];
        foreach ((string field, string code, (string, string)[] fields) in refusals)
        {
            (HttpStatusCode status, string body) = await Officer
                .PostAsync(at + "/preview", at + "/keep", [("shown", Shown(preview)), .. fields]);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Matches($"id=\"{field}-problem\">[\\s\\S]*?{code}", body);
            Assert.Equal(2, Host.BallotCount);
        }

        Assert.Equal(at + "/done", await SaveAsync(Officer, at, ("reason", "nhập nhầm câu 3"), ("reviewer", "Minh"), ("broughtBy", "Lan")));
        Assert.Equal(("1", "1", "1"), Tiles(await GetAsync(Officer, at + "/done")));
        AuditRecord record = Assert.Single(await AuditAsync(AuditActions.BallotCorrected));
        Assert.Contains("brought by Lan, reviewed by Minh", record.Detail, StringComparison.Ordinal);
        Assert.Equal("Lan", (await AuditAsync(AuditActions.BallotsImported))[^1].Actor);

        // Once more, from another upload: it is known.
        string again = await UploadAsync(Officer, $"{Headings}\n001,SO-01,1,1,4,1,1,1,1,1,1\n");
        await ChooseGuessedAsync(Officer, again, ("day", "2026-05-01"));
        Assert.Equal(("0", "1", "0"), Tiles(await GetAsync(Officer, again + "/preview")));
    }

    [Fact]
    public async Task Import_CorrectionThatMayNotBe_IsToldAndNotOffered()
    {
        await ImportAsync(Officer, $"{Headings}\n001,SO-01,1,1,1,1,1,1,1,1,1\n");
        string at = await UploadAsync(Officer, $"{Headings},mode\n001,SO-01,1,1,1,1,1,1,1,1,1,post\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));

        string preview = await GetAsync(Officer, at + "/preview");

        Assert.Equal(("0", "0", "1"), Tiles(preview));
        Assert.Contains("COR0003", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("/keep\"", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ConfirmedTwiceAtOnceAndLater_IsStoredAndReportedOnce()
    {
        string at = await UploadAsync(Officer, $"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));
        string shown = Shown(await GetAsync(Officer, at + "/preview"));

        string mark = await Officer.MarkAsync(at + "/preview");
        (HttpStatusCode Status, string Body)[] answers = await Task
            .WhenAll(Enumerable.Range(0, 4).Select(_ => Officer.PostMarkedAsync(mark, at + "/keep", ("shown", shown))));
        (HttpStatusCode later, _) = await Officer.PostAsync(Page, at + "/keep", ("shown", shown));

        Assert.All(answers.Select(answer => answer.Status).Append(later), status => Assert.Equal(HttpStatusCode.SeeOther, status));
        Assert.Equal(("1", "0", "0"), Tiles(await GetAsync(Officer, at + "/done")));
        Assert.Equal(1, Host.BallotCount);
        Assert.Single(await AuditAsync(AuditActions.BallotsImported));
    }

    [Fact]
    public async Task Import_TwoOfficersAtOnce_NoBallotIsDoubledAndNoneIsOverwritten()
    {
        using var other = new OfficerRun(Host);
        string rows = string.Concat(Enumerable.Range(1, 40).Select(i => $"{i:D3},SO-01,5,5,5,5,5,5,5,5,5\n"));
        string mine = await UploadAsync(Officer, $"{Headings}\n{rows}");
        string theirs = await UploadAsync(other, $"{Headings}\n{rows}");
        string late = await UploadAsync(other, $"{Headings}\n001,SO-01,1,1,1,1,1,1,1,1,1\n");
        foreach ((OfficerRun who, string at) in ((OfficerRun, string)[])[(Officer, mine), (other, theirs), (other, late)])
        {
            await ChooseGuessedAsync(who, at, ("day", "2026-05-01"));
        }

        // All three were shown new rows only.
        string shown = Shown(await GetAsync(other, late + "/preview"));
        await Task.WhenAll(SaveAsync(Officer, mine), SaveAsync(other, theirs));
        (string New, string Same, string Corrections)[] reports =
            [Tiles(await GetAsync(Officer, mine + "/done")), Tiles(await GetAsync(other, theirs + "/done"))];
        (HttpStatusCode status, string body) = await other.PostAsync(late + "/preview", late + "/keep", ("shown", shown));

        Assert.Equal([("0", "40", "0"), ("40", "0", "0")], reports.Order());
        Assert.Equal(40, Host.BallotCount);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("COR0006", body, StringComparison.Ordinal);
        Assert.All(await StoredAsync(), stored => Assert.Equal(("SO-01", "555555555"), stored));
    }

    [Fact]
    public async Task Import_UploadOfAnotherOfficer_OrNone_OrForgotten_IsRefusedClearly()
    {
        var clock = new FakeTimeProvider(SampleBallots.Noon);
        await using TestHost host = await TestHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        using var officer = new OfficerRun(host);
        using var other = new OfficerRun(host);
        await other.GetAsync(Page);
        string at = await UploadAsync(officer, $"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n");
        await ChooseGuessedAsync(officer, at, ("day", "2026-05-01"));
        string shown = Shown(await GetAsync(officer, at + "/preview"));

        foreach (string path in (string[])[at, at + "/preview", at + "/done", Page + "/00000000000000000000000000000000"])
        {
            await GoneAsync(other.LookAsync(path));
        }

        await GoneAsync(other.PostAsync(Page, at + "/keep", ("shown", shown)));
        await GoneAsync(other.PostAsync(Page, at + "/discard"));
        await GoneAsync(Officer.PostAsync(Page, at + "/keep", ("shown", shown)));

        // Looked at in time it stays; left alone it goes.
        clock.Advance(TimeSpan.FromMinutes(29));
        await GetAsync(officer, at + "/preview");
        clock.Advance(TimeSpan.FromMinutes(29));
        await GetAsync(officer, at + "/preview");
        clock.Advance(TimeSpan.FromMinutes(31));
        await GoneAsync(officer.PostAsync(Page, at + "/keep", ("shown", shown)));
        Assert.Equal(0, host.BallotCount);

        string discarded = await UploadAsync(officer, $"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n");
        await officer.PostAsync(discarded, discarded + "/discard");
        await GoneAsync(officer.LookAsync(discarded));

        static async Task GoneAsync(Task<(HttpStatusCode Status, string Body)> answer)
        {
            (HttpStatusCode status, string body) = await answer;
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains("IMP0019", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Import_MoreFilesThanOneOfficerMayHold_TheOldestMakesRoom()
    {
        var files = new List<string>();
        for (int i = 0; i <= ImportUploads.MaxOfOne; i++)
        {
            files.Add(await UploadAsync(Officer, $"{Headings}\n00{i},SO-01,5,5,5,5,5,5,5,5,5\n"));
        }

        Assert.Equal([HttpStatusCode.NotFound, .. Enumerable.Repeat(HttpStatusCode.OK, ImportUploads.MaxOfOne)],
            await Task.WhenAll(files.Select(async file => (await Officer.LookAsync(file)).Status)));
    }

    [Fact]
    public async Task Import_RoomForAllIsFull_SaysWhenToComeAgain()
    {
        await using TestHost host = await TestHost.StartAsync(services: services =>
            services.Configure<SipasAdminOptions>(options => options.MaximumImportBytes = 65_536));
        string csv = $"{Headings}\n" + string.Concat(Enumerable.Range(1, 2_050).Select(i => $"{i:D6},SO-01,5,5,5,5,5,5,5,5,5\n"));
        Assert.InRange(Encoding.UTF8.GetByteCount(csv), 60_000, 65_000);
        var officers = new List<OfficerRun>();
        for (int i = 0; i < 8; i++)
        {
            officers.Add(new OfficerRun(host));
            await UploadAsync(officers[^1], csv);
        }

        using var last = new OfficerRun(host);
        (HttpStatusCode status, string body) = await SendAsync(last, Encoding.UTF8.GetBytes(csv));
        officers.ForEach(officer => officer.Dispose());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("IMP0021", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ColumnsChangedInAnotherTab_TheOldPreviewConfirmsNothing()
    {
        string at = await UploadAsync(Officer, $"{Headings}\n001,SO-01,5,4,5,5,5,5,5,5,5\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));
        string shown = Shown(await GetAsync(Officer, at + "/preview"));
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-02"));

        (HttpStatusCode moved, string body) = await Officer.PostAsync(at + "/preview", at + "/keep", ("shown", shown));

        Assert.Equal(HttpStatusCode.BadRequest, moved);
        Assert.Contains("IMP0020", body, StringComparison.Ordinal);
        Assert.Equal(0, Host.BallotCount);
        Assert.Equal(at + "/done", await SaveAsync(Officer, at));
    }

    [Fact]
    public async Task Columns_ChosenWrong_AreToldBesideTheirFields()
    {
        string at = await UploadAsync(Officer, $"{Headings}\n001,SO-01,5,4,5,5,5,5,5,5,5\n");

        (string Field, string Code, (string, string)[] Fields)[] wrong =
        [
            ("item.K2", "IMP0022", [("column.unit", "Đơn vị"), ("item.K1", "K1"), ("item.K2", "K1")]),
            ("item.K1", "IMP0005", [("column.unit", "Đơn vị"), ("item.K1", "K77")]),
            ("unit", "IMP0023", [("item.K1", "K1")]),
            ("unit", "BAL0104", [("unit", "SO-99"), ("item.K1", "K1")]),
            ("day", "IMP0012", [("column.unit", "Đơn vị"), ("column.ballotNumber", "Số phiếu"), ("item.K1", "K1")]),
            ("day", "BAL0108", [("column.unit", "Đơn vị"), ("item.K1", "K1"), ("day", "hôm qua")]),
            ("mode", "BAL0106", [("column.unit", "Đơn vị"), ("item.K1", "K1"), ("mode", "fax")]),
            ("answers", "QRY0001", [("column.unit", "Đơn vị"), ("item.K1", "K1"), ("answers", "Tốt = rất tốt")]),
        ];
        foreach ((string field, string code, (string, string)[] fields) in wrong)
        {
            (string, string)[] usual = [("mode", "paper"), ("basis", "sampled")];
            (HttpStatusCode status, string body) = await Officer
                .PostAsync(at, at, [.. usual.Where(pair => fields.All(given => given.Item1 != pair.Item1)), .. fields]);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Matches($"id=\"{Regex.Escape(field)}-problem\">[\\s\\S]*?{code}", body);
        }

        (HttpStatusCode none, string noItems) = await Officer.PostAsync(at, at, ("mode", "paper"), ("basis", "sampled"), ("unit", "SO-01"));
        Assert.Equal(HttpStatusCode.BadRequest, none);
        Assert.Contains("IMP0006", noItems, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Officer.LookAsync(at + "/preview")).Status);
    }

    [Fact]
    public async Task Import_WordsOfTheFile_MeanWhatIsSaidAndAreRemembered()
    {
        string csv = "Số phiếu,K1,K2,K3,K4,K5,K6,K7,K8,K9\n{0},Tốt,KAD,5,5,5,5,5,5,5\n";
        string at = await UploadAsync(Officer, string.Format(CultureInfo.InvariantCulture, csv, "001"));
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"), ("unit", "XA-02"), ("answers", "Tốt = 4\nKAD = notApplicable"));
        await SaveAsync(Officer, at);
        string next = await UploadAsync(Officer, string.Format(CultureInfo.InvariantCulture, csv, "002"));

        Assert.Contains("Tốt = 4\nKAD = notApplicable", (await GetAsync(Officer, next)).Replace("\r", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal([("XA-02", "4n5555555")], await StoredAsync());
    }

    [Fact]
    public async Task Upload_HostileOrDamagedFile_IsRefusedWithItsCodeAndNothingIsHeld()
    {
        (string Name, byte[] Bytes, string Code, (string, string)[] Fields)[] files =
        [
            ("empty.csv", [], "IMP0003", []),
            ("headings.csv", Utf8($"{Headings}\n"), "IMP0003", []),
            ("blank.csv", Utf8("\n\n\n"), "IMP0003", []),
            ("page.xlsx", Utf8("<!DOCTYPE html><html><body>\n<table>\n<tr><td>1,2</td></tr></table></body></html>"), "IMP0106", []),
            ("bomb.xlsx", Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/worksheets/sheet1.xml", new byte[48 << 20])),
                "IMP0015", []),
            ("macro.xlsx", Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/vbaProject.bin", [1])), "IMP0014", []),
            ("entity.xlsx", Zip(("[Content_Types].xml",
                """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><Types>&x;</Types>"""u8.ToArray())),
                "IMP0014", []),
            ("other.xlsx", Zip(("readme.txt", "hello"u8.ToArray())), "IMP0013", []),
            ("torn.xlsx", Workbook()[..300], "IMP0013", []),
            ("torn-in-the-middle.xlsx", [.. Workbook()[..200], .. Workbook()[260..]], "IMP0013", []),
            ("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "IMP0017", []),
            ("sheet.xlsx", Workbook(), "IMP0018", [("sheet", "Không có")]),
            ("cp1258.csv", Vietnamese1258($"{Headings}\n001,SO-01,Hài lòng,5,5,5,5,5,5,5,5\n"), "IMP0002", []),
            ("utf16.csv", Encoding.Unicode.GetBytes($"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n"), "IMP0002", []),
            ("encoding.csv", Utf8($"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n"), "QRY0001", [("encoding", "utf-7")]),
            ("columns.csv", Utf8($"K1,K1,{Items[3..]}\n5,5,5,5,5,5,5,5,5,5\n"), "IMP0004", []),
            ("quote.csv", Utf8($"{Headings}\n001,\"SO-01,5,5,5,5,5,5,5,5,5\n"), "IMP0011", []),
            ("wide.csv", Utf8(string.Join(',', Enumerable.Range(0, 1_100).Select(i => $"c{i}")) + "\n1\n"), "IMP0015", []),
            ("cell.csv", Utf8($"{Headings}\n001,{new string('x', 40_000)},5,5,5,5,5,5,5,5,5\n"), "IMP0015", []),
            ("noise.csv", [.. Enumerable.Range(0, 5_000).Select(i => (byte)((i * 7919) >> 3))], "IMP0002", []),
        ];
        foreach ((string name, byte[] bytes, string code, (string, string)[] fields) in files)
        {
            (HttpStatusCode status, string body) = await SendAsync(Officer, bytes, name, fields);

            Assert.True(status == HttpStatusCode.BadRequest, $"{name}: {status} {Officer.Location}");
            Assert.True(body.Contains(code, StringComparison.Ordinal),
                $"{name}: {string.Join(' ', Codes().Matches(body).Select(match => match.Value))}");
            Assert.Null(Officer.Location);
        }

        (HttpStatusCode unknown, string questionnaire) = await Officer
            .SendFileAsync(Page, "a.csv", Utf8($"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n"), ("questionnaire", "nonsense"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown);
        Assert.Contains("BAL0103", questionnaire, StringComparison.Ordinal);
        Assert.Equal(0, Host.BallotCount);
    }

    [Fact]
    public async Task Upload_InWhateverDress_ReadsTheSame()
    {
        string csv = $"{Headings}\n001,SO-01,Hài lòng,4,3,2,1,,5,5,5\n";
        (byte[] Bytes, (string, string)[] Fields)[] dresses =
        [
            (Utf8(csv), []),
            ([0xEF, 0xBB, 0xBF, .. Utf8(csv)], []),
            (Utf8(csv.Replace(',', ';')), []),
            (Utf8(csv.Replace(',', '\t').Replace("\n", "\r\n", StringComparison.Ordinal)), []),
            ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(csv)], []),
            (Encoding.Unicode.GetBytes(csv), [("encoding", "utf-16")]),
            (Utf8(csv.Normalize(NormalizationForm.FormD)), []),
            (Vietnamese1258(csv), [("encoding", "windows-1258")]),
            (Workbook(), [("sheet", "Phiếu")]),
            (Workbook(), []),
        ];
        foreach ((byte[] bytes, (string, string)[] fields) in dresses)
        {
            (HttpStatusCode status, string body) = await SendAsync(Officer, bytes, "phiếu.csv", fields);
            Assert.True(status == HttpStatusCode.SeeOther, body);
            string at = Officer.Location!;
            string columns = await GetAsync(Officer, at);
            await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));
            await SaveAsync(Officer, at);
            Assert.True(Host.BallotCount == 1, $"dress {Array.IndexOf(dresses, (bytes, fields))}: {columns}");
        }

        Assert.Equal([("SO-01", "44321-555")], await StoredAsync());
    }

    [Fact]
    public async Task Upload_LargerThanTheOptions_IsRefusedWithTheLimit()
    {
        await using TestHost host = await TestHost.StartAsync(services: services =>
            services.Configure<SipasAdminOptions>(options => (options.MaximumImportBytes, options.MaximumImportRows) = (65_536, 100)));
        using var officer = new OfficerRun(host);

        (HttpStatusCode large, string explained) = await SendAsync(officer, new byte[200_000]);
        (HttpStatusCode rows, string limit) = await SendAsync(officer,
            Utf8($"{Headings}\n" + string.Concat(Enumerable.Repeat("001,SO-01,5,5,5,5,5,5,5,5,5\n", 100))));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest), (large, rows));
        Assert.Contains("65536", explained, StringComparison.Ordinal);
        Assert.Contains("IMP0015", limit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_WithoutTheirMark_AreRefused()
    {
        string at = await UploadAsync(Officer, $"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n");
        await ChooseGuessedAsync(Officer, at, ("day", "2026-05-01"));

        foreach (string path in (string[])[Page, at, at + "/keep", at + "/discard"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await Officer.PostWithoutMarkAsync(path));
        }

        Assert.Equal(0, Host.BallotCount);
        Assert.Equal(at + "/done", await SaveAsync(Officer, at));
    }

    [Fact]
    public async Task Keep_StoreThatCannotWrite_SaysSoAndTheFileWaitsOn()
    {
        await using TestHost host = await TestHost.StartAsync(storage: new FailingStorage(StoreUnavailability.Full));
        using var officer = new OfficerRun(host);
        string at = await UploadAsync(officer, $"{Headings}\n001,SO-01,5,5,5,5,5,5,5,5,5\n");
        await ChooseGuessedAsync(officer, at, ("day", "2026-05-01"));
        string shown = Shown(await GetAsync(officer, at + "/preview"));

        (HttpStatusCode status, string body) = await officer.PostAsync(at + "/preview", at + "/keep", ("shown", shown));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("BAL0303", body, StringComparison.Ordinal);
        Assert.Equal(("1", "0", "0"), Tiles(await GetAsync(officer, at + "/preview")));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // The code page has most Vietnamese letters as a letter and a mark behind it: "ố" is "ô" and an acute, "ậ" is "â" and a dot.
    private static byte[] Vietnamese1258(string text)
    {
        Encoding encoding = TableFileOptions.FindEncoding("windows-1258")!;
        return [.. text.SelectMany(c => Ways(c).Select(way => Encoded(encoding, way)).First(bytes => bytes is not null)!)];

        static IEnumerable<string> Ways(char c)
        {
            string marks = c.ToString().Normalize(NormalizationForm.FormD);
            return marks.Length < 3
                ? [c.ToString(), marks]
                : [c.ToString(), marks[..2].Normalize(NormalizationForm.FormC) + marks[2],
                    $"{marks[0]}{marks[2]}".Normalize(NormalizationForm.FormC) + marks[1]];
        }

        static byte[]? Encoded(Encoding encoding, string text)
        {
            try
            {
                return encoding.GetBytes(text);
            }
            catch (EncoderFallbackException)
            {
                return null;
            }
        }
    }

    private static byte[] Workbook()
    {
        using var stream = new MemoryStream();
        XlsxOutput.Write(stream, "Phiếu", [.. Headings.Split(',')],
            [[.. "001,SO-01,Hài lòng,4,3,2,1,,5,5,5".Split(',').Select(TableCell.Of)]]);
        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in parts)
            {
                using Stream part = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                part.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static Task<(HttpStatusCode Status, string Body)> SendAsync(
        OfficerRun officer, byte[] bytes, string name = "phiếu.csv", params (string, string)[] fields) =>
        officer.SendFileAsync(Page, name, bytes, [("questionnaire", "kiosk-9/five-1"), .. fields]);

    private static async Task<string> UploadAsync(OfficerRun officer, string csv)
    {
        (HttpStatusCode status, string body) = await SendAsync(officer, Utf8(csv));
        Assert.True(status == HttpStatusCode.SeeOther, body);
        return officer.Location!;
    }

    private static async Task<string> GetAsync(OfficerRun officer, string path)
    {
        (HttpStatusCode status, string body) = await officer.LookAsync(path);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body;
    }

    // What stands in the form as it is shown is sent back, but for what is given here.
    private static async Task ChooseGuessedAsync(OfficerRun officer, string at, params (string Name, string Value)[] fields) =>
        await ChooseAsync(officer, at,
            [.. Selected(await GetAsync(officer, at)).Where(pair => fields.All(field => field.Name != pair.Name)), .. fields]);

    private static async Task ChooseAsync(OfficerRun officer, string at, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] items = fields.Any(field => field.Name.StartsWith("item.", StringComparison.Ordinal))
            ? []
            : [.. Items.Split(',').Select(item => ("item." + item, item))];
        (string Name, string Value)[] rest = [.. ((string Name, string Value)[])[("mode", "paper"), ("basis", "sampled"), .. items]];
        (HttpStatusCode status, string body) = await officer
            .PostAsync(at, at, [.. fields, .. rest.Where(pair => fields.All(field => field.Name != pair.Name))]);
        Assert.True(status == HttpStatusCode.SeeOther, body);
        Assert.Equal(at + "/preview", officer.Location);
    }

    private static (string Name, string Value)[] Selected(string page) =>
        [.. Selects().Matches(page)
            .Select(select => (select.Groups["name"].Value, Value: Choice().Match(select.Groups["options"].Value).Groups["value"].Value))
            .Where(pair => pair.Value.Length > 0)];

    private static async Task<string?> SaveAsync(OfficerRun officer, string at, params (string Name, string Value)[] fields)
    {
        (HttpStatusCode status, string body) = await officer
            .PostAsync(at + "/preview", at + "/keep", [("shown", Shown(await GetAsync(officer, at + "/preview"))), .. fields]);
        Assert.True(status == HttpStatusCode.SeeOther, body);
        return officer.Location;
    }

    private static string Shown(string page) => Mark().Match(page).Groups["shown"].Value;

    private static async Task ImportAsync(OfficerRun officer, string csv)
    {
        string at = await UploadAsync(officer, csv);
        await ChooseGuessedAsync(officer, at, ("day", "2026-05-01"));
        Assert.Equal(at + "/done", await SaveAsync(officer, at));
    }

    private static (string New, string Same, string Corrections) Tiles(string page)
    {
        return (Figure("new"), Figure("same"), Figure("corrections"));

        string Figure(string name) => Regex.Match(page, $"data-figure=\"{name}\">(?<n>[^<]*)<").Groups["n"].Value;
    }

    private async Task<List<(string Unit, string Answers)>> StoredAsync()
    {
        var stored = new List<(string, string)>();
        await foreach (StoredBallot ballot in Host.Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add((ballot.UnitCode, ballot.Answers));
        }

        return stored;
    }

    private async Task<AuditRecord[]> AuditAsync(string action) =>
        [.. (await Host.Storage.Audit.ReadAuditAsync(default)).Where(record => record.Action == action)];

    [GeneratedRegex("""name="shown" value="(?<shown>[0-9a-f]+)""")]
    private static partial Regex Mark();

    [GeneratedRegex("""<select id="[^"]*" name="(?<name>[^"]*)"[^>]*>(?<options>[\s\S]*?)</select>""")]
    private static partial Regex Selects();

    [GeneratedRegex("""<option value="(?<value>[^"]*)" selected""")]
    private static partial Regex Choice();

    [GeneratedRegex("""<th scope="row">(?<row>\d+)</th><td>(?<column>[^<]*)</td><td>(?<value>[^<]*)</td><td>[^<]*</td>"""
        + """\s*<td>[^<]*</td><td><span class="code">(?<code>\w+)</span>""")]
    private static partial Regex Findings();

    [GeneratedRegex(@"\b[A-Z]{3}\d{4}\b")]
    private static partial Regex Codes();
}
