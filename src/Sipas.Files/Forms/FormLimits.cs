using Sipas.Files.Tables;

namespace Sipas.Files.Forms;

/// <summary>Limits on the amount of a form that is read before it is rejected (<c>IMP0015</c>).</summary>
public sealed record FormLimits
{
    /// <summary>The default limits.</summary>
    public static FormLimits Default { get; } = new();

    /// <summary>Maximum size of a file on disk, in bytes; default 8 MiB. A form of 1,000 questions in two languages has
    /// less than 1 MiB.</summary>
    public int MaximumBytes { get; init; } = 8 << 20;

    /// <summary>Maximum number of rows of a sheet, or of elements, choices and columns of a JSON form together; default
    /// 20,000.</summary>
    public int MaximumRows { get; init; } = 20_000;

    /// <summary>Maximum levels of nesting, of JSON and of groups; default 64.</summary>
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
