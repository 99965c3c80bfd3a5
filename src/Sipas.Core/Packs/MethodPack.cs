using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>A measurement method as data: issuing authority, decision, validity, questionnaires, scales, index tree and
/// rules. Immutable once published.</summary>
/// <remarks>The format is described by the JSON Schema in <see cref="MethodPackSerializer.Schema"/>. The content of a
/// decision is never hard-coded.</remarks>
public sealed record MethodPack
{
    /// <summary>The version of a pack without a stated version.</summary>
    public const string FirstVersion = "1";

    private readonly string _version = FirstVersion;
    private readonly IReadOnlyList<PackLanguage> _languages = [];
    private readonly IReadOnlyList<Topic> _topics = [];
    private readonly IReadOnlyList<BandTable> _bands = [];
    private readonly IReadOnlyList<PointsTable> _points = [];
    private readonly IReadOnlyList<Target> _targets = [];
    private readonly IReadOnlyList<string> _unconfirmed = [];

    /// <summary>Address of the schema, for use by editors. The library ignores it.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Stable id, for example <c>bnv-2640-2017</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the whole pack; <c>1</c> when not stated. A published pack is never changed: different content
    /// requires a new version. Ballots refer to the version of their questionnaire, not to this version.</summary>
    public string Version { get => _version; init => _version = value ?? FirstVersion; }

    /// <summary>Official status of the pack.</summary>
    public required PackStatus Status { get; init; }

    /// <summary>Title of the method.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Issuing authority.</summary>
    public required LocalizedText Authority { get; init; }

    /// <summary>The decision on which it is based; null for a local instrument without one.</summary>
    public Decree? Decree { get; init; }

    /// <summary>The period in which it is in force.</summary>
    public required Validity Validity { get; init; }

    /// <summary>Sources of the content and the sources that were not available, so that the content can be justified.</summary>
    public required LocalizedText Provenance { get; init; }

    /// <summary>The rules for computing published figures from counts.</summary>
    public required ScoringRules Rules { get; init; }

    /// <summary>Code of the series of years whose figures can be compared. Packs of one series use the same code. Null to
    /// use the pack's own id.</summary>
    public string? Series { get; init; }

    /// <summary>Code of the respondent group, for example <c>service-users</c>. Figures of different groups do not form one
    /// series. Null when not stated.</summary>
    public string? RespondentGroup { get; init; }

    /// <summary>Description of the respondents; null when not stated.</summary>
    public LocalizedText? Respondents { get; init; }

    /// <summary>The rule that determines the counting day of ballots that are sent late; null for
    /// <see cref="CollectionRule.Default"/>.</summary>
    public CollectionRule? Collection { get; init; }

    /// <summary>The rule for ranking units; null if the pack does not define one.</summary>
    public RankingRule? Ranking { get; init; }

    /// <summary>Languages of its texts in addition to Vietnamese and English, in the order in which they are offered.</summary>
    public IReadOnlyList<PackLanguage> Languages { get => _languages; init => _languages = value ?? []; }

    /// <summary>Topics of items, for example the policies of a form.</summary>
    public IReadOnlyList<Topic> Topics { get => _topics; init => _topics = value ?? []; }

    /// <summary>Band tables: groups of a ranking, classes of a points score.</summary>
    public IReadOnlyList<BandTable> Bands { get => _bands; init => _bands = value ?? []; }

    /// <summary>Tables that convert an index to points of another measurement.</summary>
    public IReadOnlyList<PointsTable> PointsTables { get => _points; init => _points = value ?? []; }

    /// <summary>Targets set for the index.</summary>
    public IReadOnlyList<Target> Targets { get => _targets; init => _targets = value ?? []; }

    /// <summary>
    /// Places where an import from another format guessed a value that affects figures and the guess is not confirmed, in
    /// the form that <see cref="PackGuess.Of"/> reads: <c>scales[CODE].satisfied</c>, <c>scales[CODE].order</c>,
    /// <c>scales[CODE].special</c>. Every use of a pack with unconfirmed guesses is rejected (<c>XFM0400</c>).
    /// </summary>
    public IReadOnlyList<string> Unconfirmed { get => _unconfirmed; init => _unconfirmed = value ?? []; }

    /// <summary>The answer scales its items use.</summary>
    public required IReadOnlyList<AnswerScale> Scales { get; init; }

    /// <summary>The published versions of its questionnaire, oldest first.</summary>
    public required IReadOnlyList<Questionnaire> Questionnaires { get; init; }

    /// <summary>Root of the index tree.</summary>
    public required IndexNode Index { get; init; }

    /// <summary>Finds a questionnaire by its version.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The questionnaire, or null if the pack has no such version.</returns>
    public Questionnaire? FindQuestionnaire(string version) =>
        Questionnaires.FirstOrDefault(questionnaire => string.Equals(questionnaire.Version, version, StringComparison.Ordinal));

    /// <summary>Finds a scale by its code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The scale, or null if the pack has no such scale.</returns>
    public AnswerScale? FindScale(string code) =>
        Scales.FirstOrDefault(scale => string.Equals(scale.Code, code, StringComparison.Ordinal));

    /// <summary>Finds a band table by its code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The table, or null.</returns>
    public BandTable? FindBands(string code) => Bands.FirstOrDefault(table => string.Equals(table.Code, code, StringComparison.Ordinal));

    /// <summary>Finds a points table by its code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The table, or null.</returns>
    public PointsTable? FindPointsTable(string code) =>
        PointsTables.FirstOrDefault(table => string.Equals(table.Code, code, StringComparison.Ordinal));
}
