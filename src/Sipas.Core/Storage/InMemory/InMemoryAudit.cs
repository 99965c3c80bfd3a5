using Sipas.Audit;
using Sipas.Receipts;

namespace Sipas.Storage.InMemory;

/// <summary>The signed audit log.</summary>
internal sealed class InMemoryAudit(InMemorySession session, ReceiptSigner signer) : IAuditStore
{
    private readonly List<AuditRecord> _records = [];
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);

    /// <summary>The records; read and copied while the session is locked.</summary>
    public IReadOnlyList<AuditRecord> Records => _records;

    /// <summary>End of the chain of records.</summary>
    public AuditHead End { get; private set; } = AuditHead.Empty;

    /// <inheritdoc/>
    public Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        ArgumentNullException.ThrowIfNull(detail);
        return session.RunAsync(() => Record(action, detail), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<AuditRecord>>(() => [.. _records], cancellationToken);

    /// <summary>Records an action that changes no covered row; called while the session is locked.</summary>
    public void Record(string action, string detail) => Append(action, detail, [], []);

    /// <summary>
    /// Records an action with the differences of a part's rows from the state that the log describes; called while the
    /// session is locked.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <param name="detail">Its detail.</param>
    /// <param name="part">The part that was changed.</param>
    /// <param name="tables">The changed tables of the part.</param>
    public void Record(string action, string detail, IInMemoryContents part, params string[] tables) =>
        Append(action, detail, [.. part.Contents().Where(content => IsIn(tables, content.Subject))], tables);

    private void Append(string action, string detail, StoredContent[] contents, string[] tables)
    {
        StoredContent[] changed = [.. contents.Where(content => _states.GetValueOrDefault(content.Subject) != content.Digest)];
        string[] known = [.. _states.Keys.Where(subject => IsIn(tables, subject))];
        IEnumerable<string> removed = known.Except(contents.Select(content => content.Subject));
        AuditRecord record = new(session.Now, action, detail, AuditActor.Current) { Makes = AuditChain.MakesOf(changed, removed) };
        record = AuditChain.Follow(record, End, signer);
        if (record.Makes is { } makes)
        {
            AuditChain.Apply(makes, _states);
        }

        End = new AuditHead(record.Number!.Value, record.Link!);
        _records.Add(record);
    }

    private static bool IsIn(string[] tables, string subject) => tables.Contains(subject.Split(' ')[0]);
}
