using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Files.Forms;

/// <summary>Questionnaires as SurveyJS JSON.</summary>
/// <remarks>What maps to what, and what is lost: docs/forms.md.</remarks>
public static class SurveyJsForm
{
    /// <summary>Writes a questionnaire as SurveyJS JSON.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="questionnaire">One of its questionnaires.</param>
    /// <returns>UTF-8 JSON, the map for a table of its answers (a row of a matrix in the column <c>matrix.row</c>), and every loss. The same questionnaire gives the same bytes.</returns>
    /// <exception cref="ArgumentException">The questionnaire is none of the pack's.</exception>
    /// <exception cref="SipasException">The pack has errors.</exception>
    public static WrittenForm Write(MethodPack pack, Questionnaire questionnaire)
    {
        FormDocument.Require(pack, questionnaire);
        using var writer = new SurveyJsWriter(pack, questionnaire);
        return writer.Write();
    }

    /// <summary>Reads SurveyJS JSON as a draft pack.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark.</param>
    /// <param name="options">Limits and the draft's id; the usual ones when null.</param>
    /// <exception cref="SipasException">The form is refused (codes <c>XFM00…</c>, <c>IMP0015</c>).</exception>
    public static FormDraft Read(ReadOnlyMemory<byte> json, FormReadOptions? options = null)
    {
        options ??= new FormReadOptions();
        return DraftBuilder.Build(SurveyJsReader.Read(json, options.Limits), options);
    }

    /// <summary>Whether a file holds answers of a SurveyJS form: it begins as a JSON array or object does, which no table with a header does.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SipasException">It cannot be read (<c>IMP0001</c>).</exception>
    public static bool IsAnswers(string path) => TableFile.Guarded(Path.GetFileName(path), () =>
    {
        byte[] head = new byte[256];
        using FileStream stream = File.OpenRead(path);
        ReadOnlySpan<byte> start = JsonText.WithoutMark(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))).TrimStart(Blanks);
        return start.StartsWith("["u8) ? start[1..].TrimStart(Blanks) is [(byte)'{' or (byte)']', ..]
            : start.StartsWith("{"u8) && start[1..].TrimStart(Blanks) is [(byte)'"' or (byte)'}', ..];
    });

    /// <summary>Reads the answers that were collected with a SurveyJS form: a JSON array, each ballot the object that <c>survey.data</c> gives.</summary>
    /// <param name="path">The file: UTF-8, with or without a byte order mark.</param>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="map">Which columns hold what: <see cref="WrittenForm.Map"/> of the form, and what else the objects hold, such as the unit.</param>
    /// <param name="limits">How much is read before the file is refused; when null the usual limits, and 64 MiB, for the file is read whole. Its cells, empty ones among them, are no more than bytes are allowed.</param>
    /// <returns>A row for each object, numbered from 1. A row of a matrix is in the column <c>matrix.row</c>, ticks have blanks between; a question that nobody answered has an empty column.</returns>
    /// <exception cref="SipasException">
    /// The file is no such array (<c>IMP0024</c>), empty (<c>IMP0003</c>), too large (<c>IMP0015</c>), has a key twice (<c>IMP0004</c>), or no object answers
    /// a question while objects hold keys that nobody reads (<c>IMP0005</c>): then the map is of another form, or names this question wrongly.
    /// </exception>
    public static FileTable ReadAnswers(string path, AnswerLayout layout, ColumnMap map, FileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(map);
        limits ??= FileLimits.Default with { MaximumFileBytes = 64 << 20 };
        string name = Path.GetFileName(path);
        byte[] json = TableFile.Guarded(name, () =>
        {
            long size = new FileInfo(path).Length;
            return size > limits.MaximumFileBytes ? throw TableFile.Limit(name, "bytes", size, limits.MaximumFileBytes) : File.ReadAllBytes(path);
        });
        return FileTable.Read(TableFile.Of(name, TableFormat.SurveyJs, SurveyJsAnswers.Read(name, JsonText.Content(json), layout, map, limits)));
    }

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;
}
