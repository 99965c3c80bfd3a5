using System.Globalization;

namespace Sipas.Benchmarks;

/// <summary>Share of the read bandwidth of the same bytes by as many threads: fastest iterations, because other load on
/// the machine only ever adds time.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadShareColumnAttribute : ColumnConfigBaseAttribute
{
    public ReadShareColumnAttribute()
        : base(new RatioColumn("Read share", "Fastest reading of the same bytes ÷ fastest", "ReadSameBytes",
            (own, read, _) => (read / own).ToString("P0", CultureInfo.InvariantCulture)))
    {
    }
}
