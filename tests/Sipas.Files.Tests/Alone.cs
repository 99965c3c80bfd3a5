namespace Sipas.Files;

/// <summary>Measures what the process holds, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
