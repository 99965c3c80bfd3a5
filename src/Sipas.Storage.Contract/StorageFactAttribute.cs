using Xunit.Sdk;

namespace Sipas.Storage.Contract;

/// <summary>A fact that is skipped where the prerequisites of its class are missing.</summary>
[XunitTestCaseDiscoverer("Sipas.Storage.Contract.StorageFactDiscoverer", "Sipas.Storage.Contract")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageFactAttribute : FactAttribute;
