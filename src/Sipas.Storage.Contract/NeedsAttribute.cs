namespace Sipas.Storage.Contract;

/// <summary>Specifies the prerequisites of a test class on the machine; where they are missing, every case of the
/// contract is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute : Attribute
{
    /// <summary>The reason why the tests cannot run here; null when they can.</summary>
    public abstract string? Missing { get; }
}
