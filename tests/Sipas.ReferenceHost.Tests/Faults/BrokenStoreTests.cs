using System.Data.Common;
using System.Globalization;
using System.Net;
using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Faults;

/// <summary>A store that cannot be read: every page and endpoint says so with 503 and the store's code, and shows
/// nothing of what the database said.</summary>
public sealed class BrokenStoreTests : IDisposable
{
    private const string Secret = "secret-place.db";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Failures => new()
    {
        { "disk", ProblemCodes.StoreFailing },
        { "damaged", ProblemCodes.StoreDamaged },
        { "gone", ProblemCodes.StoreUnreachable },
        { "denied", ProblemCodes.StoreUnreachable },
        { "busy", ProblemCodes.StoreBusy },
        { "unknown", ProblemCodes.StoreFailed },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task EveryAddressAndForm_StoreThatFails_Is503WithItsCode(string kind, string code)
    {
        bool broken = false;
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"), () => broken ? Failure(kind) : null);
        IReadOnlyList<FoundForm> forms = await host.FormsAsync();
        string[] addresses = [.. host.Addresses()];
        var before = new Dictionary<string, HttpStatusCode>();
        foreach (string address in addresses)
        {
            using HttpResponseMessage response = await host.Client.GetAsync(new Uri(address, UriKind.Relative));
            before[address] = response.StatusCode;
        }

        broken = true;
        var faults = new List<string>();
        int unavailable = 0;
        foreach (string address in addresses)
        {
            using HttpResponseMessage response = await host.Client.GetAsync(new Uri(address, UriKind.Relative));
            unavailable += await CheckAsync(faults, address, response, code, before[address]) ? 1 : 0;
        }

        foreach (FoundForm form in forms.Where(form => form.IsPost))
        {
            using HttpContent content = form.ToContent();
            using HttpResponseMessage response = await host.Client.PostAsync(new Uri(form.Action, UriKind.Relative), content);
            unavailable += await CheckAsync(faults, form.Action, response, code, before: null) ? 1 : 0;
        }

        foreach ((string path, string body) in (IEnumerable<(string, string)>)[("/sipas/v1/tickets", """{"dossier":"A1","unit":"S01"}"""),
            ("/sipas/v1/contacts", host.ContactBody(Guid.NewGuid()))])
        {
            using HttpResponseMessage response = await host.PostAsync(path, body);
            unavailable += await CheckAsync(faults, path, response,
                path.EndsWith("contacts", StringComparison.Ordinal) && kind is "damaged" or "denied" ? ProblemCodes.StoreFailed : code,
                before: null) ? 1 : 0;
        }

        Assert.Empty(faults);
        Assert.InRange(unavailable, 60, 1000);
    }

    [Fact]
    public async Task EveryAddress_FileWithDamagedPages_IsNeverAServerErrorNorTheSendersFault()
    {
        string database = _folder.File("sipas.db");
        await using FilledHost host = await FilledHost.StartAsync(database);
        foreach (string file in Directory.GetFiles(_folder.Path, "*.db"))
        {
            Damage(file);
        }

        var faults = new List<string>();
        var explained = new HashSet<string>();
        foreach (string address in host.Addresses())
        {
            using HttpResponseMessage response = await host.Client.GetAsync(new Uri(address, UriKind.Relative));
            string body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode is HttpStatusCode.InternalServerError
                || (response.StatusCode == HttpStatusCode.BadRequest && body.Contains("STO0", StringComparison.Ordinal)))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {address}"));
            }

            if (response.StatusCode == HttpStatusCode.ServiceUnavailable
                && body.Contains(ProblemCodes.StoreDamaged, StringComparison.Ordinal))
            {
                explained.Add(address);
            }

            Assert.DoesNotContain(_folder.Path, body, StringComparison.Ordinal);
        }

        Assert.Empty(faults);
        Assert.Contains("/sipas/v1/keys", explained);
        Assert.Contains("/sipas/v1/units", explained);
        Assert.Contains("/admin", explained);
    }

    // All pages but the first: SQLite opens the file, and cannot follow it.
    private static void Damage(string file)
    {
        using (var connection = new SqliteConnection($"Data Source={file}"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }

        SqliteConnection.ClearAllPools();
        using FileStream stream = File.OpenWrite(file);
        stream.Position = 4096;
        byte[] noise = new byte[(int)stream.Length - 4096];
        Array.Fill(noise, (byte)0xA5);
        stream.Write(noise);
    }

    private static async Task<bool> CheckAsync(List<string> faults, string address, HttpResponseMessage response, string code,
        HttpStatusCode? before)
    {
        string body = await response.Content.ReadAsStringAsync();
        bool isUnavailable = response.StatusCode == HttpStatusCode.ServiceUnavailable;
        bool isRight = isUnavailable ? body.Contains(code, StringComparison.Ordinal) && response.Headers.RetryAfter is not null
            : response.StatusCode == before
                || (before is null && (int)response.StatusCode < 500 && !body.Contains("STO0", StringComparison.Ordinal));
        if (!isRight || body.Contains(Secret, StringComparison.Ordinal))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture,
                $"{response.RequestMessage!.Method} {address}: {(int)response.StatusCode}, before {before}"));
        }

        return isUnavailable;
    }

    private static Exception Failure(string kind) => kind switch
    {
        "disk" => new StoreUnavailableException(StoreUnavailability.Failing, new SqliteException("disk I/O error", 10, 266)),
        "damaged" => new SipasException(new Problem(ProblemCodes.DatabaseDamaged, Secret, "database disk image is malformed")),
        "gone" => new StoreUnavailableException(StoreUnavailability.Unreachable),
        "denied" => new SipasException(new Problem(ProblemCodes.PrivilegeMissing, Secret, "permission denied")),
        "busy" => new StoreUnavailableException(StoreUnavailability.Busy),
        _ => new UnknownException(),
    };

    private sealed class UnknownException() : DbException(Secret);
}
