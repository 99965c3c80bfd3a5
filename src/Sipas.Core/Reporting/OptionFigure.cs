using Sipas.Common;

namespace Sipas.Reporting;

/// <summary>The share of one option.</summary>
/// <param name="Level">The level, from 1.</param>
/// <param name="Text">The text of the option.</param>
/// <param name="Count">Number of respondents who chose it.</param>
/// <param name="Percent">Its share in percent; null when not computable.</param>
public sealed record OptionFigure(int Level, LocalizedText Text, long Count, decimal? Percent);
