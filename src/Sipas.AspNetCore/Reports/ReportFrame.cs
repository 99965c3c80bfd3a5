using Sipas.AspNetCore.Pages;
using Sipas.Packs;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>A report page.</summary>
internal abstract record ReportFrame
{
    public required ReportHead Head { get; init; }

    public PageTexts Words => Head.Words;

    public MethodPack Pack => Head.Pack;

    /// <summary>The closed surveys with ballots of this report, each with the address of the report of its ballots.</summary>
    public IReadOnlyList<(ClosedSurvey Closing, string Href)> Closings { get; init; } = [];

    /// <summary>Figures by a question about the respondent; null when not requested.</summary>
    public SplitTable? Split { get; init; }

    public string Language => Words.Language;
}
