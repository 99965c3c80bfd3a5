using Sipas.Mathematics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Draws the stages of one stratum in order and stores the drawn positions in each cell.</summary>
internal sealed class StageSelector(DrawRequest request, List<GroupNode> cells, List<Problem> warnings)
{
    /// <summary>Starts and steps, in the order drawn.</summary>
    public List<SystematicWalk> Walks { get; } = [];

    /// <summary>Whether anything was drawn from the seed.</summary>
    public bool SeedUsed { get; private set; }

    public void DrawStratum(GroupNode stratum)
    {
        StageDesign first = request.Design.Stages[0];
        bool named = request.Quotas.TryGetValue(stratum.Code, out long quota);
        if (first.Method == SelectionMethod.All || quota != 0 || (first.Step is not null && !named))
        {
            DrawStage(stratum, 0, quota, []);
        }
    }

    private SeededGenerator Stream(string name, string group, StageDesign? stage) => SeededGenerator.ForStream(SeedFor(group, stage), name);

    private ulong SeedFor(string group, StageDesign? stage)
    {
        SeedUsed = true;
        return request.Seed?.Value
            ?? throw new SipasException(new Problem(
                ProblemCodes.SeedMissing, stage is null ? $"reserve {group}" : group, null,
                stage?.Method.UsesStart() == true ? "seed | start" : "seed"));
    }

    private double NumberOf(string id, string group, StageDesign stage) =>
        PermanentNumber.Of(request.PermanentSeed ?? SeedFor(group, stage), id);

    private void DrawStage(GroupNode group, int index, long count, InclusionProbability[] before)
    {
        StageDesign stage = request.Design.Stages[index];
        if (stage.ClusterColumn is null)
        {
            DrawRows(group, stage, index, count, before);
            return;
        }

        GroupNode[] certain = [.. group.Children.Where(child => stage.CertaintyCodes.Contains(child.Code, StringComparer.Ordinal))];
        GroupNode[] open = [.. group.Children.Except(certain)];
        long take = index == 0 ? count : Math.Min(count, open.Length);
        var drawn = certain.Select(child => (child, InclusionProbability.Certain)).ToList();
        if (take != 0 || stage.Method == SelectionMethod.All || (stage.Step is not null && open.Length > 0))
        {
            (long[] positions, Func<long, InclusionProbability> probability) = Select(stage, index, group, open.Length, take,
                () => [.. open.Select(child => stage.SizeColumn is null ? child.RowCount : child.Size ?? 0)],
                () => [.. open.Select(child => NumberOf(child.Code, group.Path, stage))],
                () => [.. open.Select(child => child.SortKeys)]);
            drawn.AddRange(positions.Select(position => (open[position], probability(position))));
        }

        foreach ((GroupNode child, InclusionProbability probability) in drawn)
        {
            StageDesign next = request.Design.Stages[index + 1];
            long rows = next.ClusterColumn is null ? child.RowCount : child.Children.Count;
            DrawStage(child, index + 1, Math.Min(next.Take ?? rows, rows), [.. before, probability]);
        }
    }

    private void DrawRows(GroupNode group, StageDesign stage, int index, long count, InclusionProbability[] before)
    {
        (long[] official, Func<long, InclusionProbability> probability) = Select(
            stage, index, group, group.RowCount, count, () => [.. group.RowSizes!], () => RowNumbers(group, stage),
            () => [.. group.RowKeys!]);
        long wanted = request.Design.Reserve.CountFor(official.Length);

        // A row of size 0 cannot be drawn for the official list. On the reserve list it could replace a unit that it
        // does not resemble.
        long[] excluded = group.RowSizes is { } sizes && stage.Method.UsesSizes()
            ? [.. Range(group.RowCount).Where(position => sizes[(int)position] == 0).Concat(official).Order()]
            : [.. official.Order()];
        long rest = group.RowCount - excluded.Length;
        if (wanted > rest)
        {
            warnings.Add(new Problem(ProblemCodes.ReserveShort, group.Path, SizeParameter.Show(rest), SizeParameter.Show(wanted)));
        }

        long[] reserve = Math.Min(wanted, rest) is var size and > 0
            ? OutOf(excluded, Selection.SimpleRandom(rest, size, Stream($"reserve {group.Path}", group.Path, null), group.Path))
            : [];
        group.Drawn = new CellDraw(official, reserve, before, probability);
        cells.Add(group);
    }

    private (long[] Positions, Func<long, InclusionProbability> Probability) Select(
        StageDesign stage, int index, GroupNode group, long population, long count, Func<decimal[]> sizes, Func<double[]> numbers,
        Func<string[][]> keys)
    {
        string path = group.Path;
        if (stage.Method == SelectionMethod.All)
        {
            return ([.. Range(population)], _ => InclusionProbability.Certain);
        }

        int[]? order = stage.SortColumns.Count > 0 ? SerpentineOrder.Of(keys()) : null;
        decimal? start = stage.Starts.TryGetValue(path, out decimal lot) ? lot : null;
        string stream = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"stage {index + 1} {path}");
        if (!stage.Method.UsesSizes())
        {
            (long[] positions, InclusionProbability share) = stage.Method switch
            {
                SelectionMethod.SimpleRandom => (Selection.SimpleRandom(population, count, Stream(stream, path, stage), path), Even()),
                SelectionMethod.Systematic => (Systematic(), Even()),
                SelectionMethod.SystematicStep => Step(),
                SelectionMethod.CircularSystematic => (Circular(), Even()),
                SelectionMethod.PermanentRandom => (Selection.SmallestNumbers(InOrder(numbers(), order), count, path), Even()),
                _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Method, "No such method."),
            };
            return (InFrame(positions, order), _ => share);
        }

        var plan = PpsPlan.Create(InOrder(sizes(), order), count, path);
        long[] drawn = stage.Method switch
        {
            SelectionMethod.PpsSystematic => BySizes(plan),
            SelectionMethod.Sampford => Selection.Sampford(plan, Stream(stream, path, stage)),
            SelectionMethod.Brewer => Selection.Brewer(plan, Stream(stream, path, stage)),
            SelectionMethod.Pareto => Selection.Pareto(plan, InOrder(numbers(), order)),
            _ => Selection.Poisson(plan, InOrder(numbers(), order)),
        };
        int[]? back = order is null ? null : Inverse(order);
        return (InFrame(drawn, order), position => plan.InclusionOf(back is null ? position : back[position]));

        // Called only with valid counts; the draw has checked them.
        InclusionProbability Even() => new((double)count / population);

        long[] Systematic()
        {
            Selection.CheckCounts(population, count, path);
            string step = SystematicWalk.Show(population, count);
            if (start is { } given)
            {
                long[] taken = Selection.SystematicFrom(given, population, count, path);
                Note(step, SystematicWalk.Show(given));
                return taken;
            }

            long offset = Stream(stream, path, stage).NextBelow(population);
            Note(step, SystematicWalk.Show(offset + 1, count));
            return Selection.SystematicAt(offset, population, count);
        }

        (long[] Positions, InclusionProbability Share) Step()
        {
            long step;
            if (stage.Step is { } k)
            {
                Selection.CheckStep(population, k, path);
                step = (long)k;
            }
            else
            {
                Selection.CheckCounts(population, count, path);
                step = population / count;
            }

            decimal first = start ?? 1 + Stream(stream, path, stage).NextBelow(step);
            long[] taken = Selection.SystematicStepFrom(first, population, step, path);
            Note(SizeParameter.Show(step), SystematicWalk.Show(first));
            return (taken, new InclusionProbability(1.0 / step));
        }

        long[] Circular()
        {
            Selection.CheckCounts(population, count, path);
            decimal first = start ?? 1 + Stream(stream, path, stage).NextBelow(population);
            long[] taken = Selection.CircularSystematicFrom(first, population, count, path);
            Note(SizeParameter.Show(Selection.CircularStep(population, count)), SystematicWalk.Show(first));
            return taken;
        }

        long[] BySizes(PpsPlan plan)
        {
            if (start is null && plan.ChanceCount == 0)
            {
                return [.. plan.CertainPositions];
            }

            string step = plan.ChanceCount == 0
                ? ""
                : SystematicWalk.Show(plan.ChanceTotal, (System.Numerics.BigInteger)plan.ChanceCount * plan.Scale);
            if (start is { } given)
            {
                long[] taken = Selection.PpsSystematicFrom(given, plan);
                Note(step, SystematicWalk.Show(given));
                return taken;
            }

            long offset = Stream(stream, path, stage).NextBelow(plan.ChanceTotal);
            Note(step, SystematicWalk.Show(offset + 1, (System.Numerics.BigInteger)plan.ChanceCount * plan.Scale));
            return Selection.PpsSystematicAt(plan, offset);
        }

        void Note(string step, string first) => Walks.Add(new SystematicWalk
        {
            Stage = index + 1,
            Group = path,
            Method = stage.Method,
            PopulationCount = population,
            Step = step,
            Start = first,
            Origin = start is null ? StartOrigin.Seed : StartOrigin.Lot,
        });
    }

    // Computed while the frame was read; used only now.
    private double[] RowNumbers(GroupNode group, StageDesign stage)
    {
        if (request.PermanentSeed is null)
        {
            _ = SeedFor(group.Path, stage);
        }

        return [.. group.RowNumbers!];
    }

    private static T[] InOrder<T>(T[] values, int[]? order) => order is null ? values : [.. order.Select(i => values[i])];

    private static long[] InFrame(long[] positions, int[]? order) =>
        order is null ? positions : [.. positions.Select(position => (long)order[position])];

    private static int[] Inverse(int[] order)
    {
        int[] places = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            places[order[i]] = i;
        }

        return places;
    }

    private static IEnumerable<long> Range(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    // Converts positions among the rows that are not excluded into positions in the cell.
    private static long[] OutOf(long[] excluded, long[] places) => [.. places.Select(place =>
    {
        // The number of excluded rows before it, by bisection: excluded[j] − j other rows precede the j-th excluded
        // row.
        int low = 0;
        for (int high = excluded.Length; low < high;)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = excluded[middle] - middle <= place ? (middle + 1, high) : (low, middle);
        }

        return place + low;
    })];
}
