namespace Sipas.ReferenceHost.Supply;

/// <summary>A package as it was restored.</summary>
internal sealed record RestoredPackage(string Name, string Version);
