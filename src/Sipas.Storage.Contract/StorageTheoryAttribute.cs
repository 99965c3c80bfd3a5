using Xunit.Sdk;

namespace Sipas.Storage.Contract;

/// <summary>A theory that is skipped where the prerequisites of its class are missing.</summary>
[XunitTestCaseDiscoverer("Sipas.Storage.Contract.StorageTheoryDiscoverer", "Sipas.Storage.Contract")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageTheoryAttribute : TheoryAttribute;
