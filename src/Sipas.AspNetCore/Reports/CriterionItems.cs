using Sipas.Packs;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>The items of one criterion that are answered on one scale.</summary>
/// <param name="Criterion">The criterion's figure; null for items outside the tree.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Items">The items.</param>
internal sealed record CriterionItems(Figure? Criterion, AnswerScale Scale, IReadOnlyList<ItemFigure> Items)
{
    /// <summary>Groups the items of a report by criterion and scale, in tree order.</summary>
    /// <param name="choice">The questionnaire.</param>
    /// <param name="figures">The figures.</param>
    public static IReadOnlyList<CriterionItems> Of(SurveyChoice choice, GroupScores figures)
    {
        Dictionary<string, ItemFigure> byCode = figures.Items.ToDictionary(item => item.Code, StringComparer.Ordinal);
        IndexNode[] criteria = [.. choice.Pack.Index.SelfAndDescendants().Where(node => node.Kind == IndexNodeKind.Criterion)];
        IEnumerable<(Figure? Criterion, IEnumerable<string> Codes)> groups = criteria
            .Select(node => ((Figure?)figures.Criteria.Single(figure => figure.Code == node.Code), node.Items.Where(byCode.ContainsKey)))
            .Append((null, byCode.Keys.Except(criteria.SelectMany(node => node.Items))));
        return
        [
            .. from section in groups
               from byScale in section.Codes.GroupBy(code => choice.Layout.Find(code)!.Scale)
               select new CriterionItems(section.Criterion, byScale.Key, [.. byScale.Select(code => byCode[code])]),
        ];
    }
}
