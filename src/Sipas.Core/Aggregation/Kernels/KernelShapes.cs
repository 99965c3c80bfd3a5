namespace Sipas.Aggregation.Kernels;

/// <summary>The plane products a group needs: the AND of the planes in s is needed only if some item has a code of s or above.</summary>
internal interface IShape
{
    static abstract int Codes { get; }
}

internal readonly struct TwoCodes : IShape
{
    public static int Codes => 2;
}

internal readonly struct FourCodes : IShape
{
    public static int Codes => 4;
}

internal readonly struct SixCodes : IShape
{
    public static int Codes => 6;
}

internal readonly struct SevenCodes : IShape
{
    public static int Codes => 7;
}

internal readonly struct EightCodes : IShape
{
    public static int Codes => 8;
}

/// <summary>Selects the ballots of a block that a kernel counts.</summary>
internal interface IMasking
{
    /// <summary>Whether only ballots whose bit is set in the block's mask are counted.</summary>
    static abstract bool ByBlock { get; }

    /// <summary>Whether only ballots whose code has bit 3 set are counted, lane by lane.</summary>
    static abstract bool ByFourthPlane { get; }
}

internal readonly struct AllBallots : IMasking
{
    public static bool ByBlock => false;

    public static bool ByFourthPlane => false;
}

internal readonly struct MaskedBallots : IMasking
{
    public static bool ByBlock => true;

    public static bool ByFourthPlane => false;
}

internal readonly struct HighCodes : IMasking
{
    public static bool ByBlock => false;

    public static bool ByFourthPlane => true;
}

internal readonly struct MaskedHighCodes : IMasking
{
    public static bool ByBlock => true;

    public static bool ByFourthPlane => true;
}

/// <summary>The number of blocks counted by a kernel for few blocks.</summary>
internal interface IBlockCount
{
    static abstract int Count { get; }
}

internal readonly struct OneBlock : IBlockCount
{
    public static int Count => 1;
}

internal readonly struct TwoBlocks : IBlockCount
{
    public static int Count => 2;
}

internal readonly struct ThreeBlocks : IBlockCount
{
    public static int Count => 3;
}

internal readonly struct FourBlocks : IBlockCount
{
    public static int Count => 4;
}
