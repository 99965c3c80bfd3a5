using Sipas.Audit;
using Sipas.Common;
using Sipas.Surveys;

namespace Sipas.Storage.InMemory;

/// <summary>The notice on pages.</summary>
internal sealed class InMemoryNotices(InMemorySession session, InMemoryAudit audit) : INoticeStore, IInMemoryContents
{
    private LocalizedText? _notice;

    /// <inheritdoc/>
    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => session.RunAsync(() => _notice, cancellationToken);

    /// <inheritdoc/>
    public Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            _notice = notice;
            audit.Record(AuditActions.NoticeSaved, AuditActions.DetailOf(notice), this, "notice");
        },
        cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<StoredContent> Contents()
    {
        if (_notice is { } notice)
        {
            yield return InMemoryDigest.Of("notice", notice.Vi, notice.En);
        }
    }
}
