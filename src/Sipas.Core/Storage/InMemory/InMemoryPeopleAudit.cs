using Sipas.Audit;

namespace Sipas.Storage.InMemory;

/// <summary>The audit records of the personal-data store.</summary>
internal sealed class InMemoryPeopleAudit(InMemorySession session)
{
    private readonly List<AuditRecord> _records = [];

    /// <summary>The records; read while the session is locked.</summary>
    public IReadOnlyList<AuditRecord> Records => _records;

    /// <summary>Records an action; called while the session is locked.</summary>
    public void Note(string action, string detail, string? actor) =>
        _records.Add(new AuditRecord(session.Now, action, detail, actor));
}
