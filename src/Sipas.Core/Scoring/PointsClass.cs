using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The class of a points score, for example Xuất sắc from 15 of 18 points.</summary>
internal static class PointsClass
{
    /// <summary>Returns the class of a node.</summary>
    /// <param name="pack">The pack. Its first band table of points is used.</param>
    /// <param name="score">The node's score.</param>
    /// <returns>The class; null if there are no points or the pack has no classes. The limits apply to the whole index, so
    /// descendant nodes have no class.</returns>
    public static Band? Of(MethodPack pack, NodeScore score)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(score);
        return score.Score.Points is { } points && score.Node.Code == pack.Index.Code
            ? pack.Bands.FirstOrDefault(table => table.Measure == BandMeasure.Points)?.Find(points, pack.Rules.Rounding)
            : null;
    }

    /// <summary>Returns the class of a points total computed by another system.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="points">The points: 0 or more.</param>
    public static Band? Of(MethodPack pack, decimal points)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return pack.Bands.FirstOrDefault(table => table.Measure == BandMeasure.Points)?.Find(ExactShare.FromDecimal(points),
            pack.Rules.Rounding);
    }
}
