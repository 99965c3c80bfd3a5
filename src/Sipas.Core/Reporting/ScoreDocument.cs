using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Reporting;

/// <summary>
/// Scores as exported to JSON: percentages rounded once by the pack's rule, each with its counts. The keys are stable;
/// docs/score-json.md describes them.
/// </summary>
public sealed record ScoreDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-scores/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; } = FormatName;

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>The official status of the pack.</summary>
    public required PackStatus PackStatus { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>The scoring rules used for the figures.</summary>
    public required ScoringRules Rules { get; init; }

    /// <summary>Disclaimer that must accompany every figure; null when there is none.</summary>
    public LocalizedText? Notice { get; init; }

    /// <summary>
    /// The day in Vietnam at the start of which the last batch of ballots was published; omitted when figures are live.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AsOf { get; init; }

    /// <summary>Number of ballots not yet published; omitted when figures are live.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Waiting { get; init; }

    /// <summary>
    /// Number of ballots of closed surveys that are never published because they were too few for a batch; omitted when
    /// figures are live.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? NotShown { get; init; }

    /// <summary>The filter of the counted ballots, as requested, by the name of each condition; null without a filter.</summary>
    public IReadOnlyDictionary<string, string>? Filter { get; init; }

    /// <summary>The groups, in the requested order.</summary>
    public required IReadOnlyList<GroupScores> Groups { get; init; }

    /// <summary>
    /// Groups whose figures are withheld, because they are based on too few respondents or would disclose a withheld
    /// figure.
    /// </summary>
    public IReadOnlyList<WithheldGroup> Withheld { get; init; } = [];

    /// <summary>The closed surveys that contain ballots of this questionnaire.</summary>
    public IReadOnlyList<ClosedSurvey> Closings { get; init; } = [];

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportingJsonContext.Readable.ScoreDocument);
}
