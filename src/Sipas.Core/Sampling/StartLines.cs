using System.Globalization;
using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Parses starts drawn by lot: one line for each group, <c>Q1 = 3</c>, or only the number if there is one group.</summary>
internal static class StartLines
{
    private const string Allowed = "Q1 = 3";

    /// <summary>Adds starts to a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="lines">
    /// The lines; the number follows the last equals sign. The decimal separator is a point or a comma. Empty lines are
    /// ignored.
    /// </param>
    /// <param name="strata">The codes of the strata of the frame.</param>
    /// <returns>The design with these starts added to its existing ones: see <see cref="StageDesign.Starts"/>.</returns>
    /// <exception cref="SipasException"> A line cannot be read, a group occurs twice, or a number without a group is
    /// ambiguous (<c>SMP0107</c>); the stage of a group does not use a start (<c>SMP0102</c>).
    /// </exception>
    public static DrawDesign Apply(DrawDesign design, IEnumerable<string> lines, IReadOnlyList<string> strata)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(strata);
        var problems = new List<Problem>();
        Dictionary<string, decimal>[] starts = [.. design.Stages.Select(stage => stage.Starts.ToDictionary(StringComparer.Ordinal))];
        int parts = Math.Max(1, design.StratumColumns.Count);
        bool joined = parts + design.Stages.Count > 2;
        int number = 0;
        foreach (string line in lines.Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            string place = string.Create(CultureInfo.InvariantCulture, $"start {number}");
            int mark = line.LastIndexOf('=');
            if (CellText.ReadDecimal(new Cell(line[(mark + 1)..].Trim()), null, out decimal start) != CellNumber.Read || mark == 0
                || (mark < 0 && (strata.Count != 1 || design.Stages.Count != 1)))
            {
                problems.Add(new Problem(ProblemCodes.StartMalformed, place, line, Allowed));
                continue;
            }

            string group = mark < 0 ? strata[0] : CellText.Label(line[..mark]);
            int stage = joined ? group.Split(LabelPath.Separator).Length - parts : 0;
            if (stage < 0 || stage >= starts.Length)
            {
                problems.Add(new Problem(ProblemCodes.StartGroupUnknown, group, SizeParameter.Show(start),
                    string.Join(", ", strata.Take(20))));
            }
            else if (!design.Stages[stage].Method.UsesStart())
            {
                problems.Add(new Problem(ProblemCodes.MethodWithoutStart, group, design.Stages[stage].Method.ToString(), "start"));
            }
            else if (!starts[stage].TryAdd(group, start))
            {
                problems.Add(new Problem(ProblemCodes.StartMalformed, place, line, $"{group}: 1 ×"));
            }
        }

        return problems.Count > 0
            ? throw new SipasException(problems)
            : design with { Stages = [.. design.Stages.Select((stage, i) => stage with { Starts = starts[i] })] };
    }
}
