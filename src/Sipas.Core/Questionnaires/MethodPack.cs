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
}

/// <summary>Which answers form the denominator of a share.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MissingRule>))]
public enum MissingRule
{
    /// <summary>Answers at a level of the scale; blanks and special answers are left out and reported as coverage.</summary>
    ValidAnswers,
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
    /// <summary>Address of the schema, as editors use it; it has no meaning for us.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Stable id, for example <c>bnv-2640-2017</c>.</summary>
    public required string Id { get; init; }

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
}
