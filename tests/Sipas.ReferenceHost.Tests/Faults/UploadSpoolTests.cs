using System.Net;

namespace Sipas.ReferenceHost.Faults;

/// <summary>What lies in the host's folder for temporary files while a file is sent to it.</summary>
public sealed class UploadSpoolTests : IDisposable
{
    private const int MegaByte = 1 << 20;

    private static readonly DateTime LongAgo = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Upload_OfSixtyMegabytesWithoutAMark_MakesNoFile_AndOneWithItsMarkDoes()
    {
        string temporary = Directory.CreateDirectory(_folder.File("temporary")).FullName;
        using var host = await RunningHost.StartWithFolderAsync(_folder.File("sipas.db"), temporary, ["--open-admin"]);
        using var client = new HttpClient { BaseAddress = host.Address };
        string page = await client.GetStringAsync(new Uri("/admin/import", UriKind.Relative));
        FoundForm form = FoundForm.Of("/admin/import", page).Single(one => one.HasFile);

        // A folder's own time tells that a file was made in it, also when it is gone again.
        Directory.SetLastWriteTimeUtc(temporary, LongAgo);
        using (var unmarked = new HttpClient { BaseAddress = host.Address })
        {
            foreach (string address in (string[])["/admin/surveys/PX-2026/frame", "/admin/import"])
            {
                using var content = new MultipartFormDataContent {
                    { new ByteArrayContent(new byte[(address.EndsWith("frame", StringComparison.Ordinal) ? 60 : 15) * MegaByte]), "file",
                        "a.csv" } };
                await SendAsync(unmarked, address, content);
                await SendAsync(client, address, content);
            }
        }

        Assert.Equal(LongAgo, Directory.GetLastWriteTimeUtc(temporary));

        using HttpContent marked = form.ToContent(file: ("a.csv", new byte[MegaByte]));
        using HttpResponseMessage response = await client.PostAsync(new Uri("/admin/import", UriKind.Relative), marked);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEqual(LongAgo, Directory.GetLastWriteTimeUtc(temporary));
    }

    // Who has no mark may find the connection closed while still sending.
    private static async Task SendAsync(HttpClient client, string address, MultipartFormDataContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.ConnectionClose = true;
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Closed before all of it was sent: refused all the same.
        }
    }
}
