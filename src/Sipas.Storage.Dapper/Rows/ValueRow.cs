namespace Sipas.Storage.Dapper.Rows;

/// <summary>A row of the table <c>ballot_value</c>: an answer to a number, text or date question.</summary>
/// <param name="Sequence">Sequence number of the ballot.</param>
/// <param name="Number">Number of the question, from 1.</param>
/// <param name="Commitment">SHA-256 of salt and value, 32 bytes.</param>
/// <param name="Salt">The salt; null if the value is erased.</param>
/// <param name="Value">The value; null if it is erased.</param>
public sealed record ValueRow(long Sequence, short Number, byte[] Commitment, byte[]? Salt, string? Value)
{
    internal static IEnumerable<ValueRow> Of(BallotRow ballot)
    {
        var numbers = ballot.Ballot.Layout.ValueQuestions.Select((question, i) => (question.Code, Number: (short)(i + 1)))
            .ToDictionary(pair => pair.Code, pair => pair.Number, StringComparer.Ordinal);
        return ballot.Draft.Values.Select(value =>
            new ValueRow(ballot.Sequence, numbers[value.QuestionCode], value.Commitment.ToArray(), value.Salt?.ToArray(), value.Value));
    }
}
