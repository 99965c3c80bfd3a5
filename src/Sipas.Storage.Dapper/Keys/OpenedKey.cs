using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Keys;

/// <summary>The receipt key with which a store is opened.</summary>
/// <param name="Signer">The key.</param>
/// <param name="Voucher">A previous key of the store that vouches for it; null when the store already has the key, or
/// no previous key is available.</param>
/// <param name="Waits">Whether the key is at <c>PATH.next</c> until the store has recorded it: if the process is killed
/// in between, no key remains next to a store that has not recorded it.</param>
internal sealed record OpenedKey(ReceiptSigner Signer, ReceiptSigner? Voucher, bool Waits)
{
    /// <summary>Finds the key for a store, or creates it if the store has no key yet.</summary>
    /// <param name="path">Path of the key file.</param>
    /// <param name="place">Location of the store, for messages.</param>
    /// <param name="keys">The keys recorded in the store; empty for a store that was never opened.</param>
    /// <param name="options">Whether a store may be created next to an existing key, or accept another key.</param>
    /// <exception cref="SipasException">The store is empty although the key exists (<c>STO0123</c>), its key is missing
    /// (<c>STO0125</c>) or is another one (<c>STO0126</c>), or the file cannot be used.</exception>
    public static OpenedKey Of(string path, string place, IReadOnlyList<ReceiptKey> keys, SqlStorageOptions options)
    {
        string next = path + ".next";
        if (!File.Exists(path))
        {
            if (keys.Count > 0 && File.Exists(next) && Open(next, options) is var waiting)
            {
                if (keys.Any(key => key.KeyId == waiting.KeyId))
                {
                    return new OpenedKey(waiting, null, Waits: true);
                }

                waiting.Dispose();
            }

            return keys.Count == 0 || options.AllowNewKeys
                ? new OpenedKey(Open(next, options), Former(path, keys, options), Waits: true)
                : throw new SipasException(new Problem(ProblemCodes.ReceiptKeyMissing, path, string.Join(", ", Active(keys)), place));
        }

        ReceiptSigner signer = Open(path, options);
        Problem? refusal = keys.Count == 0
            ? options.AllowNewStore ? null : new Problem(ProblemCodes.StoreMissingBesideKey, place, path)
            : options.AllowNewKeys || Active(keys).Contains(signer.KeyId) || IsBeingReplaced(signer, next, keys, options) ? null
            : new Problem(ProblemCodes.ReceiptKeyOther, path, signer.KeyId, string.Join(", ", Active(keys)));
        if (refusal is null)
        {
            return new OpenedKey(signer, keys.Count == 0 || keys.Any(key => key.KeyId == signer.KeyId) ? null : Former(path, keys, options),
                Waits: false);
        }

        signer.Dispose();
        throw new SipasException(refusal);
    }

    /// <summary>Moves a key from <c>PATH.next</c> to its final path.</summary>
    /// <param name="path">Final path of the key file.</param>
    public static void Take(string path)
    {
        try
        {
            File.Move(path + ".next", path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that opened the store at the same time has moved it.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "receipt key", path), error);
        }
    }

    // A key that vouched for another key was replaced by it.
    private static IEnumerable<string> Active(IReadOnlyList<ReceiptKey> keys) =>
        keys.Select(key => key.KeyId).Except(keys.Select(key => key.VouchedBy ?? ""));

    // A rotation that stopped after its commit: the next rotation completes it with the key at PATH.next.
    private static bool IsBeingReplaced(ReceiptSigner signer, string next, IReadOnlyList<ReceiptKey> keys, SqlStorageOptions options)
    {
        if (keys.All(key => key.KeyId != signer.KeyId) || !File.Exists(next))
        {
            return false;
        }

        using ReceiptSigner waiting = Open(next, options);
        return keys.Any(key => key.KeyId == waiting.KeyId && key.VouchedBy == signer.KeyId);
    }

    private static ReceiptSigner? Former(string path, IReadOnlyList<ReceiptKey> keys, SqlStorageOptions options) =>
        keys.Reverse().Select(key => $"{path}.retired-{key.KeyId}").FirstOrDefault(File.Exists) is { } retired
            ? Open(retired, options)
            : null;

    private static ReceiptSigner Open(string path, SqlStorageOptions options) =>
        ReceiptKeyFile.Open(path, options.KeyProtector, options.ReadOnly);
}
