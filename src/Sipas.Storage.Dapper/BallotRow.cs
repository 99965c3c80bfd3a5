using Sipas.Ballots;

namespace Sipas.Storage.Dapper;

/// <summary>A ballot with its position in the log and in the chain of its unit: the contents of one row.</summary>
internal sealed record BallotRow(PendingBallot Draft, long Sequence, long QuestionnaireId, long UnitId, long Position, byte[] ChainHash,
    long? ClosingId)
{
    public Ballot Ballot => Draft.Ballot;
}
