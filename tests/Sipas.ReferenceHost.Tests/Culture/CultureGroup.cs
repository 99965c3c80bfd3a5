namespace Sipas.ReferenceHost.Culture;

/// <summary>The culture of the process belongs to all its tests: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(CultureGroup), DisableParallelization = true)]
public sealed class CultureGroup;
