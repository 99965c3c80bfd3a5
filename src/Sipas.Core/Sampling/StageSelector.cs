using Sipas.Designs;
using Sipas.Numerics;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Draws the stages of one stratum after the other; leaves in each cell what was drawn.</summary>
internal sealed class StageSelector(DrawRequest request, List<GroupNode> cells, List<Problem> warnings)
{
    private readonly ulong _seed = request.Seed.Value;
    private readonly ulong _permanentSeed = request.PermanentSeed ?? request.Seed.Value;

    public void DrawStratum(GroupNode stratum)
    {
        long quota = request.Quotas.GetValueOrDefault(stratum.Code);
        if (request.Design.Stages[0].Method == SelectionMethod.All || quota != 0)
        {
            DrawStage(stratum, 0, quota, []);
        }
    }

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
        if (take != 0 || stage.Method == SelectionMethod.All)
        {
            (long[] positions, Func<long, InclusionProbability> probability) = Select(stage, index, group, open.Length, take,
                () => [.. open.Select(child => stage.SizeColumn is null ? child.RowCount : child.Size ?? 0)],
                () => [.. open.Select(child => PermanentNumber.Of(_permanentSeed, child.Code))],
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
            stage, index, group, group.RowCount, count, () => [.. group.RowSizes!], () => [.. group.RowNumbers!], () => [.. group.RowKeys!]);
        long wanted = request.Design.Reserve.CountFor(official.Length);

        // A row of size 0 has no chance for the official list; on the reserve list it would stand in for somebody it is not like.
        long[] excluded = group.RowSizes is { } sizes && stage.Method.UsesSizes()
            ? [.. Range(group.RowCount).Where(position => sizes[(int)position] == 0).Concat(official).Order()]
            : [.. official.Order()];
        long rest = group.RowCount - excluded.Length;
        if (wanted > rest)
        {
            warnings.Add(new Problem(ProblemCodes.ReserveShort, group.Path, SizeParameter.Show(rest), SizeParameter.Show(wanted)));
        }

        long[] reserve = Math.Min(wanted, rest) is var size and > 0
            ? OutOf(excluded, Selection.SimpleRandom(rest, size, SeededGenerator.ForStream(_seed, $"reserve {group.Path}"), group.Path))
            : [];
        group.Drawn = new CellDraw(official, reserve, before, probability);
        cells.Add(group);
    }

    private (long[] Positions, Func<long, InclusionProbability> Probability) Select(
        StageDesign stage, int index, GroupNode group, long population, long count, Func<long[]> sizes, Func<double[]> numbers, Func<string[][]> keys)
    {
        string path = group.Path;
        if (stage.Method == SelectionMethod.All)
        {
            return ([.. Range(population)], _ => InclusionProbability.Certain);
        }

        int[]? order = stage.SortColumns.Count > 0 ? SerpentineOrder.Of(keys()) : null;
        SeededGenerator random = SeededGenerator.ForStream(_seed, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"stage {index + 1} {path}"));
        if (!stage.Method.UsesSizes())
        {
            long[] positions = stage.Method switch
            {
                SelectionMethod.SimpleRandom => Selection.SimpleRandom(population, count, random, path),
                SelectionMethod.Systematic => Selection.Systematic(population, count, random, path),
                SelectionMethod.CircularSystematic => Selection.CircularSystematic(population, count, random, path),
                SelectionMethod.PermanentRandom => Selection.SmallestNumbers(InOrder(numbers(), order), count, path),
                _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Method, "No such method."),
            };
            var share = new InclusionProbability((double)count / population);
            return (InFrame(positions, order), _ => share);
        }

        var plan = PpsPlan.Create(InOrder(sizes(), order), count, path);
        long[] drawn = stage.Method switch
        {
            SelectionMethod.PpsSystematic => Selection.PpsSystematic(plan, random),
            SelectionMethod.Sampford => Selection.Sampford(plan, random),
            SelectionMethod.Brewer => Selection.Brewer(plan, random),
            SelectionMethod.Pareto => Selection.Pareto(plan, InOrder(numbers(), order)),
            _ => Selection.Poisson(plan, InOrder(numbers(), order)),
        };
        int[]? back = order is null ? null : Inverse(order);
        return (InFrame(drawn, order), position => plan.InclusionOf(back is null ? position : back[position]));
    }

    private static T[] InOrder<T>(T[] values, int[]? order) => order is null ? values : [.. order.Select(i => values[i])];

    private static long[] InFrame(long[] positions, int[]? order) => order is null ? positions : [.. positions.Select(position => (long)order[position])];

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

    // Turns places among the rows that are not excluded into positions in the cell.
    private static long[] OutOf(long[] excluded, long[] places) => [.. places.Select(place =>
    {
        // The number of excluded rows before it, by halving: excluded[j] − j others lie before the j-th excluded row.
        int low = 0;
        for (int high = excluded.Length; low < high;)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = excluded[middle] - middle <= place ? (middle + 1, high) : (low, middle);
        }

        return place + low;
    })];
}
