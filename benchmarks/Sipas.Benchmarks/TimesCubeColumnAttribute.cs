using System.Globalization;

namespace Sipas.Benchmarks;

/// <summary>Multiple of the histogram cube's time: fastest iterations, because other load on the machine only ever adds
/// time.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TimesCubeColumnAttribute : ColumnConfigBaseAttribute
{
    public TimesCubeColumnAttribute()
        : base(new RatioColumn("x Cube", "Fastest ÷ fastest of Cube", "Cube",
            (own, cube, _) => (own / cube).ToString("N2", CultureInfo.InvariantCulture)))
    {
    }
}
