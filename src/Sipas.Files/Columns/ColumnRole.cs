namespace Sipas.Files.Columns;

/// <summary>The possible contents of a column of a file of ballots.</summary>
internal enum ColumnRole
{
    /// <summary>The unit's code.</summary>
    Unit,

    /// <summary>The number printed on the ballot.</summary>
    BallotNumber,

    /// <summary>The time or day at which the ballot was completed.</summary>
    CompletedAt,

    /// <summary>The procedure's code.</summary>
    Procedure,

    /// <summary>The collection mode.</summary>
    Mode,

    /// <summary>The selection basis.</summary>
    Basis,

    /// <summary>The answer to an item.</summary>
    Item,

    /// <summary>The ticked options of a multiple-choice question.</summary>
    Ticks,

    /// <summary>The answer to a number, text or date question.</summary>
    Value,
}
