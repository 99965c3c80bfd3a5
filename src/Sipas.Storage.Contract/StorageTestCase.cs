using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sipas.Storage.Contract;

public sealed class StorageTestCase : XunitTestCase
{
    /// <summary>For the test runner, which sets the properties afterwards.</summary>
    [Obsolete("Called by the runner only.")]
    public StorageTestCase()
    {
    }

    public StorageTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod, object[]? arguments = null)
        : base(diagnostics, display, displayOptions, testMethod, arguments)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAttribute).AssemblyQualifiedName)
            .OfType<IReflectionAttributeInfo>().Select(attribute => ((NeedsAttribute)attribute.Attribute).Missing)
            .FirstOrDefault(reason => reason is not null);
}
