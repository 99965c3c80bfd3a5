namespace Sipas.Verification;

/// <summary>One figure of a published index.</summary>
/// <param name="Kind">Kind of the figure.</param>
/// <param name="Code">Code of the node or item.</param>
/// <param name="Percent">The published percentage; null for none.</param>
/// <param name="Satisfied">Number of satisfied answers.</param>
/// <param name="Valid">Number of valid answers.</param>
/// <param name="NoAnswer">Number of blank answers.</param>
/// <param name="Special">Number of special answers: not applicable, does not know, refused.</param>
internal sealed record PublishedFigure(PublishedFigureKind Kind, string Code, decimal? Percent, long Satisfied, long Valid, long NoAnswer,
    long Special);
