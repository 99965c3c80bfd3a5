using Sipas.Common;
using Sipas.Disclosure;
using Sipas.Reporting;
using Sipas.Scoring;

namespace Sipas.AspNetCore.Pages;

/// <summary>Texts and number formats of pages in one language, independent of the machine's culture.</summary>
internal sealed class PageTexts
{
    private readonly TextCatalogue _catalogue;
    private readonly DisplayFormat _format;

    /// <summary>Creates the texts of a language.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="catalogue">The texts; those of this library when null.</param>
    public PageTexts(string language, TextCatalogue? catalogue = null)
    {
        _catalogue = catalogue ?? WebTexts.Catalogue;
        Language = language;
        _format = DisplayFormat.In(language);
    }

    public static IReadOnlyList<string> Languages { get; } = ["vi", "en"];

    public string Language { get; }

    public string this[string key] => _catalogue.Of(key).In(Language);

    public string Of(LocalizedText text) => text.In(Language);

    /// <summary>Gets a text with its placeholders filled in.</summary>
    /// <param name="key">Key of the text.</param>
    /// <param name="values">Names of placeholders and their values.</param>
    public string Fill(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        string text = this[key];
        foreach ((string name, string value) in values)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Formats a count, for example <c>2.575</c> in Vietnamese and <c>2,575</c> in English.</summary>
    /// <param name="count">The count.</param>
    public string Count(long count) => _format.Count(count);

    /// <summary>Formats a rounded percentage, for example <c>86,50 %</c> in Vietnamese and <c>86.50%</c> in English.</summary>
    /// <param name="percent">The percentage; its scale is preserved.</param>
    public string Percent(decimal percent) => _format.Percent(percent);

    /// <summary>Formats a number of percentage points, without a percent sign.</summary>
    /// <param name="points">The points; their scale is preserved.</param>
    public string Points(decimal points) => _format.Number(points);

    /// <summary>Formats a difference in percentage points, with its sign.</summary>
    /// <param name="points">The points; null shows a dash.</param>
    public string Difference(decimal? points) => points is { } known ? (known > 0 ? "+" : "") + Points(known) : this["report.none"];

    public string Percent(decimal? percent) => percent is { } known ? Percent(known) : this["report.none"];

    /// <summary>Formats the percentage of a figure, or the reason why there is none.</summary>
    /// <param name="figure">The figure.</param>
    public string PercentOrReason(Figure figure) => figure.Percent is { } percent ? Percent(percent) : Reason(figure);

    public string Reason(Figure figure) => this[figure.NotComputable switch
    {
        NotComputable.NoValidAnswers => "report.noValidAnswers",
        NotComputable.PartNotComputable => "report.partNotComputable",
        NotComputable.NotAsked => "report.notAsked",
        NotComputable.NotScored => "report.notScored",
        NotComputable.NotCounted => "report.notCounted",
        _ => "report.noBallots",
    }];

    public string SatisfiedOfValid(Figure figure) => $"{Count(figure.Satisfied)} / {Count(figure.Valid)}";

    /// <summary>Formats shares of channels in one line, for example <c>open address 62.00% (62 ballots); enrolled device …</c>.</summary>
    public string Channels(IReadOnlyList<ChannelShare> shares) => string.Join("; ", shares.Select(share =>
        this["channel." + share.Channel] + " " + (share is { Ballots: { } ballots, Percent: { } percent }
            ? Fill("channels.share", ("percent", Percent(percent)), ("n", Count(ballots)))
            : this["filter.withheldCell"])
        + (share.NoticeDays > 0 ? " – " + Fill("channels.notices", ("n", Count(share.NoticeDays))) : "")));

    /// <summary>Formats the date of figures, and the number of ballots that they leave out.</summary>
    public string Published(DateOnly asOf, WaitingBallots ballots) =>
        Fill("published.asOf", ("day", Day(asOf))) + " " + Fill("published.waiting", ("n", Count(ballots.Waiting)))
        + (ballots.Withheld == 0 ? "" : " " + Fill("published.withheld", ("n", Count(ballots.Withheld))));

    public string Day(DateOnly day) => _format.Day(day);

    public string Time(DateTimeOffset time) => _format.Time(time);

    /// <summary>Gets the name of a block; the code itself if there is no name for it.</summary>
    /// <param name="block">Code of the block.</param>
    public string Block(string block) => _catalogue.All.TryGetValue("block." + block, out LocalizedText? name) ? Of(name) : block;
}
