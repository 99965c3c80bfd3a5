using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Storage;

/// <summary>What every store refuses of a correction.</summary>
public static class CorrectionRules
{
    /// <summary>Says why a ballot may not take the place of another.</summary>
    /// <param name="replaced">The ballot that is to be replaced; null when there is none of that id.</param>
    /// <param name="draft">The ballot that is to take its place.</param>
    /// <param name="closings">The closed surveys.</param>
    /// <returns>The first reason (<c>COR0001</c> to <c>COR0005</c>); null when it may.</returns>
    public static Problem? Refusal(KeptBallot? replaced, BallotDraft draft, IEnumerable<SurveyClosing> closings)
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
            return new Problem(ProblemCodes.CorrectionOfOwnBallot, "mode", BallotWords.Of(replaced.Mode));
        }

        if (next.Layout.PackId != replaced.PackId || next.Layout.QuestionnaireVersion != replaced.QuestionnaireVersion || next.UnitCode != replaced.UnitCode || next.Mode != replaced.Mode || next.Basis != replaced.Basis)
        {
            return new Problem(
                ProblemCodes.CorrectionElsewhere, "replaces", $"{next.Layout.PackId}/{next.Layout.QuestionnaireVersion} {next.UnitCode} {BallotWords.Of(next.Mode)} {BallotWords.Of(next.Basis)}",
                $"{replaced.PackId}/{replaced.QuestionnaireVersion} {replaced.UnitCode} {BallotWords.Of(replaced.Mode)} {BallotWords.Of(replaced.Basis)}");
        }

        if (closings.FirstOrDefault(closing => closing.Scope.Covers(replaced) || closing.Scope.Covers(replaced.PackId, replaced.QuestionnaireVersion, replaced.Basis, draft.CountedOn)) is { } closed)
        {
            return new Problem(ProblemCodes.CorrectionAfterClosing, "replaces", closed.Name);
        }

        return replaced.IsReplaced ? new Problem(ProblemCodes.CorrectionMoved, "replaces", id) : null;
    }

    /// <summary>Refuses drafts that say half of what makes a correction.</summary>
    /// <param name="drafts">The drafts.</param>
    /// <exception cref="ArgumentException">A draft takes another's place and does not say why, or the other way round, or its id does not follow from the other's, or a text of the correction has a line feed.</exception>
    public static void RequireWhole(IEnumerable<BallotDraft> drafts)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        foreach (BallotDraft draft in drafts)
        {
            if (draft.Ballot.Replaces is { } replaced ? draft.Correction is null || draft.Ballot.Id != BallotCorrection.IdFor(replaced) : draft.Correction is not null)
            {
                throw new ArgumentException($"The ballot {draft.Ballot.Id:D} says half of what makes a correction.", nameof(drafts));
            }

            // Each stands in a line of the note that the chain holds.
            if (draft.Correction is { } correction && (correction.Reason.Contains('\n', StringComparison.Ordinal) || correction.BroughtBy.Contains('\n', StringComparison.Ordinal) || correction.ReviewedBy.Contains('\n', StringComparison.Ordinal)))
            {
                throw new ArgumentException($"The correction of the ballot {draft.Ballot.Id:D} has a text of more than one line.", nameof(drafts));
            }
        }
    }

    /// <summary>Whether a ballot may be corrected at all: one that an officer brought from a numbered sheet or a file. What a citizen gave on a kiosk or a telephone of her own, nobody corrects.</summary>
    /// <param name="ballot">The ballot.</param>
    public static bool IsCorrectable(KeptBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);

        // Ids of version 8 are made of a printed number or a file's row; every client makes its own.
        return ballot.Mode is not (CollectionMode.Kiosk or CollectionMode.Web)
            && (ballot.Channel is null or CollectionChannel.Officer)
            && ballot.Id.ToByteArray(bigEndian: true)[6] >> 4 == 8;
    }
}
