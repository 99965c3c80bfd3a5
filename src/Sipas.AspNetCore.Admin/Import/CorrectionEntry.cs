using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>Enters an imported file as a correction that another account confirms.</summary>
internal static class CorrectionEntry
{
    /// <summary>Name of the route that lists entered corrections.</summary>
    public const string ListName = "SipasAdminCorrections";

    /// <summary>Name of the route of one correction.</summary>
    public const string ShowName = "SipasAdminCorrection";

    // Each of them contains a whole file.
    private const int MaximumWaiting = 20;

    /// <summary>Stores an upload as a correction that awaits another account.</summary>
    /// <param name="request">The request of the account that enters it.</param>
    /// <param name="upload">The file.</param>
    /// <param name="plan">The effect of the correction.</param>
    /// <param name="form">The form; receives the problems.</param>
    /// <returns>A redirect to its page; null if the form has problems.</returns>
    public static async Task<IResult?> EnterAsync(ImportRequest request, ImportUpload upload, CorrectionPlan plan, FormState form)
    {
        string reason = TextSanitizer.Clean(form["reason"], keepLines: false);
        if (reason.Length is 0 or > BallotCorrection.MaximumReason)
        {
            form.Add("reason", new Problem(ProblemCodes.CorrectionReason, "reason", allowed: Show(BallotCorrection.MaximumReason)));
            return null;
        }

        var correction = new PendingCorrection
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            FileName = upload.Name,
            File = upload.Bytes,
            Digest = upload.Digest,
            Reading = StoredReading.Write(upload),
            PackId = upload.PackId,
            QuestionnaireVersion = upload.QuestionnaireVersion,
            CorrectionCount = plan.Corrections.Count,
            Reason = reason,
            EnteredBy = request.Admin.Actor,
        };
        var store = request.Context.RequestServices.GetRequiredService<ICorrectionStore>();
        if (!await store.EnterCorrectionAsync(correction, MaximumWaiting, request.Aborted))
        {
            form.Add("", new Problem(ProblemCodes.CorrectionsFull, "correction", allowed: Show(MaximumWaiting)));
            return null;
        }

        return request.To(ShowName, correction.Id);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
