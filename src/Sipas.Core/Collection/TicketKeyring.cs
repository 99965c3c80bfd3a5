using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Collection;

/// <summary>The keys of tickets: makes tokens and reads them back. Safe for concurrent use.</summary>
/// <remarks>
/// A token is base64url of: format (1 byte), key id (4), end in seconds since 1970 (4, big-endian), basis (1), ticket id (16),
/// pack, questionnaire version, unit and procedure as UTF-8 separated by line feeds, then the first 16 bytes of HMAC-SHA256 over all before it.
/// The first key signs; every key verifies; the last one, which is the first that was ever made, makes the ids, so that a dossier keeps its id over rotations.
/// </remarks>
public sealed class TicketKeyring
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    /// <summary>Longest dossier number, in characters.</summary>
    public const int MaximumDossierLength = 128;

    /// <summary>Longest token that is looked at, in characters.</summary>
    public const int MaximumTokenLength = 512;

    private const byte Format = 1;
    private const int MacLength = 16;
    private const int TextAt = 1 + 4 + 4 + 1 + Ticket.IdLength;

    private readonly (byte[] Id, byte[] Key)[] _keys;

    /// <summary>Makes a keyring.</summary>
    /// <param name="keys">Keys of <see cref="KeyLength"/> bytes, the newest first; at least one.</param>
    /// <exception cref="ArgumentException">There is no key, or one has another length.</exception>
    public TicketKeyring(IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0 || keys.Any(key => key.Length != KeyLength))
        {
            throw new ArgumentException($"Ticket keys have {KeyLength} bytes, and there is at least one.", nameof(keys));
        }

        _keys = [.. keys.Select(key => (SHA256.HashData(key)[..4], key))];
    }

    /// <summary>The id of the ticket of a dossier.</summary>
    /// <param name="packId">Id of the pack.</param>
    /// <param name="unitCode">Code of the unit.</param>
    /// <param name="dossier">Number of the dossier, as the host knows it; spaces around it do not count.</param>
    /// <exception cref="SipasException">The number is empty or too long, or holds a character that may be written in several ways or is none: U+FFFD, a noncharacter, half a surrogate pair (<c>TKT0005</c>). It is not repeated in the message.</exception>
    public byte[] IdOf(string packId, string unitCode, string dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        string number = VietnameseText.Compose(dossier);
        if (number.Length is 0 or > MaximumDossierLength || CompositionTable.FindUndecided(number) is not null || number.Contains(CompositionTable.Replacement, StringComparison.Ordinal))
        {
            throw new SipasException(new Problem(ProblemCodes.TicketDossier, "dossier", allowed: FormattableString.Invariant($"1–{MaximumDossierLength}")));
        }

        return HMACSHA256.HashData(_keys[^1].Key, Encoding.UTF8.GetBytes($"sipas-ticket-id/1\n{packId}\n{unitCode}\n{number}\n"))[..Ticket.IdLength];
    }

    /// <summary>The token of a ticket: what a QR code or a link carries.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <exception cref="ArgumentException">Its id has another length, or its end lies outside 1970 to 2106.</exception>
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

    /// <summary>Reads a token whose signature fits; its end is not looked at.</summary>
    /// <param name="token">The token; null is none.</param>
    /// <returns>The ticket; null when the token is malformed or bears no signature of these keys.</returns>
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
        foreach ((byte[] id, byte[] key) in _keys)
        {
            if (signed.Slice(1, 4).SequenceEqual(id) && CryptographicOperations.FixedTimeEquals(Mac(key, signed), bytes.AsSpan(signed.Length)))
            {
                return ReadSigned(signed);
            }
        }

        return null;
    }

    /// <summary>What the set of spent tickets holds of a ticket: SHA-256 under a name of its own.</summary>
    /// <param name="ticketId">The ticket's id.</param>
    internal static byte[] SpentHash(ReadOnlySpan<byte> ticketId) => SHA256.HashData([.. "sipas-spent/1\n"u8, .. ticketId]);

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

    private static byte[] Mac(byte[] key, ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(key, bytes)[..MacLength];
}
