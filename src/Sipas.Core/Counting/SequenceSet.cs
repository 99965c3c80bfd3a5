namespace Sipas.Counting;

/// <summary>A set of sequence numbers, one bit each.</summary>
internal sealed class SequenceSet
{
    private ulong[] _words = new ulong[16];

    public bool Contains(long sequence) =>
        sequence >> 6 is var word && word < _words.Length && (_words[word] >> (int)(sequence & 63) & 1) == 1;

    public void Add(long sequence)
    {
        long word = sequence >> 6;
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, (int)Math.Max(word + 1, 2L * _words.Length));
        }

        _words[word] |= 1UL << (int)(sequence & 63);
    }

    public void Remove(long sequence)
    {
        if (Contains(sequence))
        {
            _words[sequence >> 6] &= ~(1UL << (int)(sequence & 63));
        }
    }

    public SequenceSet Copy() => new() { _words = [.. _words] };
}
