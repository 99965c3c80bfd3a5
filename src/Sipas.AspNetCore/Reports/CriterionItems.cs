using Sipas.Packs;
using Sipas.Reporting;
using Sipas.Scoring;

namespace Sipas.AspNetCore.Reports;

/// <summary>The items of one criterion that are answered on one scale.</summary>
/// <param name="Criterion">The criterion's figure; null for items outside the tree.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Items">The items.</param>
internal sealed record CriterionItems(Figure? Criterion, AnswerScale Scale, IReadOnlyList<ItemFigure> Items)
{
    /// <summary>Groups the items of a report by criterion and scale, in tree order.</summary>
    /// <param name="card">The scores.</param>
    /// <param name="figures">The same scores as published figures.</param>
    public static IReadOnlyList<CriterionItems> Of(ScoreCard card, GroupScores figures)
    {
        Dictionary<string, ItemFigure> byCode = figures.Items.ToDictionary(item => item.Code, StringComparer.Ordinal);
        Dictionary<string, AnswerScale> scales = card.Items
            .ToDictionary(item => item.Item.Item.Code, item => item.Item.Scale, StringComparer.Ordinal);
        IEnumerable<(Figure? Criterion, IEnumerable<string> Codes)> groups = card.Criteria
            .Select(node => ((Figure?)figures.Criteria.Single(figure => figure.Code == node.Node.Code),
                node.Node.Items.Where(byCode.ContainsKey)))
            .Append((null, byCode.Keys.Except(card.Criteria.SelectMany(node => node.Node.Items))));
        return
        [
            .. from section in groups
               from byScale in section.Codes.GroupBy(code => scales[code])
               select new CriterionItems(section.Criterion, byScale.Key, [.. byScale.Select(code => byCode[code])]),
        ];
    }
}
