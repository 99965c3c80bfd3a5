using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sipas.Files;

namespace Sipas.AspNetCore.Http;

/// <summary>A CSV file of any length as the answer to a request: its lines are made one by one, and lie in a file of the system's folder for temporary files once they are many.</summary>
/// <param name="fileName">What the file is called.</param>
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
