namespace Sipas.Aggregation;

/// <summary>The dimension by which a cube is broken down, in addition to the unit.</summary>
public enum CubeAxisKind
{
    /// <summary>Nothing: one cell per unit.</summary>
    None,

    /// <summary>Month: position 0 is the month of <see cref="ColumnSchema.FirstDay"/>, see <see cref="ColumnSchema.MonthAt"/>.</summary>
    Month,

    /// <summary>Collection mode: the position is the value of <see cref="Ballots.CollectionMode"/>, 0 when not stated.</summary>
    Mode,

    /// <summary>Selection basis: the position is the value of <see cref="Ballots.SelectionBasis"/>, 0 when not stated.</summary>
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

/// <summary>The axis by which a cube is broken down, in addition to the unit. The default is no axis.</summary>
public readonly record struct CubeAxis
{
    private CubeAxis(CubeAxisKind kind, int attribute = 0, int item = 0)
    {
        Kind = kind;
        AttributeIndex = attribute;
        ItemIndex = item;
    }

    /// <summary>Kind of the axis.</summary>
    public CubeAxisKind Kind { get; }

    /// <summary>Position in <see cref="ColumnSchema.Attributes"/>; 0 when the axis is not an attribute.</summary>
    public int AttributeIndex { get; }

    /// <summary>Position of the item in the questionnaire; 0 when the axis is not an answer.</summary>
    public int ItemIndex { get; }

    /// <summary>No axis: one cell per unit.</summary>
    public static CubeAxis None => default;

    /// <summary>By month.</summary>
    public static CubeAxis Month => new(CubeAxisKind.Month);

    /// <summary>By collection mode.</summary>
    public static CubeAxis Mode => new(CubeAxisKind.Mode);

    /// <summary>By selection basis.</summary>
    public static CubeAxis Basis => new(CubeAxisKind.Basis);

    /// <summary>By flag.</summary>
    public static CubeAxis Flag => new(CubeAxisKind.Flag);

    /// <summary>By service sector.</summary>
    public static CubeAxis ProcedureField => new(CubeAxisKind.ProcedureField);

    /// <summary>By a respondent attribute.</summary>
    /// <param name="index">Position in <see cref="ColumnSchema.Attributes"/>.</param>
    public static CubeAxis Attribute(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(CubeAxisKind.Attribute, index);
    }

    /// <summary>By the answer to an item, for example a question about the respondent.</summary>
    /// <param name="item">Position of the item in the questionnaire.</param>
    public static CubeAxis Answer(int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        return new(CubeAxisKind.Answer, item: item);
    }

    internal int Dimension => Kind switch
    {
        CubeAxisKind.Mode => PlaneLayout.ModeDimension,
        CubeAxisKind.Basis => PlaneLayout.BasisDimension,
        CubeAxisKind.Flag => PlaneLayout.FlagDimension,
        CubeAxisKind.Attribute => PlaneLayout.FirstAttributeDimension + AttributeIndex,
        _ => throw new InvalidOperationException($"{Kind} is not kept as planes."),
    };
}
