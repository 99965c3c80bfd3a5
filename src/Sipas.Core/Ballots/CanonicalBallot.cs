using System.Security.Cryptography;
using System.Text;
using Sipas.Text;

namespace Sipas.Ballots;

/// <summary>The canonical bytes of a ballot, version 1, and their hash: what a receipt vouches for and an auditor recomputes.</summary>
/// <remarks>
/// UTF-8 lines, each ended by a line feed, in this order: <c>sipas-ballot/1</c>, then <c>id</c>, <c>pack</c>, <c>questionnaire</c>, <c>unit</c>, <c>procedure</c>,
/// <c>mode</c>, <c>basis</c>, <c>device</c>, <c>language</c>, <c>started</c>, <c>completed</c>, <c>answers</c>, each as <c>name=value</c>, empty when there is none.
/// Times keep their offset and have three decimals; answers are the characters of <see cref="Questionnaires.AnswerLayout"/>. Described in docs/proof.md.
/// </remarks>
public static class CanonicalBallot
{
    /// <summary>The canonical bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    public static byte[] Bytes(Ballot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Bytes(
            ballot.Id, ballot.Layout.PackId, ballot.Layout.QuestionnaireVersion, ballot.UnitCode, ballot.ProcedureCode, ballot.Mode, ballot.Basis, ballot.DeviceCode,
            ballot.Language, ballot.StartedAt, ballot.CompletedAt, ballot.Layout.ToCharacters(ballot.Codes.Span));
    }

    /// <summary>The canonical bytes of a ballot as a store keeps it.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mode or basis is none: somebody touched the store.</exception>
    public static byte[] Bytes(KeptBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Bytes(
            ballot.Id, ballot.PackId, ballot.QuestionnaireVersion, ballot.UnitCode, ballot.ProcedureCode, ballot.Mode, ballot.Basis, ballot.DeviceCode,
            ballot.Language, ballot.StartedAt, ballot.CompletedAt, ballot.Answers);
    }

    /// <summary>SHA-256 of the canonical bytes: 32 bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    public static byte[] ContentHash(Ballot ballot) => SHA256.HashData(Bytes(ballot));

    /// <summary>SHA-256 of the canonical bytes, recomputed from what is kept: 32 bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mode or basis is none: somebody touched the store.</exception>
    public static byte[] ContentHash(KeptBallot ballot) => SHA256.HashData(Bytes(ballot));

    private static byte[] Bytes(
        Guid id, string pack, string questionnaire, string unit, string? procedure, CollectionMode mode, SelectionBasis basis, string? device,
        string language, DateTimeOffset startedAt, DateTimeOffset completedAt, string answers)
    {
        var text = new StringBuilder(320);
        text.Append("sipas-ballot/1\n");
        Line("id", id.ToString("D"));
        Line("pack", pack);
        Line("questionnaire", questionnaire);
        Line("unit", unit);
        Line("procedure", procedure);
        Line("mode", BallotWords.Of(mode));
        Line("basis", BallotWords.Of(basis));
        Line("device", device);
        Line("language", language);
        Line("started", IsoTime.Write(startedAt));
        Line("completed", IsoTime.Write(completedAt));
        Line("answers", answers);
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string name, string? value) => text.Append(name).Append('=').Append(value).Append('\n');
    }
}
