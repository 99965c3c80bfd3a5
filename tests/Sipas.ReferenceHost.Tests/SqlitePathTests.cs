using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost;

public sealed class SqlitePathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data/x.db")]
    [InlineData("Data Source=data/x.db")]
    [InlineData("data source = data/x.db;")]
    [InlineData("Filename=data/x.db")]
    public void Resolve_PathOrConnectionString_IsTheFullPath(string text)
    {
        Assert.Equal(_folder.File(Path.Combine("data", "x.db")), SqlitePath.Resolve(text, _folder.Path));
        Assert.Equal(Path.GetFullPath("data/x.db"), SqlitePath.Resolve(text));
    }

    [Theory]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "mode")]
    [InlineData("Data Source=x.db;Password=secret", "password")]
    [InlineData("Data Source=", "Data Source")]
    [InlineData("Host=db;Password=secret", "Host")]
    [InlineData("a=b.db", "a")]
    [InlineData(":memory:", ":memory:")]
    [InlineData("file:x.db", "file:x.db")]
    public void Resolve_AnythingElse_IsRefusedWithoutItsValues(string text, string named)
    {
        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => SqlitePath.Resolve(text)).Problems);

        Assert.Equal((ProblemCodes.DatabasePath, named), (problem.Code, problem.Value));
        Assert.DoesNotContain("secret", problem.Message.Vi + problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseSqlite_RelativeConnectionString_CountsFromTheContentRoot()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        builder.Services.AddSipas(_ => { }).UseSqlite("Data Source=data/x.db").AddMethodPack("kiosk-9");
        using (IHost host = builder.Build())
        {
            await host.StartAsync();
            Assert.NotNull(host.Services.GetRequiredService<ISipasStorage>());
        }

        Assert.Equal(["x.db", "x.db.receipt-key.pem"], Directory.GetFiles(_folder.File("data")).Select(Path.GetFileName)
            .Where(name => name is "x.db" or "x.db.receipt-key.pem").Order());
        Assert.False(Directory.Exists("Data Source=data"));
    }

    [Fact]
    public async Task Database_ConnectionStringOnTheCommandLine_IsTheFile()
    {
        SipasRun run = await SipasRun.OfAsync("schema", "apply", "--database", "Data Source=" + _folder.File("y.db"));
        SipasRun refused = await SipasRun.OfAsync("schema", "apply", "--database", "Host=db");

        Assert.Equal((0, true), (run.ExitCode, File.Exists(_folder.File("y.db"))));
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("CFG0100", refused.Errors, StringComparison.Ordinal);
    }
}
