namespace Sipas.Aggregation.Kernels;

/// <summary>Which plane products a group needs: code s can only be the AND of its planes where some item has a code s or above.</summary>
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

/// <summary>Which ballots of a block a kernel counts.</summary>
internal interface IMasking
{
    /// <summary>Only those whose bit the block's mask has.</summary>
    static abstract bool ByBlock { get; }

    /// <summary>Only those whose code has bit 3, lane by lane.</summary>
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

/// <summary>How many blocks a kernel for few blocks counts.</summary>
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
