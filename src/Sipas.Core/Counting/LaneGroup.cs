namespace Sipas.Counting;

/// <summary>Up to eight items with the same number of planes, whose words are stored next to each other.</summary>
/// <param name="Items">Positions in the questionnaire. The position in this array is the lane.</param>
/// <param name="PlaneCount">Number of bits per code: 1 to 4.</param>
/// <param name="CodeCount">The largest number of codes of its items: 2 to 16.</param>
internal sealed record LaneGroup(int[] Items, int PlaneCount, int CodeCount)
{
    internal const int Lanes = 8;

    internal int LaneCount => Items.Length;

    // A block's words of a group: plane by plane, with one word per lane in each plane. A group with fewer than eight items
    // has no empty lanes between its planes.
    internal int WordsPerBlock => PlaneCount * LaneCount;
}
