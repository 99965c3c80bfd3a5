using Sipas.Common;

namespace Sipas.Sampling;

/// <summary>A stratum, or a cluster within a stratum or cluster.</summary>
internal sealed class GroupNode(string code, string label, GroupNode? parent)
{
    private readonly Dictionary<string, GroupNode> _byCode = new(StringComparer.Ordinal);
    private readonly List<GroupNode> _children = [];

    public string Code => code;

    /// <summary>Labels from the stratum downwards: see <see cref="LabelPath"/>. Unique among the groups of a stage.</summary>
    public string Path => parent is null || parent.Code.Length == 0 ? label : parent.Path + LabelPath.Separator + label;

    public IReadOnlyList<GroupNode> Children => _children;

    public long RowCount { get; set; }

    public decimal? Size { get; set; }

    public string[] SortKeys { get; set; } = [];

    public List<decimal>? RowSizes { get; set; }

    public List<string[]>? RowKeys { get; set; }

    public List<double>? RowNumbers { get; set; }

    public CellDraw? Drawn { get; set; }

    public GroupNode? Find(string childCode) => _byCode.GetValueOrDefault(childCode);

    public GroupNode FindOrAdd(string childCode, Func<string, string> label)
    {
        if (!_byCode.TryGetValue(childCode, out GroupNode? child))
        {
            child = new GroupNode(childCode, label(childCode), this);
            _byCode.Add(childCode, child);
            _children.Add(child);
        }

        return child;
    }
}
