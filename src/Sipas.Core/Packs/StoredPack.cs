namespace Sipas.Packs;

/// <summary>List entry of a stored method pack.</summary>
/// <param name="Id">Id of the pack.</param>
/// <param name="Version">Version of the pack.</param>
/// <param name="ContentHash">SHA-256 of the bytes of the pack: 64 lower-case hexadecimal digits.</param>
/// <param name="StoredAt">Time at which it was stored, by the store's clock: UTC, to the millisecond.</param>
internal sealed record StoredPack(string Id, string Version, string ContentHash, DateTimeOffset StoredAt)
{
    /// <summary>Name in messages: <c>kiosk-9/1</c>.</summary>
    public string Name => $"{Id}/{Version}";
}
