using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Problems;

namespace Sipas.Intake;

/// <summary>Whether a valid ballot may come from this sender with this ticket.</summary>
internal static class SenderRules
{
    /// <summary>Says what is wrong between a ballot and its sender; a host's refusal of the sender himself comes alone.</summary>
    public static Problem? Refusal(Ballot ballot, BallotSender sender, Ticket? ticket, CollectionSettings settings)
    {
        if (sender.Device is not null || sender.IsOfficer || ticket is not null)
        {
            return null;
        }

        return ballot.Mode == CollectionMode.Kiosk && settings.RequireDevices ? new Problem(ProblemCodes.DeviceRequired)
            : settings.OpenBallots ? null
            : new Problem(ProblemCodes.OpenLinksClosed);
    }

    /// <summary>Adds every contradiction between a ballot, the device that sends it and its ticket.</summary>
    public static void Check(Ballot ballot, BallotSender sender, Ticket? ticket, ICollection<Problem> problems)
    {
        if (sender.Device is { } device)
        {
            if (ballot.UnitCode != device.UnitCode)
            {
                problems.Add(new Problem(ProblemCodes.DeviceOfOtherUnit, "unit", ballot.UnitCode, device.UnitCode));
            }

            // Only here: the device that a sender without a credential names is no more than what it says.
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
        Same("basis", BallotWords.Of(ballot.Basis), BallotWords.Of(ticket.Basis));

        void Same(string place, string? given, string? bound)
        {
            if (given != bound)
            {
                problems.Add(new Problem(ProblemCodes.TicketOfOtherUnit, place, given ?? "—", bound ?? "—"));
            }
        }
    }
}
