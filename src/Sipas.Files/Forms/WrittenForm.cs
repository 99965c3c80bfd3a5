using Sipas.Files.Columns;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>A questionnaire of a pack written as a form of another tool.</summary>
public sealed record WrittenForm
{
    internal WrittenForm(ColumnMap map) => Map = map;

    /// <summary>The bytes of the file.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The contents of the columns of answers collected with the form: a ready <c>map.json</c> for the import
    /// of ballots.</summary>
    internal ColumnMap Map { get; }

    /// <summary>Elements of the pack that the form does not have (codes <c>XFM03…</c>): warnings, each with its place
    /// in the pack, codes in square brackets; <c>[]</c> means every level.</summary>
    public required IReadOnlyList<Problem> Losses { get; init; }
}
