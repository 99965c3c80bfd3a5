using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.AspNetCore.Reports;

/// <summary>The elements common to all report pages: method, notice, language, addresses.</summary>
internal sealed record ReportHead
{
    public required PageTexts Words { get; init; }

    public required MethodPack Pack { get; init; }

    public required Questionnaire Questionnaire { get; init; }

    public required LocalizedText? Notice { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required long BallotsStored { get; init; }

    /// <summary>The date of the figures, and the number of waiting ballots; null if the figures are live.</summary>
    public required string? Published { get; init; }

    public required string StyleHref { get; init; }

    /// <summary>Rows of plain links with which a reader selects the displayed figures.</summary>
    public required IReadOnlyList<ReportChoices> Choices { get; init; }

    /// <summary>The form with which a reader selects the ballots.</summary>
    public required FilterForm Filter { get; init; }
}
