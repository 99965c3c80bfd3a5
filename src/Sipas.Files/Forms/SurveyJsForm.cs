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
}
