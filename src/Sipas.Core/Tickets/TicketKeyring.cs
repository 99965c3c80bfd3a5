using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Tickets;

/// <summary>
/// The keys of tickets and of sealed rows: creates and reads tokens, keyed hashes and sealed blocks. Safe for
/// concurrent use.
/// </summary>
/// <remarks>
/// A token is base64url of: format (1 byte), key id (4), expiry in seconds since 1970 (4, big-endian), basis (1),
/// ticket id (16), pack, questionnaire version, unit and procedure as UTF-8 separated by line feeds, then the first 16
/// bytes of HMAC-SHA256 over all before it. The first key signs; every key verifies; the last key, which is the oldest
/// one, derives the ids, so that a dossier keeps its id over rotations. Keyed hashes use keys derived from the last key
/// (HKDF-SHA256, one label each): they are the same across rotations, and without the key they are random numbers.
/// Blocks are sealed with a key derived from the first key and opened with the key whose id they contain.
/// </remarks>
internal sealed class TicketKeyring
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Maximum length of a dossier number in characters.</summary>
    public const int MaximumDossierLength = 128;

    /// <summary>Maximum length of an accepted token in characters.</summary>
    public const int MaximumTokenLength = 512;

    private const byte Format = 1;
    private const int MacLength = 16;
    private const int TextAt = 1 + 4 + 4 + 1 + Ticket.IdLength;

    private readonly (byte[] Id, byte[] Key, byte[] Sealing)[] _keys;
    private readonly byte[] _spentKey;
    private readonly byte[] _issueKey;
    private readonly byte[] _rowKey;

    /// <summary>Creates a keyring.</summary>
    /// <param name="keys">Keys of <see cref="KeyLength"/> bytes, the newest first; at least one.</param>
    /// <exception cref="ArgumentException">There is no key, or one has another length.</exception>
    public TicketKeyring(IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0 || keys.Any(key => key.Length != KeyLength))
        {
            throw new ArgumentException($"Ticket keys have {KeyLength} bytes, and there is at least one.", nameof(keys));
        }

        _keys = [.. keys.Select(key => (SHA256.HashData(key)[..SealedBlock.KeyIdLength], key, Derive(key, "sealing")))];
        _spentKey = Derive(keys[^1], "spent");
        _issueKey = Derive(keys[^1], "issued");
        _rowKey = Derive(keys[^1], "row");
        KeyMark = Derive(keys[^1], "mark");
        Numbers = new BallotNumberKey(Derive(keys[^1], "number"));
    }

    /// <summary>
    /// Keyed hash that identifies the oldest key without revealing it: 32 bytes. A store saves it and rejects a keyring
    /// with another value.
    /// </summary>
    public ReadOnlyMemory<byte> KeyMark { get; }

    /// <summary>Derives ids of ballots from printed numbers, the same across rotations.</summary>
    public BallotNumberKey Numbers { get; }

    /// <summary>Computes the id of the ticket of a dossier.</summary>
    /// <param name="packId">Id of the pack.</param>
    /// <param name="unitCode">Code of the unit.</param>
    /// <param name="dossier">Number of the dossier in the host system; surrounding spaces are ignored.</param>
    /// <exception cref="SipasException">
    /// The number is empty or too long, or contains a character with several spellings, U+FFFD, a noncharacter or an unpaired surrogate
    /// (<c>TKT0005</c>); the message does not repeat it.
    /// </exception>
    public byte[] IdOf(string packId, string unitCode, string dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        string number = VietnameseText.Compose(dossier);
        if (number.Length is 0 or > MaximumDossierLength || CompositionTable.FindUndecided(number) is not null
            || number.Contains(CompositionTable.Replacement, StringComparison.Ordinal))
        {
            throw new SipasException(
                new Problem(ProblemCodes.TicketDossier, "dossier", allowed: FormattableString.Invariant($"1–{MaximumDossierLength}")));
        }

        return HMACSHA256.HashData(_keys[^1].Key,
            Encoding.UTF8.GetBytes($"sipas-ticket-id/1\n{packId}\n{unitCode}\n{number}\n"))[..Ticket.IdLength];
    }

    /// <summary>Creates the token of a ticket, for a QR code or a link.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <exception cref="ArgumentException">The id has another length, or the expiry is outside 1970 to 2106.</exception>
    public string TokenOf(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        long end = ticket.ExpiresAt.ToUnixTimeSeconds();
        if (ticket.Id.Length != Ticket.IdLength || end is < 0 or > uint.MaxValue)
        {
            throw new ArgumentException("The ticket cannot be written.", nameof(ticket));
        }

        byte[] text = Encoding.UTF8.GetBytes($"{ticket.PackId}\n{ticket.QuestionnaireVersion}\n{ticket.UnitCode}\n{ticket.ProcedureCode}");
        byte[] bytes = new byte[TextAt + text.Length + MacLength];
        bytes[0] = Format;
        _keys[0].Id.CopyTo(bytes, 1);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)end);
        bytes[9] = (byte)ticket.Basis;
        ticket.Id.Span.CopyTo(bytes.AsSpan(10));
        text.CopyTo(bytes, TextAt);
        Mac(_keys[0].Key, bytes.AsSpan(0, bytes.Length - MacLength)).CopyTo(bytes.AsSpan(bytes.Length - MacLength));
        return Base64Text.Encode(bytes);
    }

    /// <summary>Reads a token with a valid signature; its expiry is not checked.</summary>
    /// <param name="token">The token; null for none.</param>
    /// <returns>The ticket; null when the token is malformed or has no signature of these keys.</returns>
    public Ticket? Read(string? token)
    {
        if (token is null or { Length: 0 or > MaximumTokenLength })
        {
            return null;
        }

        byte[] bytes;
        try
        {
            bytes = Base64Text.Decode(token);
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.Length < TextAt + MacLength || bytes[0] != Format)
        {
            return null;
        }

        ReadOnlySpan<byte> signed = bytes.AsSpan(0, bytes.Length - MacLength);
        foreach ((byte[] id, byte[] key, _) in _keys)
        {
            if (signed.Slice(1, 4).SequenceEqual(id)
                && CryptographicOperations.FixedTimeEquals(Mac(key, signed), bytes.AsSpan(signed.Length)))
            {
                return ReadSigned(signed);
            }
        }

        return null;
    }

    /// <summary>
    /// Computes the hash of a ticket in the set of spent tickets: 32 bytes of HMAC-SHA256 over <c>sipas-spent/2</c>, a
    /// line feed and the id. The same across rotations.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    public byte[] SpentHash(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return MarkOf(_spentKey, "sipas-spent/2\n"u8, ticket.Id.Span);
    }

    /// <summary>
    /// Computes the hash of a ticket among the issued tickets: 32 bytes. Without the key, the spent hash of the same
    /// ticket cannot be found from it.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    public byte[] IssueMark(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return MarkOf(_issueKey, "sipas-issued/1\n"u8, ticket.Id.Span);
    }

    /// <summary>Computes the key of a row that is found by its subject: 32 bytes, the same across rotations.</summary>
    /// <param name="name">Subject of the row; the first line is its kind.</param>
    public byte[] RowMark(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return HMACSHA256.HashData(_rowKey, Encoding.UTF8.GetBytes($"sipas-row/1\n{name}"));
    }

    /// <summary>
    /// Encrypts a text into a block whose length reveals only the number of steps it fills (AES-256-GCM with a random
    /// nonce).
    /// </summary>
    /// <param name="place">Place of the block, for example table and key of the row: the block can be opened only there.</param>
    /// <param name="text">The text.</param>
    /// <param name="step">
    /// Increment of the length in bytes, at least 16; a text of up to <paramref name="step"/> − 4 bytes takes one step.
    /// </param>
    /// <returns>The block: 33 bytes more than a multiple of <paramref name="step"/>.</returns>
    public byte[] Seal(string place, string text, int step)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, SealedBlock.SmallestStep);
        return SealedBlock.Seal(_keys[0].Id, _keys[0].Sealing, place, text, step);
    }

    /// <summary>Opens a block that <see cref="Seal"/> created with any of these keys.</summary>
    /// <param name="place">The place for which it was created.</param>
    /// <param name="block">The block.</param>
    /// <returns>The text; null if the key differs, or the block was changed or moved.</returns>
    public string? Open(string place, ReadOnlySpan<byte> block)
    {
        ArgumentNullException.ThrowIfNull(place);
        foreach ((byte[] id, _, byte[] sealing) in _keys)
        {
            if (SealedBlock.IsOf(id, block) && SealedBlock.Open(sealing, place, block) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static Ticket ReadSigned(ReadOnlySpan<byte> signed)
    {
        string[] words = Encoding.UTF8.GetString(signed[TextAt..]).Split('\n');
        return new Ticket
        {
            Id = signed.Slice(10, Ticket.IdLength).ToArray(),
            PackId = words[0],
            QuestionnaireVersion = words[1],
            UnitCode = words[2],
            ProcedureCode = words[3].Length == 0 ? null : words[3],
            Basis = (SelectionBasis)signed[9],
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(signed[5..])),
        };
    }

    private static byte[] Derive(byte[] key, string label) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, salt: [], info: Encoding.UTF8.GetBytes($"sipas-key/1\n{label}"));

    private static byte[] MarkOf(byte[] key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> id)
    {
        byte[] named = [.. name, .. id];
        return HMACSHA256.HashData(key, named);
    }

    private static byte[] Mac(byte[] key, ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(key, bytes)[..MacLength];
}
