using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sipas.Storage.Contract;

/// <summary>Specifies the prerequisites of a test class on the machine; where they are missing, every case of the
/// contract is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute : Attribute
{
    /// <summary>The reason why the tests cannot run here; null when they can.</summary>
    public abstract string? Missing { get; }
}

/// <summary>A fact that is skipped where the prerequisites of its class are missing.</summary>
[XunitTestCaseDiscoverer("Sipas.Storage.Contract.StorageFactDiscoverer", "Sipas.Storage.Contract")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageFactAttribute : FactAttribute;

/// <summary>A theory that is skipped where the prerequisites of its class are missing.</summary>
[XunitTestCaseDiscoverer("Sipas.Storage.Contract.StorageTheoryDiscoverer", "Sipas.Storage.Contract")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageTheoryAttribute : TheoryAttribute;

public sealed class StorageFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new StorageTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

public sealed class StorageTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [new StorageTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, dataRow)];
}

public sealed class StorageTestCase : XunitTestCase
{
    /// <summary>For the test runner, which sets the properties afterwards.</summary>
    [Obsolete("Called by the runner only.")]
    public StorageTestCase()
    {
    }

    public StorageTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod, object[]? arguments = null)
        : base(diagnostics, display, displayOptions, testMethod, arguments)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAttribute).AssemblyQualifiedName)
            .OfType<IReflectionAttributeInfo>().Select(attribute => ((NeedsAttribute)attribute.Attribute).Missing).FirstOrDefault(reason => reason is not null);
}
