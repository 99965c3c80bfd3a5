using Sipas.Audit;

namespace Sipas.Storage.InMemory;

/// <summary>A part whose rows are covered by the audit log.</summary>
internal interface IInMemoryContents
{
    /// <summary>Digests of the present rows; called while the session is locked.</summary>
    IEnumerable<StoredContent> Contents();
}
