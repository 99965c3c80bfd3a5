namespace Sipas.Counting;

/// <summary>The axis by which a cube is broken down, in addition to the unit. The default is no axis.</summary>
internal readonly record struct CubeAxis
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
