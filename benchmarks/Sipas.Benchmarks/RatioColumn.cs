using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Sipas.Benchmarks;

/// <summary>A column worked out from the mean of a benchmark and, where it is a ratio, that of another one with the same parameters.</summary>
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
        double? mean = summary[benchmarkCase]?.ResultStatistics?.Median;
        double? reference = other is null ? 1 : summary.Reports.FirstOrDefault(report =>
            report.BenchmarkCase.Descriptor.WorkloadMethod.Name == other
            && report.BenchmarkCase.Parameters.DisplayInfo == benchmarkCase.Parameters.DisplayInfo)?.ResultStatistics?.Median;
        return mean is { } m && reference is { } r ? show(m, r, benchmarkCase) : "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}

/// <summary>Share of the read bandwidth of the same bytes by as many threads: medians.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadShareColumnAttribute : ColumnConfigBaseAttribute
{
    public ReadShareColumnAttribute()
        : base(new RatioColumn("Read share", "Median of reading the same bytes ÷ median", "ReadSameBytes", (own, read, _) => (read / own).ToString("P0", CultureInfo.InvariantCulture)))
    {
    }
}

/// <summary>How many times the histogram cube's time: medians.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TimesCubeColumnAttribute : ColumnConfigBaseAttribute
{
    public TimesCubeColumnAttribute()
        : base(new RatioColumn("x Cube", "Median ÷ median of Cube", "Cube", (own, cube, _) => (own / cube).ToString("N2", CultureInfo.InvariantCulture)))
    {
    }
}

/// <summary>Million ballots a second: from the median and the parameter Ballots.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BallotRateColumnAttribute : ColumnConfigBaseAttribute
{
    public BallotRateColumnAttribute()
        : base(new RatioColumn("M ballots/s", "Ballots ÷ median", null, (own, _, benchmark) =>
            ((int)benchmark.Parameters["Ballots"] / own * 1e3).ToString("N1", CultureInfo.InvariantCulture)))
    {
    }
}

[AttributeUsage(AttributeTargets.Class)]
internal abstract class ColumnConfigBaseAttribute(IColumn column) : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(column, StatisticColumn.Median);
}
