namespace Sipas.Reporting;

/// <summary>The figures of one unit to convert to points.</summary>
/// <param name="Code">The unit.</param>
/// <param name="Percent">Its published percentage; null when there is none.</param>
/// <param name="SelfScored">Points by self-assessment; null when there are none.</param>
/// <param name="Appraised">Points after appraisal; null when there are none.</param>
internal sealed record PointsInput(string Code, decimal? Percent, decimal? SelfScored = null, decimal? Appraised = null);
