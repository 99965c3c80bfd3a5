using Sipas.Log;
using Sipas.Receipts;

namespace Sipas.Storage.InMemory;

/// <summary>The marks of spent tickets with their signed sum; used while the session is locked.</summary>
internal sealed class InMemorySpentTickets(InMemoryAudit audit, ReceiptSigner signer)
{
    private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
    private readonly SpentSum _sum = new();
    private SpentSeal? _seal;

    /// <summary>Sum and seal of the marks.</summary>
    public SpentTickets State => new(_sum.Count, _sum.Digest(), _seal);

    /// <summary>Whether a ticket was spent.</summary>
    public bool Contains(ReadOnlySpan<byte> mark) => _marks.Contains(Convert.ToHexString(mark));

    /// <summary>Marks a ticket as spent.</summary>
    public void Add(ReadOnlySpan<byte> mark) => _marks.Add(Convert.ToHexString(mark));

    /// <summary>Signs the sum with the marks of one append.</summary>
    public void Seal(IReadOnlyList<byte[]> marks)
    {
        foreach (byte[] mark in marks)
        {
            _sum.Add(mark);
        }

        if (marks.Count > 0)
        {
            _seal = SpentSeal.Make(_sum, audit.End, signer);
        }
    }
}
