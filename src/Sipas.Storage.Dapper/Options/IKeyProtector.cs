namespace Sipas.Storage.Dapper.Options;

/// <summary>Encrypts the contents of key files for a host: with a key vault, a hardware module or the host's own data
/// protection. Members may be called concurrently.</summary>
/// <remarks>The returned data must stay readable as long as the store is in use: without it no receipt can be signed
/// and no sealed row opened.</remarks>
public interface IKeyProtector
{
    /// <summary>Encrypts and authenticates a key.</summary>
    /// <param name="key">The text of the key file, in ASCII.</param>
    /// <returns>The encrypted key; at least one byte.</returns>
    byte[] Protect(ReadOnlySpan<byte> key);

    /// <summary>Decrypts data returned by <see cref="Protect"/>.</summary>
    /// <param name="stored">The stored bytes.</param>
    /// <returns>The text of the key file.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The data was changed, or another protector
    /// created it. The store then reports <c>STO0007</c> or <c>TKT0006</c>.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> stored);
}
