namespace Sipas.Aggregation;

/// <summary>What a cube is broken down by, beside the unit.</summary>
public enum CubeAxisKind
{
    /// <summary>Nothing: one cell a unit.</summary>
    None,

    /// <summary>Month: position 0 is the month of <see cref="ColumnSchema.FirstDay"/>, see <see cref="ColumnSchema.MonthAt"/>.</summary>
    Month,

    /// <summary>Collection mode: the position is the value of <see cref="Ballots.CollectionMode"/>, 0 where it is not stated.</summary>
    Mode,

    /// <summary>Selection basis: the position is the value of <see cref="Ballots.SelectionBasis"/>, 0 where it is not stated.</summary>
    Basis,

    /// <summary>Flag: 0 without, 1 with.</summary>
    Flag,

    /// <summary>Procedure field, by its position.</summary>
    ProcedureField,

    /// <summary>An attribute of respondents, by its value.</summary>
    Attribute,

    /// <summary>The answer to an item, by its code: 0 where it is blank.</summary>
    Answer,
}

/// <summary>What a cube is broken down by, beside the unit. By default nothing.</summary>
public readonly record struct CubeAxis
{
    private CubeAxis(CubeAxisKind kind, int attribute = 0, int item = 0)
    {
        Kind = kind;
        AttributeIndex = attribute;
        ItemIndex = item;
    }

    /// <summary>What the axis is.</summary>
    public CubeAxisKind Kind { get; }

    /// <summary>Position in <see cref="ColumnSchema.Attributes"/>; 0 where the axis is no attribute.</summary>
    public int AttributeIndex { get; }

    /// <summary>Position of the item in the questionnaire; 0 where the axis is no answer.</summary>
    public int ItemIndex { get; }

    /// <summary>No axis: one cell a unit.</summary>
    public static CubeAxis None => default;

    /// <summary>By month.</summary>
    public static CubeAxis Month => new(CubeAxisKind.Month);

    /// <summary>By collection mode.</summary>
    public static CubeAxis Mode => new(CubeAxisKind.Mode);

    /// <summary>By selection basis.</summary>
    public static CubeAxis Basis => new(CubeAxisKind.Basis);

    /// <summary>By flag.</summary>
    public static CubeAxis Flag => new(CubeAxisKind.Flag);

    /// <summary>By procedure field.</summary>
    public static CubeAxis ProcedureField => new(CubeAxisKind.ProcedureField);

    /// <summary>By an attribute of respondents.</summary>
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
