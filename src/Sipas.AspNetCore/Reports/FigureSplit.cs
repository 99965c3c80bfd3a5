using Sipas.Ballots;

namespace Sipas.AspNetCore.Reports;

/// <summary>What breaks figures down: a question about the respondent, or the channel by which ballots came.</summary>
/// <param name="Question">The question; null for the channel.</param>
internal sealed record FigureSplit(RespondentQuestion? Question)
{
    /// <summary>What names the channel in a query and in groups.</summary>
    public const string ChannelCode = "channel";

    public static FigureSplit ByChannel { get; } = new((RespondentQuestion?)null);

    public string Code => Question?.Code ?? ChannelCode;

    /// <summary>The name of a group: <c>A1:2</c>, <c>channel:open</c>.</summary>
    public string GroupOf(byte code) => $"{Code}:{(Question is null ? BallotWords.Of((CollectionChannel)code) : Question.WordOf(code))}";

    /// <summary>What stands above the table.</summary>
    public string Title(ReportWords words) => Question is null ? words["filter.byChannelTitle"] : words.Fill("filter.byTitle", ("question", words.Of(Question.Text)));

    /// <summary>What stands above the rows.</summary>
    public string Header(ReportWords words) => words[Question is null ? "filter.channel" : "filter.answer"];

    /// <summary>What a row is called.</summary>
    public string TextOf(ReportWords words, byte code) =>
        Question is null ? words["channel." + BallotWords.Of((CollectionChannel)code)] : ReportFilter.AnswerText(words, Question, code);
}
