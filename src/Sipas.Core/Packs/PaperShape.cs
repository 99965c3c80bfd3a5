namespace Sipas.Packs;

/// <summary>The printed form of a question.</summary>
internal enum PaperShape
{
    /// <summary>Options with one mark.</summary>
    OneOption,

    /// <summary>Options with several marks.</summary>
    SeveralOptions,

    /// <summary>A row of a table whose columns are levels.</summary>
    Row,

    /// <summary>A separate table with a title.</summary>
    Table,

    /// <summary>One line to write on.</summary>
    Line,

    /// <summary>Several lines to write on.</summary>
    Lines,
}
