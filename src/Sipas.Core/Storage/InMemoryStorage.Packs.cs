using Sipas.Audit;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly List<(StoredPack Entry, byte[] Content)> _packs = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPack>> ReadPacksAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<StoredPack>>(() => [.. _packs.Select(stored => stored.Entry)], cancellationToken);

    /// <inheritdoc/>
    public Task<(StoredPack Entry, byte[] Content)?> FindPackAsync(string packId, string version, CancellationToken cancellationToken) =>
        Locked(
            () => FindPack(packId, version) is { } stored ? (stored.Entry, [.. stored.Content]) : ((StoredPack, byte[])?)null,
            cancellationToken);

    /// <inheritdoc/>
    public Task SavePacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packs);
        PackDraft[] drafts = [.. packs.Select(PackDraft.Of)];
        return LockedAsync(
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
                        added.Add((new StoredPack(draft.Pack.Id, draft.Pack.Version, draft.ContentHash, Now()), draft.Content.ToArray()));
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
                    Record(AuditActions.PackSaved, $"{entry.Id} {entry.Version} {entry.ContentHash}", "method_pack");
                }
            },
            cancellationToken);
    }

    private (StoredPack Entry, byte[] Content)? FindPack(string packId, string version) =>
        _packs.Where(stored => stored.Entry.Id == packId && stored.Entry.Version == version).Select(stored => ((StoredPack, byte[])?)stored)
        .FirstOrDefault();

    // Hash of the pack that a closing states.
    private string? PackHashOf(SurveyScope scope) => scope.PackVersion is not { } version ? null
        : FindPack(scope.PackId, version)?.Entry.ContentHash
            ?? throw new SipasException(new Problem(ProblemCodes.StoredPackUnknown, value: $"{scope.PackId}/{version}",
                allowed: string.Join(", ", _packs.Select(stored => stored.Entry.Name))));
}
