namespace Sipas.Estimation;

/// <summary>One margin for raking.</summary>
/// <param name="Name">Name of the margin.</param>
/// <param name="Labels">Label of each row.</param>
/// <param name="Populations">Population of each label, 0 or more.</param>
internal sealed record RakingMargin(string Name, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, double> Populations);
