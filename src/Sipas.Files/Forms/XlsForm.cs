using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Questionnaires as XLSForm: the workbook with the sheets <c>survey</c>, <c>choices</c> and <c>settings</c>
/// that KoboToolbox and ODK accept.</summary>
/// <remarks>Mapping and losses: docs/forms.md.</remarks>
public static class XlsForm
{
    /// <summary>Writes a questionnaire as an XLSForm.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="questionnaire">One of its questionnaires.</param>
    /// <param name="options">Collector and units; defaults when null.</param>
    /// <returns>The workbook, the map for importing its answers, and every loss. The same questionnaire yields the same
    /// cells; the bytes of the workbook contain ZIP timestamps.</returns>
    /// <exception cref="ArgumentException">The questionnaire does not belong to the pack.</exception>
    /// <exception cref="SipasException">The pack has errors, a unit has no code or occurs twice (<c>PCK0005</c>,
    /// <c>XFM0003</c>), or a text is longer than the limit of a cell (<c>IMP0015</c>).</exception>
    public static WrittenForm Write(MethodPack pack, Questionnaire questionnaire, XlsFormOptions? options = null)
    {
        FormDocument.Require(pack, questionnaire);
        options ??= new XlsFormOptions();
        Problem[] faults =
        [
            .. options.Units.Where(unit => !CodeText.IsWellFormed(unit.Code))
            .Select(unit => new Problem(ProblemCodes.PackCodeMalformed, FormNames.Units, unit.Code, CodeText.Allowed)),
            .. options.Units.GroupBy(unit => unit.Code, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => new Problem(ProblemCodes.FormNameTwice, FormNames.Units, group.Key, FormNames.Units)),
        ];
        return faults.Length > 0 ? throw new SipasException(faults) : new XlsFormWriter(pack, questionnaire, options).Write();
    }

    /// <summary>Reads an XLSForm as a draft pack, with the default limits.</summary>
    /// <param name="path">Path of the workbook.</param>
    /// <exception cref="SipasException">The workbook cannot be used (codes <c>IMP…</c>), or the form is rejected (codes
    /// <c>XFM00…</c>).</exception>
    public static FormDraft Read(string path) => Read(path, options: null);

    /// <summary>Reads an XLSForm as a draft pack.</summary>
    /// <param name="path">Path of the workbook.</param>
    /// <param name="options">Limits and the draft's id; defaults when null.</param>
    /// <exception cref="SipasException">The workbook cannot be used (codes <c>IMP…</c>), or the form is rejected (codes
    /// <c>XFM00…</c>).</exception>
    public static FormDraft Read(string path, FormReadOptions? options) =>
        Read(Path.GetFileName(path),
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), options);

    /// <summary>Reads an XLSForm that is not on disk, with the default limits.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="open">Opens a new seekable stream of the bytes, from the start.</param>
    /// <exception cref="SipasException">The workbook cannot be used (codes <c>IMP…</c>), or the form is rejected (codes
    /// <c>XFM00…</c>).</exception>
    public static FormDraft Read(string name, Func<Stream> open) => Read(name, open, options: null);

    /// <summary>Reads an XLSForm that is not on disk, for example an upload.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="open">Opens a new seekable stream of the bytes, from the start.</param>
    /// <param name="options">Limits and the draft's id; defaults when null.</param>
    /// <exception cref="SipasException">The workbook cannot be used (codes <c>IMP…</c>), or the form is rejected (codes
    /// <c>XFM00…</c>).</exception>
    public static FormDraft Read(string name, Func<Stream> open, FormReadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(open);
        options ??= new FormReadOptions();
        return DraftBuilder.Build(XlsFormReader.Read(name, open, options.Limits), options);
    }
}
