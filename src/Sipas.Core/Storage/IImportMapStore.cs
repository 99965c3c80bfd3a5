namespace Sipas.Storage;

/// <summary>Stores how the columns of imported files are read.</summary>
internal interface IImportMapStore
{
    /// <summary>Finds the map last used for files with these columns.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="fingerprint">Fingerprint of the columns.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The map as JSON; null when none is stored.</returns>
    Task<string?> FindImportMapAsync(string packId, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Stores a map; it replaces the previous one.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="fingerprint">Fingerprint of the columns.</param>
    /// <param name="map">The map as JSON.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveImportMapAsync(string packId, string fingerprint, string map, CancellationToken cancellationToken);
}
