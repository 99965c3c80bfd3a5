using Sipas.Plans;

namespace Sipas.Sampling;

/// <summary>The positions drawn in one cell, and the rows found for them in the second pass.</summary>
internal sealed class CellDraw
{
    private readonly long[] _official;
    private readonly long[] _reserve;
    private readonly IReadOnlyList<InclusionProbability> _stages;
    private readonly Func<long, InclusionProbability> _last;
    private readonly (long Position, ListRole Role, int Order)[] _inFrameOrder;
    private readonly (long Number, string Id)[] _officialRows;
    private readonly (long Number, string Id)[] _reserveRows;
    private long _position;
    private int _next;

    public CellDraw(long[] official, long[] reserve, IReadOnlyList<InclusionProbability> stages, Func<long, InclusionProbability> last)
    {
        (_official, _reserve, _stages, _last) = (official, reserve, stages, last);
        _inFrameOrder =
        [
            .. official.Select((position, order) => (position, ListRole.Official, order))
            .Concat(reserve.Select((position, order) => (position, ListRole.Reserve, order))).OrderBy(drawn => drawn.position),
        ];
        _officialRows = new (long, string)[official.Length];
        _reserveRows = new (long, string)[reserve.Length];
    }

    public long OfficialCount => _official.Length;

    public long ReserveCount => _reserve.Length;

    /// <summary>Counts one row of the cell and returns whether it was drawn.</summary>
    public bool MeetsNext() => _position++ == (_next < _inFrameOrder.Length ? _inFrameOrder[_next].Position : -1);

    public void Keep(long number, string id)
    {
        (_, ListRole role, int order) = _inFrameOrder[_next++];
        (role == ListRole.Official ? _officialRows : _reserveRows)[order] = (number, id);
    }

    public IEnumerable<SampleEntry> Entries(ListRole role, string cell, long before)
    {
        (long[] positions, (long Number, string Id)[] rows) = role == ListRole.Official
            ? (_official, _officialRows)
            : (_reserve, _reserveRows);
        return positions.Select((position, i) => new SampleEntry
        {
            Role = role,
            Number = before + i + 1,
            Cell = cell,
            OrderInCell = i + 1,
            RowNumber = rows[i].Number,
            UnitId = rows[i].Id,
            StageProbabilities = [.. _stages, _last(position)],
        }).ToArray();
    }
}
