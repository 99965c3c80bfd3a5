using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Sipas.Benchmarks;

/// <summary>A column computed from the time of a benchmark and, for a ratio, that of another one with the same
/// parameters.</summary>
internal sealed class RatioColumn(string name, string legend, string? other, Func<double, double, BenchmarkCase, string> show) : IColumn
{
    public string Id => nameof(RatioColumn) + name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        double? own = summary[benchmarkCase]?.ResultStatistics?.Min;
        double? reference = other is null ? 1 : summary.Reports.FirstOrDefault(report =>
            report.BenchmarkCase.Descriptor.WorkloadMethod.Name == other
            && report.BenchmarkCase.Parameters.DisplayInfo == benchmarkCase.Parameters.DisplayInfo)?.ResultStatistics?.Min;
        return own is { } m && reference is { } r ? show(m, r, benchmarkCase) : "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}

/// <summary>Share of the read bandwidth of the same bytes by as many threads: fastest iterations, because other load on
/// the machine only ever adds time.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadShareColumnAttribute : ColumnConfigBaseAttribute
{
    public ReadShareColumnAttribute()
        : base(new RatioColumn("Read share", "Fastest reading of the same bytes ÷ fastest", "ReadSameBytes", (own, read, _) => (read / own).ToString("P0", CultureInfo.InvariantCulture)))
    {
    }
}

/// <summary>Multiple of the histogram cube's time: fastest iterations, because other load on the machine only ever adds
/// time.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TimesCubeColumnAttribute : ColumnConfigBaseAttribute
{
    public TimesCubeColumnAttribute()
        : base(new RatioColumn("x Cube", "Fastest ÷ fastest of Cube", "Cube", (own, cube, _) => (own / cube).ToString("N2", CultureInfo.InvariantCulture)))
    {
    }
}

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

[AttributeUsage(AttributeTargets.Class)]
internal abstract class ColumnConfigBaseAttribute(IColumn column) : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(column, StatisticColumn.Min, StatisticColumn.Median);
}
