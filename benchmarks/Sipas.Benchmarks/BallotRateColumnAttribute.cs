using System.Globalization;

namespace Sipas.Benchmarks;

/// <summary>Million ballots per second: from the fastest iteration and the parameter Ballots.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BallotRateColumnAttribute : ColumnConfigBaseAttribute
{
    public BallotRateColumnAttribute()
        : base(new RatioColumn("M ballots/s", "Ballots ÷ fastest", null, (own, _, benchmark) =>
            ((int)benchmark.Parameters["Ballots"] / own * 1e3).ToString("N1", CultureInfo.InvariantCulture)))
    {
    }
}
