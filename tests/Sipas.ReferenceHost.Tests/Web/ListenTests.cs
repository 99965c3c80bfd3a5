using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sipas.ReferenceHost.Commands;

namespace Sipas.ReferenceHost.Web;

/// <summary>What is wrong with where a host shall listen is told in a sentence, with exit code 2, and never as a stack trace.</summary>
public sealed class ListenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ftp://localhost:5080")]
    [InlineData("localhost:5080")]
    [InlineData("5080")]
    [InlineData("http://")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:x")]
    [InlineData("http://localhost:5080/base")]
    [InlineData("http://localhost:5080;telnet://localhost:5081")]
    [InlineData(";")]
    public async Task Address_ThatIsNone_IsRefused(string address) =>
    AssertRefused(await ServeAsync("--address", address), "CFG0004", "--address");

    [Theory]
    [InlineData("https://localhost:5443")]
    [InlineData("http://localhost:5080;HTTPS://localhost:5443")]
    public async Task Https_WithoutACertificate_IsRefusedAndSaysWhatIsNeeded(string address) =>
    AssertRefused(await ServeAsync("--address", address), "CFG0110", "--certificate");

    [Fact]
    public async Task Certificate_ThatCannotBeUsed_IsRefused()
    {
        (string certificate, string key) = RunningHost.WriteCertificate(_folder, "kiosk.example");
        string nothing = _folder.Write("nothing.pem", "no certificate");
        (string Certificate, string? Key)[] files = [(_folder.File("missing.pem"), key), (nothing, key), (certificate, null),
            (certificate, nothing), (certificate, _folder.File("missing.pem"))];
        foreach ((string path, string? keyPath) in files)
        {
            AssertRefused(await ServeAsync(
                [.. (string[])["--address", "https://127.0.0.1:0", "--certificate", path],
                    .. keyPath is null ? [] : (string[])["--certificate-key", keyPath]]), "CFG0111", path);
        }

        AssertRefused(await ServeAsync("--address", "http://127.0.0.1:0", "--certificate", certificate), "CFG0004", "--certificate");
    }

    [Theory]
    [InlineData("--host", "kiosk.tinh.gov.vn:443")]
    [InlineData("--host", "https://kiosk.tinh.gov.vn")]
    [InlineData("--host", "*")]
    [InlineData("--host", "*.tinh.gov.vn")]
    [InlineData("--host", "")]
    [InlineData("--proxy", "proxy.tinh.gov.vn")]
    [InlineData("--proxy", "10.0.0.0/99")]
    public async Task NamesAndProxies_ThatAreNone_AreRefused(string option, string value) =>
    AssertRefused(await ServeAsync("--address", "http://127.0.0.1:0", option, value), "CFG0004", option);

    [Fact]
    public async Task Address_ThatAnotherProgramHolds_IsTold()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        string port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        AssertRefused(await ServeAsync("--address", $"http://127.0.0.1:{port}"), "CFG0112", port);
        AssertRefused(await ServeAsync("--address", $"http://localhost:{port}"), "CFG0112", port);
    }

    [Fact]
    public async Task Address_OfAnotherMachine_IsTold() =>
    AssertRefused(await ServeAsync("--address", "http://192.0.2.1:5080"), "CFG0112", "192.0.2.1");

    // A host that starts after all is stopped at last.
    private async Task<SipasRun> ServeAsync(params string[] options)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        int exitCode = await SipasCommand.RunAsync(
            ["serve", "--public-reports", "--database", _folder.File("sipas.db"), .. options],
            new SipasInvocation { Output = output, Error = errors }, patience.Token);
        return new SipasRun(exitCode, output.ToString(), errors.ToString());
    }

    private static void AssertRefused(SipasRun run, string code, string named)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(code, run.Errors, StringComparison.Ordinal);
        Assert.Contains(named, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
