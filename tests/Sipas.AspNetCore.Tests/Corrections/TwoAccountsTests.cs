using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Fieldwork;
using Sipas.Paper;

namespace Sipas.AspNetCore.Corrections;

/// <summary>A second step is taken by another account; without accounts, page and audit record say that it is one person's word.</summary>
public sealed partial class TwoAccountsTests
{
    private const string Import = "/admin/import";
    private const string Unit = "/admin/surveys/PX-2026/field/units/C1";
    private const string Items = "K1,K2,K3,K4,K5,K6,K7,K8,K9";
    private const string Stored = "001,SO-01,1,1,1,1,1,1,1,1,1";
    private const string Right = "001,SO-01,1,1,4,1,1,1,1,1,1";

    [Theory]
    [InlineData("lan@tinh.vn", "lan@tinh.vn")]
    [InlineData("lan@tinh.vn", "LAN@Tinh.VN")]
    [InlineData("Nguyễn Thị Lan", "Nguye\u0302\u0303n Thi\u0323 Lan")]
    public async Task Correction_ConfirmedByTheAccountThatEnteredIt_IsRefusedAndNothingIsStored(string enters, string confirms)
    {
        await using TestHost host = await TestAccounts.StartAsync();
        using var first = new OfficerRun(host, enters);
        using var same = new OfficerRun(host, confirms);
        string at = await EnterAsync(first);
        string page = await GetAsync(same, at);
        Assert.Contains($"một tài khoản khác {enters}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/confirm\"", page, StringComparison.Ordinal);

        foreach (string act in (string[])["/confirm", "/reject"])
        {
            (HttpStatusCode status, string body) = await same.PostAsync(Import, at + act, ("shown", new string('0', 64)));
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("COR0010", body, StringComparison.Ordinal);
        }

        Assert.Equal(1, host.BallotCount);
        Assert.Empty(await AuditAsync(host, AuditActions.BallotCorrected));
        Assert.Empty(await AuditAsync(host, AuditActions.CorrectionRejected));
        Assert.Contains("Chờ tài khoản thứ hai", await GetAsync(same, at), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_ConfirmedByAnotherAccount_IsStoredWithBothAccounts()
    {
        await using TestHost host = await TestAccounts.StartAsync();
        using var first = new OfficerRun(host, "lan@tinh.vn");
        using var second = new OfficerRun(host, "minh@tinh.vn");
        string at = await EnterAsync(first, ("reviewer", "Hoa"), ("broughtBy", "Hoa"));
        Assert.Equal(1, host.BallotCount);
        Assert.Contains(at, await GetAsync(second, "/admin/corrections"), StringComparison.Ordinal);
        string page = await GetAsync(second, at);
        Assert.Contains("K3: 1 → 4", page, StringComparison.Ordinal);

        (HttpStatusCode old, string moved) = await second.PostAsync(at, at + "/confirm", ("shown", new string('0', 64)));
        Assert.Equal(HttpStatusCode.BadRequest, old);
        Assert.Contains("IMP0020", moved, StringComparison.Ordinal);
        (HttpStatusCode status, string body) = await second
            .PostAsync(at, at + "/confirm", ("shown", Shown().Match(page).Groups["shown"].Value));

        Assert.True(status == HttpStatusCode.SeeOther, body);
        Assert.Equal(2, host.BallotCount);
        AuditRecord corrected = Assert.Single(await AuditAsync(host, AuditActions.BallotCorrected));
        Assert.EndsWith("brought by lan@tinh.vn, reviewed by minh@tinh.vn", corrected.Detail, StringComparison.Ordinal);
        Assert.Equal("lan@tinh.vn", Assert.Single(await AuditAsync(host, AuditActions.CorrectionEntered)).Actor);
        Assert.Equal("minh@tinh.vn", Assert.Single(await AuditAsync(host, AuditActions.CorrectionConfirmed)).Actor);
        Assert.Contains("minh@tinh.vn đã xác nhận", await GetAsync(first, at), StringComparison.Ordinal);

        // Decided once.
        (HttpStatusCode again, string twice) = await second.PostAsync(Import, at + "/reject");
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Contains("COR0012", twice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lan@tinh.vn", "lan@tinh.vn")]
    [InlineData("Nguyễn Thị Lan", "nguye\u0302\u0303n thi\u0323 lan")]
    public async Task Substitution_ApprovedByTheAccountThatAskedForIt_IsRefused(string asks, string approves)
    {
        await using TestHost host = await TestAccounts.StartAsync();
        using var first = new OfficerRun(host, asks);
        using var same = new OfficerRun(host, approves);
        await CloseAsync(host);
        (HttpStatusCode early, string none) = await first.PostAsync(Unit, Unit, ("kind", "replaced"), ("reason", "Từ chối"),
            ("approver", "Bà Hoa"));
        (HttpStatusCode asked, _) = await first.PostAsync(Unit, Unit, ("kind", "substitutionRequested"), ("reason", "Từ chối"));
        (HttpStatusCode own, string refused) = await same.PostAsync(Unit, Unit, ("kind", "replaced"), ("approver", "Bà Hoa"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther, HttpStatusCode.Forbidden), (early, asked, own));
        Assert.Contains("FLD0019", none, StringComparison.Ordinal);
        Assert.Contains("FLD0018", refused, StringComparison.Ordinal);
        string page = await GetAsync(same, Unit);
        Assert.Contains($"một tài khoản khác {asks}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"replaced\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(await host.People.Field.ReadFieldLogAsync("PX-2026", default),
            entry => entry.Event.Kind == FieldEventKind.Replaced);
    }

    [Fact]
    public async Task Substitution_ApprovedByAnotherAccount_IsStoredWithBothAccountsAndTheReason()
    {
        await using TestHost host = await TestAccounts.StartAsync();
        using var first = new OfficerRun(host, "lan@tinh.vn");
        using var second = new OfficerRun(host, "minh@tinh.vn");
        await CloseAsync(host);
        await first.PostAsync(Unit, Unit, ("kind", "substitutionRequested"), ("reason", "Từ chối"));
        Assert.Contains("lan@tinh.vn đề nghị thay thế. Lý do: Từ chối", await GetAsync(second, "/admin/surveys/PX-2026/field"),
            StringComparison.Ordinal);
        Assert.Contains("Tài khoản minh@tinh.vn được duyệt.", await GetAsync(second, Unit), StringComparison.Ordinal);

        (HttpStatusCode approved, string body) = await second.PostAsync(Unit, Unit, ("kind", "replaced"), ("approver", "Bà Hoa"));

        Assert.True(approved == HttpStatusCode.SeeOther, body);
        FieldLogEntry[] log = [.. await host.People.Field.ReadFieldLogAsync("PX-2026", default)];
        Assert.Equal(
            [("closed", "Lan", null, null), ("substitutionRequested", "lan@tinh.vn", "Từ chối", null),
                ("replaced", "minh@tinh.vn", "Từ chối", "minh@tinh.vn")],
            log.Select(entry => (PlanForm.NameOf(entry.Event.Kind), entry.Actor, entry.Event.Reason, entry.Event.Approver)));
        (HttpStatusCode again, string twice) = await second.PostAsync(Unit, Unit, ("kind", "replaced"));
        Assert.Equal(HttpStatusCode.BadRequest, again);
        Assert.Contains("FLD0019", twice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Substitution_WithoutAccounts_IsStoredAsOnePersonsWord()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var officer = new OfficerRun(host);
        await CloseAsync(host);
        string page = await GetAsync(officer, Unit);
        (HttpStatusCode status, _) = await officer.PostAsync(Unit, Unit, ("kind", "replaced"), ("reason", "Từ chối"),
            ("approver", "Bà Hoa"));

        Assert.Contains("xác nhận của một người", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal("Bà Hoa (one person's word)", (await host.People.Field.ReadFieldLogAsync("PX-2026", default))[^1].Event.Approver);
    }

    [Fact]
    public async Task Correction_RejectedByAnotherAccount_KeepsNothing()
    {
        await using TestHost host = await TestAccounts.StartAsync();
        using var first = new OfficerRun(host, "lan@tinh.vn");
        using var second = new OfficerRun(host, "minh@tinh.vn");
        string at = await EnterAsync(first);

        (HttpStatusCode status, _) = await second.PostAsync(at, at + "/reject");

        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal(1, host.BallotCount);
        Assert.Equal("minh@tinh.vn", Assert.Single(await AuditAsync(host, AuditActions.CorrectionRejected)).Actor);
        Assert.Equal(0, ((await host.Storage.Corrections
            .FindCorrectionAsync(at[(at.LastIndexOf('/') + 1)..], default))!).File.Length);
        (HttpStatusCode unknown, string body) = await second.PostAsync(Import, "/admin/corrections/00/confirm");
        Assert.Equal(HttpStatusCode.NotFound, unknown);
        Assert.Contains("COR0011", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_WithoutAccounts_IsSaidAndStoredToBeOnePersonsWord()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var officer = new OfficerRun(host);
        await SaveAsync(officer, await UploadAsync(officer, Stored));
        string at = await UploadAsync(officer, Right);

        string preview = await GetAsync(officer, at + "/preview");
        Assert.Contains("chỉ được xác nhận bằng tên tự khai", preview, StringComparison.Ordinal);
        Assert.Equal(at + "/done", await SaveAsync(officer, at, ("reason", "nhập nhầm"), ("broughtBy", "Lan"), ("reviewer", "Minh")));

        Assert.EndsWith("brought by Lan, reviewed by Minh (one person's word)",
            Assert.Single(await AuditAsync(host, AuditActions.BallotCorrected)).Detail, StringComparison.Ordinal);
        await foreach (StoredBallot ballot in host.Storage.Log.ReadStoredAsync(1, default))
        {
            Assert.Equal("Minh (one person's word)", ballot.Correction!.ReviewedBy);
        }

        Assert.Contains("tên tự khai", await GetAsync(officer, "/admin/corrections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondKeying_ByTheSameAccount_IsRefusedAndByAnotherTaken()
    {
        await using TestHost host = await TestAccounts.StartAsync();
        using var first = new OfficerRun(host, "lan@tinh.vn");
        using var same = new OfficerRun(host, "LAN@TINH.VN");
        using var second = new OfficerRun(host, "minh@tinh.vn");
        await OpenBatchAsync(first);
        Assert.Equal(HttpStatusCode.SeeOther, (await KeyAsync(first, 1, "Hoa")).Status);

        (HttpStatusCode status, string body) = await KeyAsync(same, 2, "Minh");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("PPR0007", body, StringComparison.Ordinal);
        Assert.Contains("một tài khoản khác", WebUtility.HtmlDecode(body), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await KeyAsync(second, 2, "Lan")).Status);
        await second.PostAsync("/admin/paper/L-01", "/admin/paper/L-01/accept");

        PaperEntry[] entries = [.. await host.Services.GetRequiredService<IPaperStore>().ReadEntriesAsync("L-01", default)];
        Assert.Equal([("lan@tinh.vn", true), ("minh@tinh.vn", true)], entries.Select(entry => (entry.KeyedBy, entry.ByAccount)));
        Assert.DoesNotContain("one person", Assert.Single(await AuditAsync(host, AuditActions.BatchAccepted)).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondKeying_WithoutAccounts_IsSaidAndStoredToBeOnePersonsWord()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var officer = new OfficerRun(host);
        await OpenBatchAsync(officer);
        Assert.Contains("chỉ được xác nhận bằng tên tự khai", await GetAsync(officer, "/admin/paper/L-01"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await KeyAsync(officer, 1, "Lan")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await KeyAsync(officer, 2, "LAN")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await KeyAsync(officer, 2, "Minh")).Status);
        Assert.Contains("Minh (tên tự khai)", await GetAsync(officer, "/admin/paper/L-01"), StringComparison.Ordinal);

        await officer.PostAsync("/admin/paper/L-01", "/admin/paper/L-01/accept");

        Assert.EndsWith("(one person's word)", Assert.Single(await AuditAsync(host, AuditActions.BatchAccepted)).Detail,
            StringComparison.Ordinal);
        Assert.All(await host.Services.GetRequiredService<IPaperStore>().ReadEntriesAsync("L-01", default),
            entry => Assert.False(entry.ByAccount));
    }

    [Fact]
    public async Task Account_IsTheClaimThatTheHostNames_AndOneWithoutItIsStoredOut()
    {
        await using TestHost named = await TestAccounts.StartAsync(services =>
            services.Configure<SipasAdminOptions>(options => options.AccountClaim = "sub"));
        await using TestHost other = await TestAccounts.StartAsync(services =>
            services.Configure<SipasAdminOptions>(options => options.AccountClaim = "employee"));
        using var officer = new OfficerRun(named, "u-17");
        using var refused = new OfficerRun(other, "u-17");

        Assert.Contains("u-17", await GetAsync(officer, Import), StringComparison.Ordinal);
        (HttpStatusCode status, string body) = await refused.LookAsync(Import);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("PPL0040", body, StringComparison.Ordinal);
    }

    // A kept ballot, and a file that corrects it, which one account enters.
    // A survey of invented people whose first unit refused.
    private static async Task CloseAsync(TestHost host)
    {
        await OfficerRun.DrawnAsync(host.People);
        FieldEvent refused = new()
        {
            Day = new DateOnly(2026, 11, 21),
            Code = "C1",
            Kind = FieldEventKind.Closed,
            Disposition = Disposition.Refused
        };
        await host.People.Field.AppendFieldLogAsync("PX-2026", 0, [refused], "Lan", default);
    }

    private static async Task<string> EnterAsync(OfficerRun officer, params (string Name, string Value)[] fields)
    {
        await SaveAsync(officer, await UploadAsync(officer, Stored));
        string at = await UploadAsync(officer, Right);
        Assert.Contains("một tài khoản khác phải xem và xác nhận", await GetAsync(officer, at + "/preview"), StringComparison.Ordinal);
        string entered = (await SaveAsync(officer, at, [("reason", "nhập nhầm câu 3"), .. fields]))!;
        Assert.StartsWith("/admin/corrections/", entered, StringComparison.Ordinal);
        return entered;
    }

    private static async Task<string> UploadAsync(OfficerRun officer, string rows)
    {
        (HttpStatusCode status, string body) = await officer.SendFileAsync(
            Import, "phiếu.csv", Encoding.UTF8.GetBytes($"Số phiếu,Đơn vị,{Items}\n{rows}\n"), ("questionnaire", "kiosk-9/five-1"));
        Assert.True(status == HttpStatusCode.SeeOther, body);
        string at = officer.Location!;
        (status, body) = await officer.PostAsync(
            at, at,
            [
                ("column.ballotNumber", "Số phiếu"), ("column.unit", "Đơn vị"), ("day", "2026-05-01"), ("mode", "paper"),
                ("basis", "sampled"),
                .. Items.Split(',').Select(item => ("item." + item, item)),
            ]);
        Assert.True(status == HttpStatusCode.SeeOther, body);
        return at;
    }

    private static async Task<string?> SaveAsync(OfficerRun officer, string at, params (string Name, string Value)[] fields)
    {
        string shown = Shown().Match(await GetAsync(officer, at + "/preview")).Groups["shown"].Value;
        (HttpStatusCode status, string body) = await officer.PostAsync(at + "/preview", at + "/keep", [("shown", shown), .. fields]);
        Assert.True(status == HttpStatusCode.SeeOther, body);
        return officer.Location;
    }

    private static async Task OpenBatchAsync(OfficerRun officer)
    {
        (HttpStatusCode status, string body) = await officer.PostAsync(
            "/admin/paper", "/admin/paper", ("code", "L-01"), ("unit", "SO-01"), ("questionnaire", "kiosk-9/five-1"), ("day", "2026-05-01"),
            ("sheets", "1"), ("basis", "sampled"));
        Assert.True(status == HttpStatusCode.SeeOther, body);
    }

    private static Task<(HttpStatusCode Status, string Body)> KeyAsync(OfficerRun officer, int pass, string keyer) => officer.PostAsync(
        $"/admin/paper/L-01/key?pass={pass}", $"/admin/paper/L-01/key?pass={pass}",
        [("number", "001"), ("keyer", keyer), .. Items.Split(',').Select(item => ("a." + item, "5"))]);

    private static async Task<string> GetAsync(OfficerRun officer, string path)
    {
        (HttpStatusCode status, string body) = await officer.LookAsync(path);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body;
    }

    private static async Task<AuditRecord[]> AuditAsync(TestHost host, string action) =>
        [.. (await host.Storage.Audit.ReadAuditAsync(default)).Where(record => record.Action == action)];

    [GeneratedRegex("""name="shown" value="(?<shown>[0-9a-f]+)""")]
    private static partial Regex Shown();
}
