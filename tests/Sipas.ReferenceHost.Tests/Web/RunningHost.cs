using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost.Web;

/// <summary>A running web host with the officer's pages, and a client that neither follows nor keeps anything.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private RunningHost(ListenSettings listen)
    {
        _app = HostFactory.CreateWeb(
            new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(_folder.File("sipas.db")),
                Address = listen,
                PublicReports = true,
                OpenAdmin = true
            });
        Client = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true
        });
    }

    public HttpClient Client { get; }

    public static async Task<RunningHost> StartAsync(ListenSettings listen)
    {
        var host = new RunningHost(listen);
        await host._app.StartAsync();

        // A host on every address is reached by the one of this machine.
        host.Client.BaseAddress = new UriBuilder(host._app.Urls.First()
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal))
        { Host = "127.0.0.1" }.Uri;
        return host;
    }

    public async Task<HttpResponseMessage> AskAsync(string path, string? name = null, HttpMethod? method = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (name is not null)
        {
            // Names that no browser sends are among them.
            request.Headers.TryAddWithoutValidation("Host", name);
        }

        foreach ((string header, string value) in headers)
        {
            request.Headers.Add(header, value);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Writes a certificate for a name and its key as PEM files.</summary>
    public static (string Certificate, string Key) WriteCertificate(TemporaryFolder folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return (folder.Write("certificate.pem", certificate.ExportCertificatePem()),
            folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem()));
    }
}
