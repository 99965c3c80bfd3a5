using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.AspNetCore.Reports;

/// <summary>The breakdown of figures: a question about the respondent, or the channel of the ballots.</summary>
/// <param name="Question">The question; null for the channel.</param>
internal sealed record FigureSplit(RespondentQuestion? Question)
{
    /// <summary>The name of the channel in a query and in groups.</summary>
    public const string ChannelCode = "channel";

    public static FigureSplit ByChannel { get; } = new((RespondentQuestion?)null);

    public string Code => Question?.Code ?? ChannelCode;

    /// <summary>Gets the name of a group: <c>A1:2</c>, <c>channel:open</c>.</summary>
    public string GroupOf(byte code) => $"{Code}:{(Question is null ? BallotNames.Of((CollectionChannel)code) : Question.NameOf(code))}";

    /// <summary>Gets the title of the table.</summary>
    public string Title(PageTexts words) => Question is null
        ? words["filter.byChannelTitle"]
        : words.Fill("filter.byTitle", ("question", words.Of(Question.Text)));

    /// <summary>Gets the heading of the rows.</summary>
    public string Header(PageTexts words) => words[Question is null ? "filter.channel" : "filter.answer"];

    /// <summary>Gets the label of a row.</summary>
    public string TextOf(PageTexts words, byte code) =>
        Question is null ? words["channel." + BallotNames.Of((CollectionChannel)code)] : ReportFilter.AnswerText(words, Question, code);
}
