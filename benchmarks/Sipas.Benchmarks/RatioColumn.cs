using BenchmarkDotNet.Columns;
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
