using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sipas.Files;

namespace Sipas.AspNetCore.Http;

/// <summary>A CSV response of any length: lines are generated one by one and buffered in a temporary file when there are many.</summary>
/// <param name="fileName">Name of the file.</param>
/// <param name="write">Writes the lines, each from <see cref="CsvOutput.Line"/>.</param>
internal sealed class CsvDownload(string fileName, Func<Action<string>, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var lines = new FileBufferingWriteStream();
        await using (var writer = new StreamWriter(lines, new UTF8Encoding(true), leaveOpen: true))
        {
            await write(writer.Write);
        }

        HttpResponse response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.ContentLength = lines.Length;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = fileName, FileName = fileName }.ToString();
        await lines.DrainBufferAsync(response.Body, httpContext.RequestAborted);
    }
}
