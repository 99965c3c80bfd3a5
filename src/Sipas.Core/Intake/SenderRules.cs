using Sipas.Ballots;
using Sipas.Counter;
using Sipas.Limits;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.Intake;

/// <summary>Checks whether a sender may submit a valid ballot with its ticket.</summary>
internal static class SenderRules
{
    /// <summary>Wire names of the collection modes allowed for a sender without a credential, a device and a ticket holder.</summary>
    public static readonly string OpenModes = $"{BallotNames.Of(CollectionMode.Kiosk)}, {BallotNames.Of(CollectionMode.Web)}";

    /// <summary>Whether only an officer or an interviewer can collect in a mode.</summary>
    public static bool NeedsStaff(CollectionMode mode) => mode is not (CollectionMode.Kiosk or CollectionMode.Web);

    /// <summary>
    /// Returns the reasons to reject the sender; they are reported without other problems. The ticket itself is checked
    /// elsewhere.
    /// </summary>
    /// <param name="ballot">A valid ballot.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="showsTicket">Whether the ballot carries a ticket, valid or not.</param>
    /// <param name="settings">Settings of the host.</param>
    public static IReadOnlyList<Problem> Refusals(Ballot ballot, BallotSender sender, bool showsTicket, CollectionSettings settings)
    {
        if (sender.HandsIn || sender.IsInterviewer)
        {
            return [];
        }

        var refusals = new List<Problem>();
        if (ballot.Basis == SelectionBasis.Sampled && !showsTicket)
        {
            refusals.Add(new Problem(ProblemCodes.BasisWithoutCredential, "basis", BallotNames.Of(ballot.Basis),
                BallotNames.Of(SelectionBasis.SelfSelected)));
        }

        if (NeedsStaff(ballot.Mode))
        {
            refusals.Add(new Problem(ProblemCodes.ModeWithoutCredential, "mode", BallotNames.Of(ballot.Mode), OpenModes));
        }

        if (refusals.Count == 0 && sender.Device is null && !sender.IsOfficer && !showsTicket)
        {
            if (ballot.Mode == CollectionMode.Kiosk && settings.RequireDevices)
            {
                refusals.Add(new Problem(ProblemCodes.DeviceRequired));
            }
            else if (!settings.TakesOpenBallotsOf(ballot.UnitCode))
            {
                refusals.Add(new Problem(ProblemCodes.OpenLinksClosed));
            }
        }

        return refusals;
    }

    /// <summary>
    /// Returns the reason to reject a ballot without a credential at a unit with a display at its counter; null when it
    /// is accepted.
    /// </summary>
    /// <param name="ballot">A valid ballot of a sender without a credential.</param>
    /// <param name="outcome">Outcome of its stamp.</param>
    /// <param name="settings">Settings of the host.</param>
    public static Problem? PresenceRefusal(Ballot ballot, CounterOutcome outcome, CollectionSettings settings) =>
        !settings.RequiresPresenceAt(ballot.UnitCode) || outcome == CounterOutcome.Proven ? null : CounterPresence.ProblemOf(outcome);

    /// <summary>Adds every contradiction between a ballot, its sending device and its ticket.</summary>
    public static void Check(Ballot ballot, BallotSender sender, Ticket? ticket, ICollection<Problem> problems)
    {
        if (sender is { Device: { } device, IsOfficer: false })
        {
            if (ballot.UnitCode != device.UnitCode)
            {
                problems.Add(new Problem(ProblemCodes.DeviceOfOtherUnit, "unit", ballot.UnitCode, device.UnitCode));
            }

            // Checked only for enrolled devices: a device named by a sender without a credential is an unverified statement.
            if (ballot.DeviceCode is { } named && named != device.Code)
            {
                problems.Add(new Problem(ProblemCodes.DeviceMisnamed, "device", named));
            }
        }

        if (ticket is not null)
        {
            CheckTicket(ballot, ticket, problems);
        }
    }

    private static void CheckTicket(Ballot ballot, Ticket ticket, ICollection<Problem> problems)
    {
        string survey = $"{ballot.Layout.PackId} {ballot.Layout.QuestionnaireVersion}";
        if (survey != $"{ticket.PackId} {ticket.QuestionnaireVersion}")
        {
            problems.Add(new Problem(ProblemCodes.TicketOfOtherSurvey, "ticket", survey, $"{ticket.PackId} {ticket.QuestionnaireVersion}"));
        }

        Same("unit", ballot.UnitCode, ticket.UnitCode);
        Same("procedure", ballot.ProcedureCode, ticket.ProcedureCode);
        Same("basis", BallotNames.Of(ballot.Basis), BallotNames.Of(ticket.Basis));

        void Same(string place, string? given, string? bound)
        {
            if (given != bound)
            {
                problems.Add(new Problem(ProblemCodes.TicketOfOtherUnit, place, given ?? "—", bound ?? "—"));
            }
        }
    }
}
