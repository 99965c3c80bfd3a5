using Sipas.Files.Columns;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>A draft pack made from a form of another tool.</summary>
public sealed record FormDraft
{
    internal FormDraft(ColumnMap map) => Map = map;

    /// <summary>
    /// The pack: a draft in which <see cref="MethodPackVerifier"/> finds no error except <c>XFM0400</c> for each guess
    /// that a person must confirm (<see cref="MethodPack.Unconfirmed"/>).
    /// </summary>
    public required MethodPack Pack { get; init; }

    /// <summary>The contents of the columns of answers collected with the form: a ready <c>map.json</c> for the import
    /// of ballots.</summary>
    internal ColumnMap Map { get; }

    /// <summary>
    /// Elements of the form that the pack does not have (codes <c>XFM01…</c>), with the place in the form: sheet, row
    /// and column, or JSON path. Then elements that a pack needs and the form does not have (<c>XFM02…</c>), with the
    /// place in the pack to be completed. All are warnings.
    /// </summary>
    public required IReadOnlyList<Problem> Losses { get; init; }
}
