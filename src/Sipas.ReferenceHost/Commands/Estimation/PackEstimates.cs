using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Estimation;

/// <summary>The indices of a method pack by its own rules, with the blanks and special answers of its items.</summary>
internal sealed class PackEstimates
{
    private readonly Dictionary<string, ItemLayout> _items;
    private readonly byte[][] _rows;

    private PackEstimates(MethodPack pack, AnswerLayout layout, byte[][] rows)
    {
        _items = layout.Items.ToDictionary(item => item.Item.Code, StringComparer.Ordinal);
        _rows = rows;
        Statistics = IndexStatistics.Of(pack, layout, rows);
        Figures = new PackFigures(pack.Id, pack.Version, layout.QuestionnaireVersion, pack.Rules.Missing);
    }

    public IndexStatistics Statistics { get; }

    public PackFigures Figures { get; }

    public static PackEstimates Of(MethodPack pack, AnswerLayout layout, FileTable table, ColumnMap map)
    {
        var columns = new AnswerColumns(table, layout, map);
        var validator = new BallotValidator(new MethodPackRegistry([pack]));
        var problems = new List<Problem>();
        byte[][] rows = new byte[table.Rows.Count][];
        for (int row = 0; row < rows.Length; row++)
        {
            var ofRow = new List<Problem>();
            rows[row] = validator.ReadAnswers(layout, columns.Read(table.Rows[row], ofRow), ofRow);
            problems.AddRange(ofRow.Select(problem =>
                problem with { Place = $"{FileTable.RowPlace(table.Rows[row].Number)}, {problem.Place}" }));
        }

        return problems.Count > 0 ? throw new SipasException(problems) : new PackEstimates(pack, layout, rows);
    }

    /// <summary>Blanks and special answers of an item in a domain; null for a node.</summary>
    public (long NoAnswer, long Special)? MissingOf(IndexStatistic index, RowSet? domain, string[]? labels)
    {
        if (index.Rule is not null || !_items.TryGetValue(index.Code, out ItemLayout? item))
        {
            return null;
        }

        long blanks = 0;
        long specials = 0;
        for (int row = 0; row < _rows.Length; row++)
        {
            if (domain is null || labels![row] == domain.Name)
            {
                int code = _rows[row][item.Index];
                blanks += code == 0 ? 1 : 0;
                specials += code > item.LevelCount ? 1 : 0;
            }
        }

        return (blanks, specials);
    }
}
