using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;

namespace Sipas.Benchmarks;

[AttributeUsage(AttributeTargets.Class)]
internal abstract class ColumnConfigBaseAttribute(IColumn column) : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(column, StatisticColumn.Min, StatisticColumn.Median);
}
