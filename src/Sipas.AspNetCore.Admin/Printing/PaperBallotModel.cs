using Sipas.AspNetCore.Admin.Surveys;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>The model of paper ballots.</summary>
internal sealed record PaperBallotModel
{
    public required SurveyFile File { get; init; }

    public required MethodPack Pack { get; init; }

    public required Questionnaire Questionnaire { get; init; }

    public required IReadOnlyList<PaperBlock> Blocks { get; init; }

    public required IReadOnlyList<string> Numbers { get; init; }

    public required LocalizedText? Notice { get; init; }
}
