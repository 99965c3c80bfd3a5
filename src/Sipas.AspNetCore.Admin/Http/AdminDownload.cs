using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Sipas.Files.Tables;

namespace Sipas.AspNetCore.Admin.Http;

/// <summary>File downloads of the officer's pages.</summary>
internal static class AdminDownload
{
    public static FileContentHttpResult Of(byte[] bytes, string contentType, string fileName) =>
        TypedResults.File(bytes, contentType, fileName);

    /// <summary>Creates a CSV response that spreadsheets open with its Vietnamese letters; cells that look like
    /// formulas are guarded.</summary>
    public static FileContentHttpResult Csv(IEnumerable<IEnumerable<string>> lines, string fileName) =>
        Of([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(lines.Select(CsvOutput.Line)))], "text/csv; charset=utf-8",
            fileName);
}
