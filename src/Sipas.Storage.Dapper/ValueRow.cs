namespace Sipas.Storage.Dapper;

/// <summary>A value with its ballot and question number: one row of the table of values.</summary>
internal sealed record ValueRow(long Sequence, short Number, byte[] Commitment, byte[]? Salt, string? Value)
{
    /// <summary>The rows of a ballot.</summary>
    public static IEnumerable<ValueRow> Of(BallotRow ballot)
    {
        var numbers = ballot.Ballot.Layout.ValueQuestions.Select((question, i) => (question.Code, Number: (short)(i + 1)))
            .ToDictionary(pair => pair.Code, pair => pair.Number, StringComparer.Ordinal);
        return ballot.Draft.Values.Select(value =>
            new ValueRow(ballot.Sequence, numbers[value.QuestionCode], value.Commitment.ToArray(), value.Salt?.ToArray(), value.Value));
    }
}
