using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Packs;
using Sipas.Scoring;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>
/// The figures of a province, combined from those of its organisation units, with the combination method. The keys are
/// stable: docs/combined-json.md.
/// </summary>
public sealed record CombinedDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-combined/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; } = FormatName;

    /// <summary>
    /// The day in Vietnam at the start of which the last batch of ballots was published; omitted when figures are live.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AsOf { get; init; }

    /// <summary>Number of ballots not yet published; omitted when figures are live.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Waiting { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>The combination method.</summary>
    public required UnitCombination Combination { get; init; }

    /// <summary>Description of the weights, for example <c>population</c>; null without weights.</summary>
    public required string? Weights { get; init; }

    /// <summary>The nodes of the index tree, parents before children.</summary>
    public required IReadOnlyList<CombinedFigure> Figures { get; init; }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.CombinedDocument);

    /// <summary>Combines the figures of organisation units.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layout">The questionnaire of the counts.</param>
    /// <param name="units">The counts of each unit; without units no figure is computable.</param>
    /// <param name="combination">The combination method.</param>
    /// <param name="weights">Description of the weights; only for <see cref="UnitCombination.GivenWeights"/>.</param>
    internal static CombinedDocument Of(MethodPack pack, AnswerLayout layout, IReadOnlyList<UnitTally> units, UnitCombination combination,
        string? weights = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return new CombinedDocument
        {
            Pack = pack.Id,
            Combination = combination,
            Weights = combination == UnitCombination.GivenWeights ? weights : null,
            Figures = [.. UnitCombiner.Combine(pack, layout, units, combination).Select(score => new CombinedFigure
            {
                Code = score.Node.Code,
                Kind = score.Node.Kind,
                Text = score.Node.Text,
                Rule = score.Node.RuleUnder(pack.Rules),
                Percent = Reporting.Figures.Percent(score.Share, pack.Rules.Rounding),
                NotComputable = score.Reason == NotComputable.None ? null : score.Reason,
                Ballots = score.Ballots,
                Valid = score.Counts.Valid,
                UnitsIn = score.UnitsIn,
                UnitsLeftOut = score.UnitsLeftOut,
            })],
        };
    }

    /// <summary>Returns the document as a table.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    internal ReportTable ToTable(string language = "vi") => new(
        Combination switch
        {
            UnitCombination.PooledBallots => Head(language, "Gộp toàn bộ phiếu", "Ballots pooled"),
            UnitCombination.MeanOfUnits => Head(language, "Trung bình cộng các đơn vị", "Mean of units"),
            _ => Head(language, $"Trung bình có trọng số: {Weights}", $"Mean by weights: {Weights}"),
        },
        [Head(language, "Mã", "Code"), Head(language, "Nội dung", "Node"), "%", Head(language, "Phiếu", "Ballots"),
            Head(language, "Đơn vị", "Units"), Head(language, "Không tính", "Left out")],
        [.. Figures.Select(figure => (IReadOnlyList<string>)
            [figure.Code, figure.Text.In(language), Cell(language, figure.Percent), Cell(language, figure.Ballots),
                Cell(language, figure.UnitsIn),
                string.Join(", ", figure.UnitsLeftOut)])]);
}
