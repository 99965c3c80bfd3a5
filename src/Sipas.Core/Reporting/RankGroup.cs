using Sipas.Common;

namespace Sipas.Reporting;

/// <summary>The number of ranked units in a group.</summary>
/// <param name="Code">Code of the group.</param>
/// <param name="Text">Its name.</param>
/// <param name="Units">Number of ranked units.</param>
public sealed record RankGroup(string Code, LocalizedText Text, int Units);
