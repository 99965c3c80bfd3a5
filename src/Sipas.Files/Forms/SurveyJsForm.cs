using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Questionnaires as SurveyJS JSON.</summary>
/// <remarks>Mapping and losses: docs/forms.md.</remarks>
public static class SurveyJsForm
{
    /// <summary>Writes a questionnaire as SurveyJS JSON.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="questionnaire">One of its questionnaires.</param>
    /// <returns>UTF-8 JSON, the map for a table of its answers (a row of a matrix in the column <c>matrix.row</c>), and
    /// every loss. The same questionnaire yields the same bytes.</returns>
    /// <exception cref="ArgumentException">The questionnaire does not belong to the pack.</exception>
    /// <exception cref="SipasException">The pack has errors.</exception>
    public static WrittenForm Write(MethodPack pack, Questionnaire questionnaire)
    {
        FormDocument.Require(pack, questionnaire);
        using var writer = new SurveyJsWriter(pack, questionnaire);
        return writer.Write();
    }

    /// <summary>Reads SurveyJS JSON as a draft pack.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark.</param>
    /// <param name="options">Limits and the draft's id; defaults when null.</param>
    /// <exception cref="SipasException">The form is rejected (codes <c>XFM00…</c>, <c>IMP0015</c>).</exception>
    public static FormDraft Read(ReadOnlyMemory<byte> json, FormReadOptions? options = null)
    {
        options ??= new FormReadOptions();
        return DraftBuilder.Build(SurveyJsReader.Read(json, options.Limits), options);
    }

    /// <summary>Whether a file contains answers of a SurveyJS form: it begins like a JSON array or object, which no
    /// table with a header does.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SipasException">It cannot be read (<c>IMP0001</c>).</exception>
    public static bool IsAnswers(string path) => TableFile.Guarded(Path.GetFileName(path), () =>
    {
        byte[] head = new byte[256];
        using FileStream stream = File.OpenRead(path);
        ReadOnlySpan<byte> start = JsonText.WithoutMark(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)))
            .TrimStart(Blanks);
        return start.StartsWith("["u8) ? start[1..].TrimStart(Blanks) is [(byte)'{' or (byte)']', ..]
            : start.StartsWith("{"u8) && start[1..].TrimStart(Blanks) is [(byte)'"' or (byte)'}', ..];
    });

    /// <summary>Reads the answers that were collected with a SurveyJS form: a JSON array with the <c>survey.data</c>
    /// object of each ballot.</summary>
    /// <param name="path">The file: UTF-8, with or without a byte order mark.</param>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="map">The columns' contents: <see cref="WrittenForm.Map"/> of the form, and further contents of the
    /// objects, such as the unit.</param>
    /// <param name="limits">Limits on the size of the file; when null the default limits with 64 MiB, because the whole
    /// file is loaded. The number of its cells, including empty ones, must not exceed the limit of bytes.</param>
    /// <returns>A row for each object, numbered from 1. A row of a matrix is in the column <c>matrix.row</c>, ticks are
    /// separated by blanks; a question without any answer has an empty column.</returns>
    /// <exception cref="SipasException">
    /// The file is not a JSON array of objects (<c>IMP0024</c>), empty (<c>IMP0003</c>), too large (<c>IMP0015</c>), has a key
    /// twice (<c>IMP0004</c>), or no object answers a question while objects contain unused keys (<c>IMP0005</c>): then
    /// the map is of another form, or has a wrong name for this question.
    /// </exception>
    internal static FileTable ReadAnswers(string path, AnswerLayout layout, ColumnMap map, FileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(map);
        limits ??= FileLimits.Default with { MaximumFileBytes = 64 << 20 };
        string name = Path.GetFileName(path);
        byte[] json = TableFile.Guarded(name, () =>
        {
            long size = new FileInfo(path).Length;
            return size > limits.MaximumFileBytes
                ? throw TableFile.Limit(name, "bytes", size, limits.MaximumFileBytes)
                : File.ReadAllBytes(path);
        });
        return FileTable.Read(TableFile.Of(name, TableFormat.SurveyJs,
            SurveyJsAnswers.Read(name, JsonText.Content(json), layout, map, limits)));
    }

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;
}
