namespace Sipas.Counting.Kernels;

/// <summary>Vector register operations used by the kernels: several adjacent 64-bit lanes, each a word of a different item.</summary>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T Load(ref readonly ulong source, nuint index);

    static abstract T Broadcast(ulong word);

    static abstract T And(T a, T b);

    static abstract T AndNot(T a, T b);

    static abstract T Or(T a, T b);

    static abstract T Xor3(T a, T b, T c);

    /// <summary>Returns the bits that are set in two or three of the operands.</summary>
    static abstract T Majority(T a, T b, T c);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Double(T a);

    /// <summary>Returns the number of set bits of each lane.</summary>
    static abstract T PopCount(T a);

    /// <summary>Returns the number of set bits of each byte.</summary>
    static abstract T PopCountBytes(T a);

    /// <summary>Adds byte by byte.</summary>
    static abstract T AddBytes(T a, T b);

    /// <summary>Returns the sum of the eight bytes of each lane.</summary>
    static abstract T SumBytes(T a);

    static abstract void Store(T a, ref ulong target, nuint index);
}
