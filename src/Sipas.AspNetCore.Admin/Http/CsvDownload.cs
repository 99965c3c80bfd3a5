using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sipas.Files.Tables;

namespace Sipas.AspNetCore.Admin.Http;

/// <summary>A CSV response of any length: lines are generated one by one and buffered in a temporary file when there are many.</summary>
internal sealed class CsvDownload : IResult
{
    private readonly string _fileName;
    private readonly FileBufferingWriteStream _lines;

    private CsvDownload(string fileName, FileBufferingWriteStream lines) => (_fileName, _lines) = (fileName, lines);

    /// <summary>Generates all lines before the response starts, so that an error on the way gets its own response.</summary>
    /// <param name="fileName">Name of the file.</param>
    /// <param name="write">Writes the lines, each from <see cref="CsvOutput.Line"/>.</param>
    public static async Task<IResult> MakeAsync(string fileName, Func<Action<string>, Task> write)
    {
        var lines = new FileBufferingWriteStream();
        try
        {
            await using (var writer = new StreamWriter(lines, new UTF8Encoding(true), leaveOpen: true))
            {
                await write(writer.Write);
            }

            return new CsvDownload(fileName, lines);
        }
        catch
        {
            await lines.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using FileBufferingWriteStream lines = _lines;
        HttpResponse response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.ContentLength = lines.Length;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileNameStar = _fileName,
            FileName = _fileName,
        }.ToString();
        await lines.DrainBufferAsync(response.Body, httpContext.RequestAborted);
    }
}
