using FsCheck;
using FsCheck.Fluent;

namespace Sipas;

/// <summary>Generates the seeds of random cases. All draws of a case follow from its seed, so its seed repeats a failed case.</summary>
public static class Seeds
{
    /// <summary>The replay of a fixed seed: the same cases in every run.</summary>
    public const string Fixed = "20261121,11400714819323198485";

    public static Arbitrary<int> Numbers() => Gen.Choose(0, int.MaxValue).ToArbitrary();

    public static Arbitrary<ulong> UnsignedNumbers() => Gen.Choose(0, int.MaxValue).Select(seed => (ulong)seed).ToArbitrary();
}
