using Sipas.Cases;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost;

public sealed class CaseCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ContactRequest _request = new()
    {
        Id = Guid.NewGuid(),
        UnitCode = "S01",
        Name = "Bà Lan",
        Contact = "0912000111",
        About = "Hồ sơ chậm",
        Language = "vi"
    };

    private string Database => _folder.File("sipas.db");

    public async Task InitializeAsync()
    {
        string units = _folder.Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\n");
        Assert.Equal(0, (await SipasRun.OfAsync("units", "import", units, "--database", Database)).ExitCode);
        using var people = new SqlitePersonalDataStorage(SqlitePersonalDataStorage.PathBeside(Database), TimeProvider.System);
        await people.Cases.OpenCaseAsync(_request, "Tôi đồng ý", new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 12), 10, default);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Case_FromListToErased_GoesThroughAndNamesNobodyInLists()
    {
        SipasRun list = await CaseAsync("list");
        SipasRun assigned = await CaseAsync("assign", _request.Code, "--to", "Minh");
        SipasRun noted = await CaseAsync("note", _request.Code, "--words", "đã gọi");
        SipasRun shown = await CaseAsync("show", _request.Code.ToLowerInvariant());
        SipasRun closed = await CaseAsync("close", _request.Code, "--outcome", "resolved");
        SipasRun again = await CaseAsync("close", _request.Code, "--outcome", "resolved");
        SipasRun erased = await CaseAsync("erase", "--days", "0");
        SipasRun all = await CaseAsync("list", "--state", "all");

        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0],
            new[] { list, assigned, noted, shown, closed, again, erased, all }.Select(run => run.ExitCode));
        Assert.Contains($"{_request.Code},overdue,S01,2026-01-05,2026-01-12,,,", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0912000111", list.Output, StringComparison.Ordinal);
        Assert.Contains("0912000111", shown.Output, StringComparison.Ordinal);
        Assert.Contains("đã gọi", shown.Output, StringComparison.Ordinal);
        Assert.Contains("CAS0007", again.Errors, StringComparison.Ordinal);
        Assert.Contains("The contacts of 0 cases were erased", erased.Output, StringComparison.Ordinal);
        Assert.Contains($"{_request.Code},closed,S01,2026-01-05,2026-01-12,Minh,", all.Output, StringComparison.Ordinal);
        SipasRun audit = await SipasRun.OfAsync("audit", "--database", Database);
        Assert.Contains($"case.closed {Environment.UserName} {_request.Code} Resolved", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetentionRun_CaseClosedLongAgo_IsCountedThenErased()
    {
        using (var people = new SqlitePersonalDataStorage(SqlitePersonalDataStorage.PathBeside(Database), TimeProvider.System))
        {
            await people.Cases.ChangeCaseAsync(_request.Code, 0, new CaseChange(CaseEntryKind.Closed, "Minh", "", CaseOutcome.Resolved),
                new DateOnly(2026, 1, 9), default);
        }

        string policy = _folder.Write("policy.json", """{ "caseDays": 90 }""");
        string outside = _folder.Write("outside.json", """{ "caseDays": 0 }""");

        SipasRun bad = await RetentionAsync(outside);
        SipasRun apart = await RetentionAsync(policy, "--without-people");
        SipasRun counted = await RetentionAsync(policy, "--dry-run");
        Assert.Contains("0912000111", (await CaseAsync("show", _request.Code)).Output, StringComparison.Ordinal);
        SipasRun erased = await RetentionAsync(policy);
        SipasRun again = await RetentionAsync(policy);
        SipasRun audit = await SipasRun.OfAsync("people", "audit", "--database", Database);

        Assert.Equal([2, 0, 0, 0, 0], new[] { bad, apart, counted, erased, again }.Select(run => run.ExitCode));
        Assert.Contains("RET0002", bad.Errors, StringComparison.Ordinal);
        Assert.Contains("caseDays", bad.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("cases,", apart.Output, StringComparison.Ordinal);
        Assert.Matches("^kind,survey,before,count,erased\\s+cases,,.*,1,0\\s+$", counted.Output);
        Assert.Matches("^kind,survey,before,count,erased\\s+cases,,.*,1,1\\s+$", erased.Output);
        Assert.Matches("^kind,survey,before,count,erased\\s+$", again.Output);
        Assert.DoesNotContain("0912000111", (await CaseAsync("show", _request.Code)).Output, StringComparison.Ordinal);
        Assert.Matches($"person.erased,?.*{Environment.UserName}.*cases closed before", audit.Output);
    }

    [Fact]
    public async Task Case_UnknownOrOutOfRange_IsToldWithItsCode()
    {
        SipasRun unknown = await CaseAsync("show", "0000-0000");
        SipasRun days = await CaseAsync("erase", "--days", "-1");

        Assert.Equal((1, 2), (unknown.ExitCode, days.ExitCode));
        Assert.Contains("CAS0005", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("--days", days.Errors, StringComparison.Ordinal);
    }

    private Task<SipasRun> RetentionAsync(string policy, params string[] arguments) =>
        SipasRun.OfAsync(["retention", "run", "--policy", policy, .. arguments, "--database", Database]);

    private Task<SipasRun> CaseAsync(params string[] arguments) => SipasRun.OfAsync(["case", .. arguments, "--database", Database]);
}
