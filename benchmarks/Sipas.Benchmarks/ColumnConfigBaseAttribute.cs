using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Sipas.Benchmarks;

[AttributeUsage(AttributeTargets.Class)]
internal abstract class ColumnConfigBaseAttribute(IColumn column) : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(column, StatisticColumn.Min, StatisticColumn.Median);
}
