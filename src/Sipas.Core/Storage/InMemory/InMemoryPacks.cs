using Sipas.Audit;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Storage.InMemory;

/// <summary>The method packs.</summary>
internal sealed class InMemoryPacks(InMemorySession session, InMemoryAudit audit) : IPackStore, IInMemoryContents
{
    private readonly List<(StoredPack Entry, byte[] Content)> _packs = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPack>> ReadPacksAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<StoredPack>>(() => [.. _packs.Select(stored => stored.Entry)], cancellationToken);

    /// <inheritdoc/>
    public Task<(StoredPack Entry, byte[] Content)?> FindPackAsync(string packId, string version, CancellationToken cancellationToken) =>
        session.RunAsync(
            () => FindPack(packId, version) is { } stored ? (stored.Entry, [.. stored.Content]) : ((StoredPack, byte[])?)null,
            cancellationToken);

    /// <inheritdoc/>
    public Task SavePacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packs);
        PackDraft[] drafts = [.. packs.Select(PackDraft.Of)];
        return session.RunAsync(
            () =>
            {
                var problems = new List<Problem>();
                var added = new List<(StoredPack Entry, byte[] Content)>();
                foreach (PackDraft draft in drafts)
                {
                    (StoredPack Entry, byte[] Content)? stored = FindPack(draft.Pack.Id, draft.Pack.Version)
                        ?? added.Where(other => other.Entry.Name == draft.Name).Select(other => ((StoredPack, byte[])?)other)
                            .FirstOrDefault();
                    if (stored is null)
                    {
                        added.Add((new StoredPack(draft.Pack.Id, draft.Pack.Version, draft.ContentHash, session.Now),
                            draft.Content.ToArray()));
                    }
                    else if (draft.DifferenceFrom(stored.Value.Content) is { } problem)
                    {
                        problems.Add(problem);
                    }
                }

                if (problems.Count > 0)
                {
                    throw new SipasException(problems);
                }

                foreach ((StoredPack entry, byte[] content) in added)
                {
                    _packs.Add((entry, content));
                    audit.Record(AuditActions.PackSaved, $"{entry.Id} {entry.Version} {entry.ContentHash}", this, "method_pack");
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IEnumerable<StoredContent> Contents()
    {
        foreach ((StoredPack entry, byte[] content) in _packs)
        {
            yield return InMemoryDigest.Of($"method_pack {entry.Name}", entry.ContentHash, entry.StoredAt, content);
        }
    }

    /// <summary>Finds the hash of the pack that a closing states; null where it states no version.</summary>
    /// <exception cref="SipasException">The pack is not stored.</exception>
    public string? PackHashOf(SurveyScope scope) => scope.PackVersion is not { } version ? null
        : FindPack(scope.PackId, version)?.Entry.ContentHash
            ?? throw new SipasException(new Problem(ProblemCodes.StoredPackUnknown, value: $"{scope.PackId}/{version}",
                allowed: string.Join(", ", _packs.Select(stored => stored.Entry.Name))));

    private (StoredPack Entry, byte[] Content)? FindPack(string packId, string version) =>
        _packs.Where(stored => stored.Entry.Id == packId && stored.Entry.Version == version).Select(stored => ((StoredPack, byte[])?)stored)
        .FirstOrDefault();
}
