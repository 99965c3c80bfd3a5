using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;

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

/// <summary>The scores of one group of ballots.</summary>
public sealed record GroupScores
{
    /// <summary>The common value of the group, for example a unit code; null for all ballots.</summary>
    public string? Group { get; init; }

    /// <summary>The wire name of the selection basis; null when a file does not state it.</summary>
    public string? Basis { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>
    /// The ballots of the group by channel; empty for sampled ballots, in figures of one channel, and where channels
    /// are not counted.
    /// </summary>
    public IReadOnlyList<ChannelShare> Channels { get; init; } = [];

    /// <summary>The figures without flagged ballots; null when no ballot of the group is flagged, or flags were not evaluated.</summary>
    public UnflaggedFigures? WithoutFlagged { get; init; }

    /// <summary>The overall index.</summary>
    public required Figure Overall { get; init; }

    /// <summary>The domains in tree order.</summary>
    public required IReadOnlyList<Figure> Domains { get; init; }

    /// <summary>The criteria in tree order.</summary>
    public required IReadOnlyList<Figure> Criteria { get; init; }

    /// <summary>The items that measure satisfaction, in questionnaire order.</summary>
    public required IReadOnlyList<ItemFigure> Items { get; init; }

    /// <summary>Figures of the questions outside the index tree: perception, experience, expectation, incidents.</summary>
    public IReadOnlyList<QuestionFigure> Questions { get; init; } = [];

    /// <summary>The pack's targets compared with the published figures.</summary>
    public IReadOnlyList<TargetFigure> Targets { get; init; } = [];

    /// <summary>The class of the total points; null when the pack has no classes.</summary>
    public LocalizedText? Class { get; init; }
}

/// <summary>The figures of a group without its flagged ballots.</summary>
public sealed record UnflaggedFigures
{
    /// <summary>Number of flagged ballots, which are included in the figures of the group and excluded here.</summary>
    public required long Flagged { get; init; }

    /// <summary>Number of remaining ballots.</summary>
    public required long Ballots { get; init; }

    /// <summary>The overall index of the remaining ballots.</summary>
    public required Figure Overall { get; init; }
}

/// <summary>A group whose figures are withheld.</summary>
/// <param name="Group">The common value of the group; null for all ballots.</param>
/// <param name="Basis">The wire name of the selection basis.</param>
/// <param name="Fewest">Minimum number of ballots for a figure about respondents.</param>
public sealed record WithheldGroup(string? Group, string? Basis, long Fewest);

/// <summary>
/// A closed survey in a report. Anyone with read access to the ballots can verify the closed set against its Merkle
/// root.
/// </summary>
public sealed record ClosedSurvey
{
    /// <summary>Name of the survey.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the questionnaire; null when the survey covers all versions of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>The wire name of the selection basis; null when the survey covers both.</summary>
    public string? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null without a limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null without a limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Number of ballots under the root.</summary>
    public required long Ballots { get; init; }

    /// <summary>Merkle root over their content hashes in log order: 64 lower-case hexadecimal digits.</summary>
    public required string Root { get; init; }

    /// <summary>Time of closing.</summary>
    public required DateTimeOffset ClosedAt { get; init; }
}

/// <summary>One published figure with its counts.</summary>
public record Figure
{
    /// <summary>Code of the node or item.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the node or text of the question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The aggregation rule of a node's figure; null for an item.</summary>
    public AggregationRule? Rule { get; init; }

    /// <summary>The denominator of the figure, if it is one ratio of counts; null for means and points.</summary>
    public long? Denominator { get; init; }

    /// <summary>Number of answers "not applicable", included in <see cref="Special"/>.</summary>
    public long NotApplicable { get; init; }

    /// <summary>Mean level of the valid answers; null when there is none.</summary>
    public decimal? MeanLevel { get; init; }

    /// <summary>Points achieved; null when the pack awards none.</summary>
    public decimal? Points { get; init; }

    /// <summary>Satisfied share in percent, 0 to 100, rounded by the pack's rule; null when not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The reason why there is no figure; null when there is one.</summary>
    public required NotComputable? NotComputable { get; init; }

    /// <summary>Number of satisfied answers.</summary>
    public required long Satisfied { get; init; }

    /// <summary>Number of valid answers.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of blanks.</summary>
    public required long NoAnswer { get; init; }

    /// <summary>Number of answers "not applicable", "does not know" and "refused".</summary>
    public required long Special { get; init; }

    /// <summary>Valid answers ÷ all answer cells in percent, 0 to 100; null when there are no cells.</summary>
    public required decimal? CoveragePercent { get; init; }
}

/// <summary>The figure of an item, with the count of each answer.</summary>
public sealed record ItemFigure : Figure
{
    /// <summary>Number of answers at each level; the key is the level's number.</summary>
    public required IReadOnlyDictionary<string, long> Levels { get; init; }

    /// <summary>Number of each special answer that the scale offers; the key is its wire name.</summary>
    public required IReadOnlyDictionary<string, long> SpecialAnswers { get; init; }
}

/// <summary>Creates published figures from exact scores. Shares are converted to percentages only here.</summary>
public static class Figures
{
    /// <summary>Creates the figures of a group.</summary>
    /// <param name="card">Its scores.</param>
    /// <param name="group">The common value of the group; null for all ballots.</param>
    /// <param name="basis">Its selection basis; null when unknown.</param>
    public static GroupScores Of(ScoreCard card, string? group = null, SelectionBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        RoundingRule rounding = card.Pack.Rules.Rounding;
        NodeScore[] nodes = [.. card.Overall.SelfAndDescendants()];
        return new GroupScores
        {
            Group = group,
            Basis = basis is { } known ? BallotWords.Of(known) : null,
            Ballots = card.BallotCount,
            Overall = Of(card.Overall, rounding),
            Domains = [.. nodes.Where(node => node.Node.Kind == IndexNodeKind.Domain).Select(node => Of(node, rounding))],
            Criteria = [.. nodes.Where(node => node.Node.Kind == IndexNodeKind.Criterion).Select(node => Of(node, rounding))],
            Items = [.. card.Items.Where(item => item.IsScored).Select(item => Of(item, rounding))],
            Questions = card.Pack.FindQuestionnaire(card.Tally.Layout.QuestionnaireVersion) is { } questionnaire
                ? [.. QuestionScorer.Score(questionnaire, card.Tally).Select(question => QuestionFigure.Of(question, rounding))]
                : [],
            Targets = [.. card.Pack.Targets.Select(target => TargetFigure.Of(target, nodes, rounding))],
            Class = PointsClass.Of(card.Pack, card.Overall)?.Text,
        };
    }

    /// <summary>Creates the figures of a group, with and without its flagged ballots.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="all">Counts of all ballots of the group.</param>
    /// <param name="flagged">Counts of the flagged ballots among them; null when flags were not evaluated.</param>
    /// <param name="group">The common value of the group; null for all ballots.</param>
    /// <param name="basis">Its selection basis; null when unknown.</param>
    /// <exception cref="ArgumentException">A flagged ballot is not among all.</exception>
    public static GroupScores Of(MethodPack pack, AnswerTally all, AnswerTally? flagged, string? group = null, SelectionBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(all);
        GroupScores scores = Of(Scorer.Score(pack, all), group, basis);
        if (flagged is not { BallotCount: > 0 })
        {
            return scores;
        }

        AnswerTally rest = all.Without(flagged);
        return scores with { WithoutFlagged = new UnflaggedFigures { Flagged = flagged.BallotCount, Ballots = rest.BallotCount, Overall = Of(Scorer.Score(pack, rest)).Overall } };
    }

    /// <summary>Converts a share to percent with a pack's rounding.</summary>
    /// <param name="share">The share; null stays null.</param>
    /// <param name="rounding">The rule.</param>
    public static decimal? Percent(ExactShare? share, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return share?.ToPercent(rounding.Decimals, rounding.Midpoint);
    }

    /// <summary>Converts an estimated share, limit or margin to percent, with all decimals of a pack's rounding.</summary>
    /// <param name="share">A share, or the width of an interval.</param>
    /// <param name="rounding">The rule, for its decimals and midpoint.</param>
    public static decimal Percent(double share, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return RoundedPercent.Of(share, rounding.Decimals, rounding.Midpoint);
    }

    private static Figure Of(NodeScore node, RoundingRule rounding) => new()
    {
        Code = node.Node.Code,
        Text = node.Node.Text,
        Rule = node.Score.Rule,
        Points = node.Score.Points?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        Percent = Percent(node.Score.Share, rounding),
        NotComputable = Reason(node.Score),
        Satisfied = node.Score.Counts.Satisfied,
        Valid = node.Score.Counts.Valid,
        NoAnswer = node.Score.Counts.NoAnswer,
        Special = node.Score.Counts.Special,
        NotApplicable = node.Score.Counts.NotApplicable,
        Denominator = node.Score.Denominator,
        MeanLevel = node.Score.MeanLevel?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        CoveragePercent = Percent(node.Score.Counts.Coverage, rounding),
    };

    private static ItemFigure Of(ItemScore item, RoundingRule rounding) => new()
    {
        Code = item.Item.Item.Code,
        Text = item.Item.Item.Text,
        Percent = Percent(item.Score.Share, rounding),
        NotComputable = Reason(item.Score),
        Satisfied = item.Score.Counts.Satisfied,
        Valid = item.Score.Counts.Valid,
        NoAnswer = item.Score.Counts.NoAnswer,
        Special = item.Score.Counts.Special,
        NotApplicable = item.Score.Counts.NotApplicable,
        Denominator = item.Score.Denominator,
        MeanLevel = item.Score.MeanLevel?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        CoveragePercent = Percent(item.Score.Counts.Coverage, rounding),
        Levels = Enumerable.Range(1, item.Item.LevelCount).ToDictionary(
            level => level.ToString(System.Globalization.CultureInfo.InvariantCulture), level => item.CodeCounts[level], StringComparer.Ordinal),
        SpecialAnswers = item.Item.Scale.Special.Select((special, i) => (special, i)).ToDictionary(
            pair => BallotWords.Of(pair.special.Answer), pair => item.CodeCounts[1 + item.Item.LevelCount + pair.i], StringComparer.Ordinal),
    };

    private static NotComputable? Reason(Score score) => score.Reason == Scoring.NotComputable.None ? null : score.Reason;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ScoreDocument))]
internal sealed partial class ReportingJsonContext : JsonSerializerContext
{
    /// <summary>Options that write Vietnamese letters unescaped and escape characters that HTML could interpret as markup.</summary>
    /// <remarks>Created on first use, because the order of the initializers of the two parts of this class is undefined.</remarks>
    public static ReportingJsonContext Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
