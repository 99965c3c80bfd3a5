using Sipas.Storage.Contract;

namespace MariaDbStore;

/// <summary>Skips a test class where MariaDB is not installed.</summary>
public sealed class NeedsMariaDbAttribute : NeedsAttribute
{
    public override string? Missing => MariaDbServer.Missing;
}
