using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Files.Forms;

/// <summary>Questionnaires as XLSForm: the workbook with the sheets <c>survey</c>, <c>choices</c> and <c>settings</c> that KoboToolbox and ODK take.</summary>
/// <remarks>What maps to what, and what is lost: docs/forms.md.</remarks>
public static class XlsForm
{
    /// <summary>Writes a questionnaire as an XLSForm.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="questionnaire">One of its questionnaires.</param>
    /// <param name="options">Collector and units; the usual ones when null.</param>
    /// <returns>The workbook, the map for importing its answers, and every loss. The same questionnaire gives the same cells; the bytes of the workbook hold times of packing.</returns>
    /// <exception cref="ArgumentException">The questionnaire is none of the pack's.</exception>
    /// <exception cref="SipasException">The pack has errors, a unit has no code or stands twice (<c>PCK0005</c>, <c>XFM0003</c>), or a text is longer than a cell may be (<c>IMP0015</c>).</exception>
    public static WrittenForm Write(MethodPack pack, Questionnaire questionnaire, XlsFormOptions? options = null)
    {
        FormDocument.Require(pack, questionnaire);
        options ??= new XlsFormOptions();
        Problem[] faults =
        [
            .. options.Units.Where(unit => !CodeText.IsWellFormed(unit.Code)).Select(unit => new Problem(ProblemCodes.PackCodeMalformed, FormNames.Units, unit.Code, CodeText.Allowed)),
            .. options.Units.GroupBy(unit => unit.Code, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => new Problem(ProblemCodes.FormNameTwice, FormNames.Units, group.Key, FormNames.Units)),
        ];
        return faults.Length > 0 ? throw new SipasException(faults) : new XlsFormWriter(pack, questionnaire, options).Write();
    }

    /// <summary>Reads an XLSForm as a draft pack.</summary>
    /// <param name="path">Where the workbook lies.</param>
    /// <param name="options">Limits and the draft's id; the usual ones when null.</param>
    /// <exception cref="SipasException">The workbook cannot be used (codes <c>IMP…</c>), or the form is refused (codes <c>XFM00…</c>).</exception>
    public static FormDraft Read(string path, FormReadOptions? options = null) =>
        Read(Path.GetFileName(path), () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), options);

    /// <summary>Reads an XLSForm that is not on disk, for example an upload.</summary>
    /// <param name="name">What it is called, for messages.</param>
    /// <param name="open">Opens the bytes anew from their beginning; the stream can seek.</param>
    /// <param name="options">Limits and the draft's id; the usual ones when null.</param>
    /// <exception cref="SipasException">The workbook cannot be used (codes <c>IMP…</c>), or the form is refused (codes <c>XFM00…</c>).</exception>
    public static FormDraft Read(string name, Func<Stream> open, FormReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(open);
        options ??= new FormReadOptions();
        return DraftBuilder.Build(XlsFormReader.Read(name, open, options.Limits), options);
    }
}
