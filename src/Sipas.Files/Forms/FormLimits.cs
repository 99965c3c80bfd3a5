namespace Sipas.Files.Forms;

/// <summary>How much of a form is read before it is refused (<c>IMP0015</c>).</summary>
public sealed record FormLimits
{
    /// <summary>The limits that hold unless others are given.</summary>
    public static FormLimits Default { get; } = new();

    /// <summary>Largest file, in bytes as it lies on disk; 8 MiB unless said otherwise. A form of 1,000 questions in two languages has less than 1 MiB.</summary>
    public int MaximumBytes { get; init; } = 8 << 20;

    /// <summary>Rows of a sheet, or elements, choices and columns of a JSON form together; 20,000 unless said otherwise.</summary>
    public int MaximumRows { get; init; } = 20_000;

    /// <summary>Levels of nesting, of JSON as of groups; 64 unless said otherwise.</summary>
    public int MaximumDepth { get; init; } = 64;

    internal FileLimits ToFileLimits() => FileLimits.Default with
    {
        MaximumFileBytes = MaximumBytes,
        MaximumPartBytes = 16L * MaximumBytes,
        MaximumSharedCharacters = MaximumBytes,
        MaximumSharedTexts = 8 * MaximumRows,
        MaximumRows = MaximumRows,
        MaximumColumns = 250,
    };
}
