namespace Sipas.Files;

/// <summary>How much of a file is read before it is refused. What is kept in memory while reading stays within these limits whatever the file claims of itself.</summary>
public sealed record FileLimits
{
    /// <summary>The limits that hold unless others are given.</summary>
    public static FileLimits Default { get; } = new();

    /// <summary>Largest file, in bytes as it lies on disk; 512 MiB unless said otherwise.</summary>
    public long MaximumFileBytes { get; init; } = 512L << 20;

    /// <summary>Largest part of a workbook once unpacked, in bytes; 2 GiB unless said otherwise. A sheet is read as a stream and never lies in memory.</summary>
    public long MaximumPartBytes { get; init; } = 2L << 30;

    /// <summary>How many times larger than its packed form a part of more than 1 MiB may be; 200 unless said otherwise. Real sheets stay below 60.</summary>
    public int MaximumRatio { get; init; } = 200;

    /// <summary>Characters of all shared texts of a workbook together; 32 Mi unless said otherwise. These lie in memory.</summary>
    public int MaximumSharedCharacters { get; init; } = 32 << 20;

    /// <summary>Number of shared texts of a workbook; 2 million unless said otherwise.</summary>
    public int MaximumSharedTexts { get; init; } = 2_000_000;

    /// <summary>Rows, the header among them; 2 million unless said otherwise.</summary>
    public int MaximumRows { get; init; } = 2_000_000;

    /// <summary>Columns; 1,000 unless said otherwise.</summary>
    public int MaximumColumns { get; init; } = 1_000;

    /// <summary>Characters of one cell (UTF-16 code units); 32,767 unless said otherwise, which is what a spreadsheet holds.</summary>
    public int MaximumCellCharacters { get; init; } = 32_767;
}
