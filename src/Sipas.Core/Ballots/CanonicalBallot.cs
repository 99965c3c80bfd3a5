using System.Security.Cryptography;
using System.Text;
using Sipas.Text;

namespace Sipas.Ballots;

/// <summary>The canonical bytes of a ballot, version 1, and their hash: what a receipt vouches for and an auditor recomputes.</summary>
/// <remarks>
/// UTF-8 lines, each ended by a line feed, in this order: <c>sipas-ballot/1</c>, then <c>id</c>, <c>pack</c>, <c>questionnaire</c>, <c>unit</c>, <c>procedure</c>,
/// <c>mode</c>, <c>basis</c>, <c>device</c>, <c>language</c>, <c>started</c>, <c>completed</c>, <c>answers</c>, each as <c>name=value</c>, empty when there is none.
/// Times keep their offset and have three decimals; answers are the characters of <see cref="Questionnaires.AnswerLayout"/>. Described in docs/canonical-ballot.md.
/// </remarks>
public static class CanonicalBallot
{
    /// <summary>The canonical bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    public static byte[] Bytes(Ballot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        var text = new StringBuilder(320);
        text.Append("sipas-ballot/1\n");
        Line("id", ballot.Id.ToString("D"));
        Line("pack", ballot.Layout.PackId);
        Line("questionnaire", ballot.Layout.QuestionnaireVersion);
        Line("unit", ballot.UnitCode);
        Line("procedure", ballot.ProcedureCode);
        Line("mode", BallotWords.Of(ballot.Mode));
        Line("basis", BallotWords.Of(ballot.Basis));
        Line("device", ballot.DeviceCode);
        Line("language", ballot.Language);
        Line("started", IsoTime.Write(ballot.StartedAt));
        Line("completed", IsoTime.Write(ballot.CompletedAt));
        Line("answers", ballot.Layout.ToCharacters(ballot.Codes.Span));
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string name, string? value) => text.Append(name).Append('=').Append(value).Append('\n');
    }

    /// <summary>SHA-256 of the canonical bytes: 32 bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    public static byte[] ContentHash(Ballot ballot) => SHA256.HashData(Bytes(ballot));
}
