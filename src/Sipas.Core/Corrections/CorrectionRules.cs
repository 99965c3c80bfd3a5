using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;

namespace Sipas.Corrections;

/// <summary>Rules that every store enforces for corrections.</summary>
internal static class CorrectionRules
{
    /// <summary>Returns the reason why a ballot may not replace another.</summary>
    /// <param name="replaced">The ballot to be replaced; null when there is none with this id.</param>
    /// <param name="draft">The replacing ballot.</param>
    /// <param name="closings">The closed surveys.</param>
    /// <returns>The first reason (<c>COR0001</c> to <c>COR0005</c>); null when the replacement is allowed.</returns>
    public static Problem? Refusal(StoredBallot? replaced, PendingBallot draft, IEnumerable<SurveyClosing> closings)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(closings);
        Ballot next = draft.Ballot;
        string id = next.Replaces?.ToString("D") ?? "";
        if (replaced is null)
        {
            return new Problem(ProblemCodes.CorrectionOfNothing, "replaces", id);
        }

        if (!IsCorrectable(replaced))
        {
            return new Problem(ProblemCodes.CorrectionOfOwnBallot, "mode", BallotNames.Of(replaced.Mode));
        }

        if (next.Layout.PackId != replaced.PackId || next.Layout.QuestionnaireVersion != replaced.QuestionnaireVersion
            || next.UnitCode != replaced.UnitCode || next.Mode != replaced.Mode || next.Basis != replaced.Basis)
        {
            return new Problem(
                ProblemCodes.CorrectionElsewhere, "replaces",
                $"{next.Layout.PackId}/{next.Layout.QuestionnaireVersion} {next.UnitCode} "
                + $"{BallotNames.Of(next.Mode)} {BallotNames.Of(next.Basis)}",
                $"{replaced.PackId}/{replaced.QuestionnaireVersion} {replaced.UnitCode} "
                + $"{BallotNames.Of(replaced.Mode)} {BallotNames.Of(replaced.Basis)}");
        }

        if (closings.FirstOrDefault(closing =>
            closing.Scope.Covers(replaced)
            || closing.Scope.Covers(replaced.PackId, replaced.QuestionnaireVersion, replaced.Basis, draft.CountedOn)) is { } closed)
        {
            return new Problem(ProblemCodes.CorrectionAfterClosing, "replaces", closed.Name);
        }

        return replaced.IsReplaced ? new Problem(ProblemCodes.CorrectionMoved, "replaces", id) : null;
    }

    /// <summary>Rejects pending ballots whose correction data is incomplete.</summary>
    /// <param name="drafts">The pending ballots.</param>
    /// <exception cref="ArgumentException">
    /// A ballot replaces another without a reason or has a reason without replacing one, its id is not derived from the
    /// replaced id, or a text of the correction contains a line feed.
    /// </exception>
    public static void RequireWhole(IEnumerable<PendingBallot> drafts)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        foreach (PendingBallot draft in drafts)
        {
            if (draft.Ballot.Replaces is { } replaced
                ? draft.Correction is null || draft.Ballot.Id != BallotCorrection.IdFor(replaced)
                : draft.Correction is not null)
            {
                throw new ArgumentException($"The ballot {draft.Ballot.Id:D} says half of what makes a correction.", nameof(drafts));
            }

            // Each text is one line of the server metadata that the chain covers.
            if (draft.Correction is { } correction
                && (correction.Reason.Contains('\n', StringComparison.Ordinal)
                    || correction.BroughtBy.Contains('\n', StringComparison.Ordinal)
                    || correction.ReviewedBy.Contains('\n', StringComparison.Ordinal)))
            {
                throw new ArgumentException($"The correction of the ballot {draft.Ballot.Id:D} has a text of more than one line.",
                    nameof(drafts));
            }
        }
    }

    /// <summary>
    /// Whether a ballot may be corrected: only ballots that an officer entered from a numbered sheet or a file. Ballots
    /// that a citizen gave on a kiosk or on an own phone are never corrected.
    /// </summary>
    /// <param name="ballot">The ballot.</param>
    public static bool IsCorrectable(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);

        // Ids of UUID version 8 are derived from a printed number or a file's row; every client generates other versions.
        return ballot.Mode is not (CollectionMode.Kiosk or CollectionMode.Web)
            && (ballot.Channel is null or CollectionChannel.Officer)
            && ballot.Id.ToByteArray(bigEndian: true)[6] >> 4 == 8;
    }

    /// <summary>Returns the audit action of a decision on corrections.</summary>
    /// <param name="decision">The decision.</param>
    public static string ActionOf(CorrectionDecision decision) =>
        decision == CorrectionDecision.Confirmed ? AuditActions.CorrectionConfirmed : AuditActions.CorrectionRejected;
}
