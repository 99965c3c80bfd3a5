using System.Text;
using Sipas.Text;

namespace Sipas.Ballots;

/// <summary>What a client gets once its ballot is durable. The same ballot gets the same receipt for ever.</summary>
public sealed record Receipt
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Id of the ballot.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>SHA-256 of the canonical bytes: 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Code of the unit whose chain the ballot stands in.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Number of the ballot in its unit's chain, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>When the server took the ballot, by its own clock: UTC, to the millisecond.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Id of the key that signed: the first 16 hexadecimal digits of the SHA-256 of its public key.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA P-256 signature over <see cref="SignedBytes()"/>: 64 bytes (r then s) in base64url without padding.</summary>
    public required string Signature { get; init; }

    /// <summary>Eight characters to read out or write down, made from the first 40 bits of the content hash, for example <c>7QK2-M0XA</c>. Shows nothing of the answers.</summary>
    public string Code
    {
        get
        {
            byte[] hash = Convert.FromHexString(ContentHash.AsSpan(0, 10));
            ulong bits = 0;
            foreach (byte b in hash)
            {
                bits = (bits << 8) | b;
            }

            return string.Create(9, bits, static (code, value) =>
            {
                for (int i = 8; i >= 0; i--)
                {
                    if (i == 4)
                    {
                        code[i] = '-';
                        continue;
                    }

                    code[i] = Alphabet[(int)(value & 31)];
                    value >>= 5;
                }
            });
        }
    }

    /// <summary>The bytes that are signed: UTF-8 lines <c>sipas-receipt/1</c>, ballot id, content hash, unit, position, time received, each ended by a line feed.</summary>
    public byte[] SignedBytes() => SignedBytes(BallotId, ContentHash, UnitCode, Position, ReceivedAt);

    /// <summary>The bytes that are signed, from their parts.</summary>
    /// <param name="ballotId">Id of the ballot.</param>
    /// <param name="contentHash">Content hash in hexadecimal digits.</param>
    /// <param name="unitCode">Code of the unit.</param>
    /// <param name="position">Position in the unit's chain.</param>
    /// <param name="receivedAt">Server time.</param>
    public static byte[] SignedBytes(Guid ballotId, string contentHash, string unitCode, long position, DateTimeOffset receivedAt) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"sipas-receipt/1\n{ballotId:D}\n{contentHash}\n{unitCode}\n{position}\n{IsoTime.Write(receivedAt.ToUniversalTime())}\n"));
}
