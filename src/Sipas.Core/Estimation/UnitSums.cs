using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>
/// Sums values by the sampling units of every stage that has a variance. Rows must be added in the order of
/// <see cref="SurveyDesign.SortRows"/>.
/// </summary>
internal sealed class UnitSums(SurveyDesign design, Influence influence, double divisor)
{
    private readonly int[] _unitOfRow = design.Levels[design.VarianceStages - 1].UnitOfRow;
    private readonly ExactSum _sum = new();
    private readonly List<int> _units = [];
    private readonly List<double> _sums = [];
    private int _unit = -1;

    public void Add(int row, double value)
    {
        int unit = _unitOfRow[row];
        if (unit != _unit)
        {
            Close();
            _unit = unit;
        }

        _sum.Add(value);
    }

    /// <summary>Writes the sums of the last stage and the previous stages to the influence.</summary>
    public void Finish()
    {
        Close();
        var sums = new SparseSums([.. _units], [.. _sums]);
        for (int stage = design.VarianceStages - 1; stage > 0; stage--)
        {
            influence.Deeper[stage - 1] = sums;
            sums = RollUp(sums, design.Levels[stage], design.Levels[stage - 1]);
        }

        for (int i = 0; i < sums.Units.Length; i++)
        {
            influence.Sums[sums.Units[i]] = sums.Sums[i];
        }
    }

    private SparseSums RollUp(SparseSums sums, ClusterLevel level, ClusterLevel above)
    {
        var units = new List<int>();
        var totals = new List<double>();
        int current = -1;
        _sum.Clear();
        for (int i = 0; i < sums.Units.Length; i++)
        {
            int parent = level.ParentOfStratum[level.StratumOfUnit[sums.Units[i]]];
            if (parent != current)
            {
                Flush();
                current = parent;
            }

            _sum.Add(sums.Sums[i]);
        }

        Flush();
        System.Diagnostics.Debug.Assert(units.Count <= above.UnitCount, "a unit is rolled up once");
        return new SparseSums([.. units], [.. totals]);

        void Flush()
        {
            if (current >= 0)
            {
                units.Add(current);
                totals.Add(_sum.ToDouble());
                _sum.Clear();
            }
        }
    }

    private void Close()
    {
        if (_unit >= 0)
        {
            _units.Add(_unit);
            _sums.Add(_sum.ToDouble() / divisor);
            _sum.Clear();
        }
    }
}
