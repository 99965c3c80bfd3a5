using System.Text.Json.Serialization;
using Sipas.Numerics;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>How far a pack may be called official.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PackStatus>))]
public enum PackStatus
{
    /// <summary>Checked against the text of the decision.</summary>
    Official,

    /// <summary>Made from secondary sources; the annex of the decision was not seen.</summary>
    Draft,

    /// <summary>A province's own instrument.</summary>
    Local,
}

/// <summary>How the answers below a node become its index.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AggregationRule>))]
public enum AggregationRule
{
    /// <summary>Satisfied answers ÷ valid answers over all items of the node.</summary>
    PooledItems,

    /// <summary>Plain mean of the shares of all items of the node.</summary>
    MeanOfItems,

    /// <summary>Plain mean of the criteria below the node; in a criterion itself the mean of its items.</summary>
    MeanOfCriteria,

    /// <summary>Plain mean of the domains below the node; in a domain the mean of its criteria, in a criterion the mean of its items.</summary>
    MeanOfDomains,

    /// <summary>Mean of the direct parts by the node's weights, which sum to 1.</summary>
    Weighted,

    /// <summary>The share of one general question, which the node names.</summary>
    GeneralQuestion,

    /// <summary>Ballots of which every valid answer within the node is satisfied ÷ ballots with a valid answer there.</summary>
    AllSatisfied,

    /// <summary>Mean of level ÷ number of levels over all valid answers: mean × 20 on five levels, as percent.</summary>
    MeanScore,

    /// <summary>Mean of (level − 1) ÷ (levels − 1) over all valid answers: (mean − 1) × 25 on five levels, as percent.</summary>
    MeanScoreFromOne,

    /// <summary>Mean points of the items, added up ÷ the most that can be reached.</summary>
    Points,
}

/// <summary>Which answers form the denominator of a share.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MissingRule>))]
public enum MissingRule
{
    /// <summary>Answers at a level of the scale; blanks and special answers are left out and reported as coverage.</summary>
    ValidAnswers,

    /// <summary>Every ballot: blanks and special answers count as not satisfied.</summary>
    AllBallots,

    /// <summary>Every ballot but those that answered <c>notApplicable</c> or <c>dontKnow</c>, which are counted apart: blanks and refusals count as not satisfied.</summary>
    NotApplicableExcluded,
}

/// <summary>The decision a pack follows.</summary>
public sealed record Decree
{
    /// <summary>Number as printed, for example <c>2640/QĐ-BNV</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Day of issue.</summary>
    public required DateOnly Date { get; init; }
}

/// <summary>The days on which a method is in force.</summary>
public sealed record Validity
{
    /// <summary>First day; null when it is not stated.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; null when it is open.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>How percentages are rounded when they are reported.</summary>
public sealed record RoundingRule
{
    /// <summary>Decimals of a percentage: 0 to 4.</summary>
    public required int Decimals { get; init; }

    /// <summary>What becomes of an exact midpoint.</summary>
    public required MidpointRule Midpoint { get; init; }
}

/// <summary>The rules by which counts become published figures.</summary>
public sealed record ScoringRules
{
    /// <summary>How the answers below a node become its index.</summary>
    public required AggregationRule Aggregation { get; init; }

    /// <summary>Which answers form the denominator.</summary>
    public required MissingRule Missing { get; init; }

    /// <summary>How percentages are rounded.</summary>
    public required RoundingRule Rounding { get; init; }
}

/// <summary>One method of measurement as data: issuing authority, decision, validity, questionnaires, scales, index tree and rules. Immutable once published.</summary>
/// <remarks>The format is described by the JSON Schema that <see cref="MethodPackSerializer.Schema"/> gives. Nothing about a decision is a constant in code.</remarks>
public sealed record MethodPack
{
    /// <summary>The version of a pack that does not say one.</summary>
    public const string FirstVersion = "1";

    private readonly string _version = FirstVersion;
    private readonly IReadOnlyList<PackLanguage> _languages = [];
    private readonly IReadOnlyList<Topic> _topics = [];
    private readonly IReadOnlyList<BandTable> _bands = [];
    private readonly IReadOnlyList<PointsTable> _points = [];
    private readonly IReadOnlyList<Target> _targets = [];
    private readonly IReadOnlyList<string> _unconfirmed = [];

    /// <summary>Address of the schema, as editors use it; it has no meaning for us.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Stable id, for example <c>bnv-2640-2017</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the pack as a whole; <c>1</c> when it is not stated. A published pack is never changed: one with other content bears another version. Ballots name the version of their questionnaire, not this one.</summary>
    public string Version { get => _version; init => _version = value ?? FirstVersion; }

    /// <summary>How far the pack may be called official.</summary>
    public required PackStatus Status { get; init; }

    /// <summary>What the method is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Who issued it.</summary>
    public required LocalizedText Authority { get; init; }

    /// <summary>The decision it follows; null for a local instrument without one.</summary>
    public Decree? Decree { get; init; }

    /// <summary>When it is in force.</summary>
    public required Validity Validity { get; init; }

    /// <summary>Where the content comes from and what was not seen, for whoever must defend it.</summary>
    public required LocalizedText Provenance { get; init; }

    /// <summary>The rules by which counts become published figures.</summary>
    public required ScoringRules Rules { get; init; }

    /// <summary>Code of the series of years whose figures may be compared; null when its own id is the series. Packs of one series name the same code.</summary>
    public string? Series { get; init; }

    /// <summary>Code of the group of people who answer, for example <c>service-users</c>; figures of two groups are not one series. Null when it is not stated.</summary>
    public string? RespondentGroup { get; init; }

    /// <summary>Who answers, in words; null when it is not stated.</summary>
    public LocalizedText? Respondents { get; init; }

    /// <summary>How ballots that are sent late are given their day; null for <see cref="CollectionRule.Default"/>.</summary>
    public CollectionRule? Collection { get; init; }

    /// <summary>How units are ranked; null when the pack has no rule of its own.</summary>
    public RankingRule? Ranking { get; init; }

    /// <summary>Names of the languages beyond Vietnamese and English in which its texts are written, in the order in which they are offered.</summary>
    public IReadOnlyList<PackLanguage> Languages { get => _languages; init => _languages = value ?? []; }

    /// <summary>What items are about, by code: the policies of a form.</summary>
    public IReadOnlyList<Topic> Topics { get => _topics; init => _topics = value ?? []; }

    /// <summary>Band tables: groups of a ranking, classes of a points score.</summary>
    public IReadOnlyList<BandTable> Bands { get => _bands; init => _bands = value ?? []; }

    /// <summary>Tables that turn an index into points of another measurement.</summary>
    public IReadOnlyList<PointsTable> PointsTables { get => _points; init => _points = value ?? []; }

    /// <summary>Targets set for the index.</summary>
    public IReadOnlyList<Target> Targets { get => _targets; init => _targets = value ?? []; }

    /// <summary>
    /// Places where an import from another format guessed a value that affects figures and nobody has confirmed it, in the form that <see cref="PackGuess.Of"/>
    /// reads: <c>scales[CODE].satisfied</c>, <c>scales[CODE].order</c>, <c>scales[CODE].special</c>. A pack with any of them is refused everywhere
    /// (<c>XFM0400</c>).
    /// </summary>
    public IReadOnlyList<string> Unconfirmed { get => _unconfirmed; init => _unconfirmed = value ?? []; }

    /// <summary>The answer scales its items use.</summary>
    public required IReadOnlyList<AnswerScale> Scales { get; init; }

    /// <summary>The published versions of its questionnaire, oldest first.</summary>
    public required IReadOnlyList<Questionnaire> Questionnaires { get; init; }

    /// <summary>The index tree.</summary>
    public required IndexNode Index { get; init; }

    /// <summary>Finds a questionnaire by its version.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The questionnaire, or null when the pack has no such version.</returns>
    public Questionnaire? FindQuestionnaire(string version) =>
        Questionnaires.FirstOrDefault(questionnaire => string.Equals(questionnaire.Version, version, StringComparison.Ordinal));

    /// <summary>Finds a scale by its code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The scale, or null when the pack has no such scale.</returns>
    public AnswerScale? FindScale(string code) =>
        Scales.FirstOrDefault(scale => string.Equals(scale.Code, code, StringComparison.Ordinal));

    /// <summary>Finds a band table by its code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The table, or null.</returns>
    public BandTable? FindBands(string code) => Bands.FirstOrDefault(table => string.Equals(table.Code, code, StringComparison.Ordinal));

    /// <summary>Finds a points table by its code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The table, or null.</returns>
    public PointsTable? FindPointsTable(string code) => PointsTables.FirstOrDefault(table => string.Equals(table.Code, code, StringComparison.Ordinal));
}
