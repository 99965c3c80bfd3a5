using Sipas.AspNetCore.Admin.Surveys;
using Sipas.Fieldwork;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>The model of the print menu.</summary>
internal sealed record PrintMenuModel
{
    public required SurveySteps Steps { get; init; }

    public required FieldLedger Ledger { get; init; }

    public required MethodPack? Pack { get; init; }

    public required string LettersHref { get; init; }

    public required string BallotsHref { get; init; }

    public required string ListHref { get; init; }

    public required Func<string, string> SheetHref { get; init; }
}
