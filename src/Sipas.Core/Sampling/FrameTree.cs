using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>
/// The data collected in one pass over a frame: its checksum, and strata and clusters with their row counts. No data is
/// stored per row, unless the last stage sorts rows, draws proportional to size or uses permanent random numbers.
/// </summary>
internal sealed class FrameTree
{
    private const int MaxProblems = 100;

    private readonly int[] _strata;
    private readonly LabelSet[] _labels;
    private readonly Level[] _levels;
    private readonly int[] _used;
    private readonly IReadOnlyList<string> _columns;

    // A path with a single part is not escaped, because nothing is joined to it.
    private readonly bool _joined;

    private FrameTree(IFrameSource frame, DrawDesign design)
    {
        _strata = FrameColumnsOf.Require(frame, design.StratumColumns);
        _columns = frame.Columns;
        _labels = [.. _strata.Select(_ => new LabelSet())];
        Id = FrameColumnsOf.Require(frame, design.IdColumn);
        _levels = [.. design.Stages.Select(stage => new Level(
            stage,
            stage.ClusterColumn is null ? -1 : FrameColumnsOf.Require(frame, stage.ClusterColumn),
            stage.SizeColumn is null ? -1 : FrameColumnsOf.Require(frame, stage.SizeColumn),
            FrameColumnsOf.Require(frame, stage.SortColumns)))];
        _joined = Math.Max(1, _strata.Length) + _levels.Length > 2;
        _used =
            [.. _strata.Append(Id)
                .Concat(_levels.SelectMany(level => level.Sort.Append(level.Cluster).Append(level.Size))).Where(column => column >= 0)
                .Distinct()];
    }

    public GroupNode Root { get; } = new("", "", null);

    /// <summary>Returns the groups of the draw at a stage, by their paths.</summary>
    public IEnumerable<GroupNode> GroupsOf(int stage)
    {
        IEnumerable<GroupNode> groups = Root.Children;
        for (int i = 0; i < stage; i++)
        {
            groups = groups.SelectMany(group => group.Children);
        }

        return groups;
    }

    public long RowCount { get; private set; }

    public string Checksum { get; private set; } = "";

    public int Id { get; }

    public static FrameTree Scan(IFrameSource frame, DrawDesign design, ulong permanentSeed, bool checkIds = false)
    {
        var tree = new FrameTree(frame, design);
        Dictionary<UInt128, long>? ids = checkIds ? [] : null;
        var problems = new List<Problem>();
        using var checksum = new FrameChecksum(frame.Columns);
        foreach (FrameRow row in frame.ReadComposedRows())
        {
            checksum.Append(row.Cells);
            tree.RowCount++;
            tree.Add(row, permanentSeed, problems);
            if (ids is not null && FrameKey.Of(row.Cells[tree.Id]) is var key && !ids.TryAdd(key, row.Number))
            {
                problems.Add(new Problem(ProblemCodes.FrameIdTwice, FrameColumnsOf.Place(row.Number), row.Cells[tree.Id],
                    FrameColumnsOf.Place(ids[key])));
            }

            if (problems.Count >= MaxProblems)
            {
                break;
            }
        }

        if (tree.RowCount == 0)
        {
            problems.Add(new Problem(ProblemCodes.FrameEmpty, frame.Name));
        }

        tree.Checksum = checksum.ToHexadecimal();
        return problems.Count > 0 ? throw new SipasException(problems) : tree;
    }

    /// <summary>Finds the group from which the last stage draws this row; null when the row belongs to no group.</summary>
    public GroupNode? Find(FrameRow row)
    {
        GroupNode? group = Root.Find(StratumOf(row));
        for (int i = 0; i < _levels.Length - 1 && group is not null; i++)
        {
            group = group.Find(CellText.Label(row.Cells[_levels[i].Cluster]));
        }

        return group;
    }

    private string StratumOf(FrameRow row) => _strata.Length switch
    {
        0 => "*",
        1 => _labels[0].Of(row.Cells[_strata[0]]),
        _ => LabelPath.Join(_strata.Select((column, i) => _labels[i].Of(row.Cells[column]))),
    };

    // The code of a stratum of several columns is already joined and escaped.
    private string LabelOfStratum(string code) => _joined && _strata.Length == 1 ? LabelPath.Escape(code) : code;

    private void Add(FrameRow row, ulong permanentSeed, List<Problem> problems)
    {
        bool faulty = false;
        foreach (int column in _used)
        {
            if (CellText.IsError(row.Cells[column]))
            {
                problems.Add(new Problem(ProblemCodes.CellError, FrameColumnsOf.Place(row.Number, _columns[column]), row.Cells[column]));
                faulty = true;
            }
            else if (row.Faults?.GetValueOrDefault(column)?.Find(FrameColumnsOf.Place(row.Number, _columns[column]), row.Cells[column],
                column == Id) is { } problem)
            {
                problems.Add(problem);
                faulty = true;
            }
        }

        if (faulty)
        {
            return;
        }

        foreach (int column in _strata)
        {
            if (row.Cells[column].Length == 0)
            {
                problems.Add(new Problem(ProblemCodes.FrameStratumMissing, FrameColumnsOf.Place(row.Number)));
                return;
            }
        }

        GroupNode group = Root.FindOrAdd(StratumOf(row), LabelOfStratum);
        group.RowCount++;
        for (int i = 0; i < _levels.Length - 1; i++)
        {
            Level level = _levels[i];
            string code = CellText.Label(row.Cells[level.Cluster]);
            if (code.Length == 0)
            {
                problems.Add(new Problem(ProblemCodes.FrameStratumMissing, FrameColumnsOf.Place(row.Number)));
                return;
            }

            if (!level.Stage.CodesRepeat && !level.Owners.TryAdd(code, group) && level.Owners[code] != group)
            {
                problems.Add(new Problem(ProblemCodes.FrameClusterTwice, level.Owners[code].Path, code, group.Path));
                return;
            }

            GroupNode? child = group.Find(code);
            if (child is null)
            {
                child = group.FindOrAdd(code, LabelPath.Escape);
                child.SortKeys = [.. level.Sort.Select(column => row.Cells[column])];
            }

            if (level.Size >= 0 && ReadSize(row, level.Size, problems) is { } size)
            {
                if (child.Size is { } known && known != size)
                {
                    problems.Add(new Problem(ProblemCodes.FrameSizeDiffers, child.Path, SizeParameter.Show(size),
                        SizeParameter.Show(known)));
                }

                child.Size = size;
            }

            group = child;
            group.RowCount++;
        }

        AddToLast(group, row, permanentSeed, problems);
    }

    private void AddToLast(GroupNode group, FrameRow row, ulong permanentSeed, List<Problem> problems)
    {
        Level last = _levels[^1];
        if (last.Size >= 0)
        {
            (group.RowSizes ??= []).Add(ReadSize(row, last.Size, problems) ?? 0);
        }

        if (last.Sort.Length > 0)
        {
            (group.RowKeys ??= []).Add([.. last.Sort.Select(column => row.Cells[column])]);
        }

        if (last.Stage.Method.UsesPermanentNumbers())
        {
            (group.RowNumbers ??= []).Add(PermanentNumber.Of(permanentSeed, row.Cells[Id]));
        }
    }

    private decimal? ReadSize(FrameRow row, int column, List<Problem> problems)
    {
        CellNumber became = CellText.ReadDecimal(new Cell(row.Cells[column]), null, out decimal size);
        if (became == CellNumber.Read && size >= 0)
        {
            return size;
        }

        problems.Add(became == CellNumber.Ambiguous
            ? new Problem(
                ProblemCodes.NumberAmbiguous, FrameColumnsOf.Place(row.Number, _columns[column]), row.Cells[column],
                CellText.Meanings(new Cell(row.Cells[column])))
            : became == CellNumber.Read && size < 0
            ? new Problem(ProblemCodes.UnitSizeNegative, FrameColumnsOf.Place(row.Number), row.Cells[column])
            : new Problem(ProblemCodes.FrameCellMalformed, FrameColumnsOf.Place(row.Number), row.Cells[column], "0, 1, 2.5 …"));
        return null;
    }

    private sealed record Level(StageDesign Stage, int Cluster, int Size, int[] Sort)
    {
        public Dictionary<string, GroupNode> Owners { get; } = new(StringComparer.Ordinal);
    }
}
