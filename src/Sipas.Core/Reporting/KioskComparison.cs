using Sipas.Packs;

namespace Sipas.Reporting;

/// <summary>The self-selected results that are shown next to a sample.</summary>
/// <param name="Layout">Their questionnaire, which may differ from that of the sample; null when there are none.</param>
/// <param name="Figures">The figure of each unit with self-selected ballots, in the order of the units.</param>
internal sealed record KioskComparison(AnswerLayout? Layout, IReadOnlyList<KioskFigure> Figures)
{
    /// <summary>No results.</summary>
    public static KioskComparison None { get; } = new(null, []);
}
