using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Plans;

/// <summary>
/// The plan of a survey as data: legal basis, population, strata, stages, sizes, reserve, deadlines, roles. Read by
/// <see cref="SurveyPlanSerializer"/>, checked by <see cref="SurveyPlanVerifier"/>.
/// </summary>
internal sealed record SurveyPlan
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-plan/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init => field = value ?? CurrentFormat; } = CurrentFormat;

    /// <summary>Stable code of the survey.</summary>
    public required string Code { get; init; }

    /// <summary>Title of the survey.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The decision that is the legal basis.</summary>
    public required LegalBasis LegalBasis { get; init; }

    /// <summary>Id of the method pack.</summary>
    public required string Pack { get; init; }

    /// <summary>The eligibility rule.</summary>
    public required PopulationRule Population { get; init; }

    /// <summary>The names of the frame columns.</summary>
    public required FrameColumns Frame { get; init; }

    /// <summary>The frame columns whose values define the strata; empty for one stratum.</summary>
    public IReadOnlyList<string> StratumColumns { get; init => field = value ?? []; } = [];

    /// <summary>The stages of the draw: one or more; only the last draws rows.</summary>
    public required IReadOnlyList<StageDesign> Stages { get; init; }

    /// <summary>
    /// The number drawn at the first stage: rows with one stage; clusters with several stages, for which only a fixed
    /// total or quotas are valid.
    /// </summary>
    public required SizeRule Size { get; init; }

    /// <summary>
    /// The rule by which the total is allocated to the strata; null when the size rule determines the size of each
    /// stratum.
    /// </summary>
    public AllocationRule? Allocation { get; init; }

    /// <summary>The rule for the reserve of each cell.</summary>
    public ReserveRule Reserve { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// The allowed modes of data collection, by their wire names in ballots: <c>interview</c>, <c>post</c>, <c>web</c>
    /// …; empty for all.
    /// </summary>
    public IReadOnlyList<string> Modes { get; init => field = value ?? []; } = [];

    /// <summary>The roles in fieldwork.</summary>
    public required FieldRoles Roles { get; init; }

    /// <summary>The deadlines of the survey.</summary>
    public Deadlines Deadlines { get; init => field = value ?? new(); } = new();

    /// <summary>The fieldwork targets of the survey.</summary>
    public FieldTargets Targets { get; init => field = value ?? new(); } = new();

    /// <summary>Returns the part of the plan that a draw uses.</summary>
    public DrawDesign ToDrawDesign() => new() { StratumColumns = StratumColumns, IdColumn = Frame.Id, Stages = Stages, Reserve = Reserve };
}
