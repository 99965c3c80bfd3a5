using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Files;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.ReferenceHost.Commands;

/// <summary>The estimates of a method pack: items as shares, every node of the index tree as the ratio of satisfied to valid answers below it.</summary>
internal static class PackEstimates
{
    public static IReadOnlyList<WantedEstimate> Of(MethodPack pack, AnswerLayout layout, FileTable table, ColumnMap map)
    {
        var columns = new AnswerColumns(table, layout, map);
        var validator = new BallotValidator(new MethodPackRegistry([pack]));
        var problems = new List<Problem>();
        var answers = layout.Items.ToDictionary(item => item.Item.Code, _ => new double[table.Rows.Count]);
        var blanks = layout.Items.ToDictionary(item => item.Item.Code, _ => new bool[table.Rows.Count]);
        var specials = layout.Items.ToDictionary(item => item.Item.Code, _ => new bool[table.Rows.Count]);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            var ofRow = new List<Problem>();
            byte[] codes = validator.ReadAnswers(layout, columns.Read(table.Rows[row], ofRow), ofRow);
            problems.AddRange(ofRow.Select(problem => problem with { Place = $"{FileTable.RowPlace(table.Rows[row].Number)}, {problem.Place}" }));
            foreach (ItemLayout item in layout.Items)
            {
                int code = codes[item.Index];
                bool valid = code >= 1 && code <= item.LevelCount;
                answers[item.Item.Code][row] = valid ? (item.SatisfiedCodes >> code) & 1 : double.NaN;
                blanks[item.Item.Code][row] = code == 0;
                specials[item.Item.Code][row] = code > item.LevelCount;
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        var wanted = new List<WantedEstimate>();
        foreach (IndexNode node in pack.Index.SelfAndDescendants())
        {
            // A questionnaire version may ask fewer items than the tree names.
            double[][] items = [.. node.AllItems().Where(answers.ContainsKey).Select(code => answers[code])];
            if (items.Length > 0)
            {
                (double[] satisfied, double[] valid) = Indicator.Pool(items);
                wanted.Add(new WantedEstimate(Statistic.Ratio(node.Code, satisfied, valid), IsShare: true));
            }
        }

        wanted.AddRange(layout.Items.Select(item => item.Item.Code)
            .Select(code => new WantedEstimate(Statistic.Share(code, answers[code]), IsShare: true, blanks[code], specials[code])));
        return wanted;
    }
}
