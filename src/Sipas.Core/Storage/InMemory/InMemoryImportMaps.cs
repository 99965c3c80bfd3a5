namespace Sipas.Storage.InMemory;

/// <summary>Column maps of imported files.</summary>
internal sealed class InMemoryImportMaps(InMemorySession session) : IImportMapStore
{
    private readonly Dictionary<(string, string), string> _maps = [];

    /// <inheritdoc/>
    public Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken) =>
        session.RunAsync(() => _maps.GetValueOrDefault((packId, fingerprint)), cancellationToken);

    /// <inheritdoc/>
    public Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken) =>
        session.RunAsync(() => _maps[(packId, fingerprint)] = map, cancellationToken);
}
