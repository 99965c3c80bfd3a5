namespace Sipas.Files.Tables;

/// <summary>Limits on the amount of a file that is read before it is rejected. Memory use while reading stays within
/// these limits whatever sizes the file declares.</summary>
public sealed record FileLimits
{
    /// <summary>The default limits.</summary>
    public static FileLimits Default { get; } = new();

    /// <summary>Maximum size of a file on disk, in bytes; default 512 MiB.</summary>
    public long MaximumFileBytes { get; init; } = 512L << 20;

    /// <summary>Maximum unpacked size of a part of a workbook, in bytes; default 2 GiB. A sheet is read as a stream and
    /// never completely in memory.</summary>
    public long MaximumPartBytes { get; init; } = 2L << 30;

    /// <summary>Maximum compression ratio of a part of more than 1 MiB; default 200. Real sheets stay below 60.</summary>
    public int MaximumRatio { get; init; } = 200;

    /// <summary>Maximum total number of characters of all shared texts of a workbook; default 32 Mi. These are held in
    /// memory.</summary>
    public int MaximumSharedCharacters { get; init; } = 32 << 20;

    /// <summary>Maximum number of shared texts of a workbook; default 2 million.</summary>
    public int MaximumSharedTexts { get; init; } = 2_000_000;

    /// <summary>Maximum number of rows, including the header; default 2 million.</summary>
    public int MaximumRows { get; init; } = 2_000_000;

    /// <summary>Maximum number of columns; default 1,000.</summary>
    public int MaximumColumns { get; init; } = 1_000;

    /// <summary>Maximum number of characters of one cell (UTF-16 code units); default 32,767, the limit of a
    /// spreadsheet.</summary>
    public int MaximumCellCharacters { get; init; } = 32_767;
}
