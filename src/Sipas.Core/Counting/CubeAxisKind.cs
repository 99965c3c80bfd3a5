using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>The dimension by which a cube is broken down, in addition to the unit.</summary>
internal enum CubeAxisKind
{
    /// <summary>Nothing: one cell per unit.</summary>
    None,

    /// <summary>Month: position 0 is the month of <see cref="ColumnSchema.FirstDay"/>, see <see cref="ColumnSchema.MonthAt"/>.</summary>
    Month,

    /// <summary>Collection mode: the position is the value of <see cref="CollectionMode"/>, 0 when not stated.</summary>
    Mode,

    /// <summary>Selection basis: the position is the value of <see cref="SelectionBasis"/>, 0 when not stated.</summary>
    Basis,

    /// <summary>Flag: 0 without, 1 with.</summary>
    Flag,

    /// <summary>Service sector, by its position.</summary>
    ProcedureField,

    /// <summary>A respondent attribute, by its value.</summary>
    Attribute,

    /// <summary>The answer to an item, by its code: 0 when blank.</summary>
    Answer,
}
