using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.AspNetCore.Collection;
using Sipas.Audit;
using Sipas.Hosting;
using Sipas.Sampling;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Admin;

/// <summary>A read of names, contacts or words is recorded before it is answered, or refused.</summary>
public sealed class PeopleReadTests
{
    private const string Survey = "/admin/surveys/PX-2026";

    public static TheoryData<string, string> Pages => new()
    {
        { "/frame", "" },
        { "/draw/official.csv", " 3 rows" },
        { "/draw/reserve.csv", " rows" },
        { "/print/letters", " rows" },
        { "/print/list", " rows" },
        { "/print/sheet", " rows" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Read_ByAnAccount_IsRecordedWithAccountAndPlaceButNoName(string page, string rows)
    {
        await using TestHost host = await TestAccounts.StartAsync();
        StoredDraw draw = await OfficerRun.DrawnAsync(host.People);
        using var officer = new OfficerRun(host, "lan@tinh.vn");

        (HttpStatusCode status, _) = await officer.LookAsync(Survey + page + "?lang=en&code=");

        Assert.Equal(HttpStatusCode.OK, status);
        AuditRecord record = Assert.Single(await ReadsAsync(host));
        Assert.Equal("lan@tinh.vn", record.Actor);
        string expected = Survey + page + (rows == " 3 rows" ? $" {draw.Official.Entries.Count} rows" : "");
        Assert.StartsWith(expected, record.Detail, StringComparison.Ordinal);
        Assert.EndsWith(rows == " 3 rows" ? " rows" : rows, record.Detail, StringComparison.Ordinal);
        foreach (string cell in SamplePeople.Frame().ReadRows().SelectMany(row => row.Cells).Where(cell => cell.Length > 2))
        {
            Assert.DoesNotContain(cell, record.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Read_IsAlsoInTheHostsLogWithTheSameAccountAndPlace()
    {
        var log = new ReadLog();
        await using TestHost host = await TestAccounts.StartAsync(services => services.AddLogging(logging => logging.AddProvider(log)));
        await OfficerRun.DrawnAsync(host.People);
        using var officer = new OfficerRun(host, "lan@tinh.vn");
        await officer.LookAsync(Survey + "/draw/official.csv");
        await officer.LookAsync(Survey + "/field");

        AuditRecord record = Assert.Single(await ReadsAsync(host));
        Assert.Equal($"Personal data were read by lan@tinh.vn: {record.Detail}", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task Read_OfOneListedPerson_IsRecordedAlsoWithoutAccounts()
    {
        await using TestHost host = await TestHost.StartAsync();
        StoredDraw draw = await OfficerRun.DrawnAsync(host.People);
        using var officer = new OfficerRun(host);
        string path = $"{Survey}/field/units/{draw.Official.Entries[0].Code}";

        Assert.Equal(HttpStatusCode.OK, (await officer.LookAsync(path)).Status);
        (HttpStatusCode refused, _) = await officer.PostAsync(path, path, ("kind", "closed"), ("day", "2000-13-40"));

        AuditRecord[] records = await ReadsAsync(host);
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Equal(3, records.Length);
        Assert.All(records, record => Assert.Equal((null, path + " (no account)"), (record.Actor, record.Detail)));
    }

    [Fact]
    public async Task Read_OfCasesAndPackages_IsRecorded()
    {
        await using TestHost host = await TestAccounts.StartAsync(options: options => options.Contact.Offer = true);
        using var officer = new OfficerRun(host, "lan@tinh.vn");
        string consent = host.Services
            .GetRequiredService<Microsoft.Extensions.Options.IOptions<SipasOptions>>().Value.Contact.ConsentVersion();
        using HttpResponseMessage contact = await host.Client.PostAsync("/sipas/v1/contacts", CollectingHost.Json(
            $$"""
            {"id":"{{Guid.NewGuid():D}}","unit":"SO-01","name":"Bà Lan","contact":"0912 000 111","about":"Hồ sơ chậm",
             "language":"vi","consent":"{{consent}}"}
            """));
        Assert.Equal(HttpStatusCode.Created, contact.StatusCode);
        using var package = new HttpRequestMessage(HttpMethod.Post, "/sipas/v1/quarantine") { Content = CollectingHost.Json("{}") };
        package.Headers.Add("Sipas-Ballot-Id", Guid.NewGuid().ToString("D"));
        using HttpResponseMessage stored = await host.Client.SendAsync(package);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        string code = (await host.People.Cases.ReadCasesAsync(default))[0].Code;

        foreach (string path in (string[])["/admin/cases", "/admin/cases/" + code, "/admin/quarantine/1"])
        {
            Assert.Equal(HttpStatusCode.OK, (await officer.LookAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await officer.LookAsync("/admin/cases/XXXX")).Status);
        Assert.Equal(["/admin/cases 1 rows", "/admin/cases/" + code, "/admin/quarantine/1"],
            (await ReadsAsync(host)).Select(record => record.Detail));
        Assert.All(await ReadsAsync(host), record => Assert.DoesNotContain("Lan ", record.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_ThatCannotBeRecorded_IsRefused()
    {
        var people = new InMemoryPersonalDataStorage();
        await using TestHost host = await TestHost.StartAsync(services: services => services.AddSingleton(FailingRecords.Of(people)));
        StoredDraw draw = await OfficerRun.DrawnAsync(people);
        using var officer = new OfficerRun(host);

        foreach (string page in (string[])["/draw/official.csv", "/print/letters", $"/field/units/{draw.Official.Entries[0].Code}"])
        {
            (HttpStatusCode status, string body) = await officer.LookAsync(Survey + page);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.All(SamplePeople.Frame().ReadRows().SelectMany(row => row.Cells).Where(cell => cell.Length > 5),
                cell => Assert.DoesNotContain(cell, body, StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.OK, (await officer.LookAsync(Survey)).Status);
    }

    private static async Task<AuditRecord[]> ReadsAsync(TestHost host) =>
        [.. (await host.People.Erasure.ReadPeopleAuditAsync(default)).Where(record => record.Action == AuditActions.PeopleRead)];

    private sealed class ReadLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 2006)
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
