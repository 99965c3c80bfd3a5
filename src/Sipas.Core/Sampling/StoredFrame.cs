namespace Sipas.Sampling;

/// <summary>The frame of a survey; its rows are read with <see cref="IFrameStore.OpenFrame"/>.</summary>
internal sealed record StoredFrame
{
    /// <summary>Number of the frame in the store; a frame that replaces another has a new number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>Name of the frame: the name of its file.</summary>
    public required string Name { get; init; }

    /// <summary>Columns of the frame.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Time of import.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>The person who imported it.</summary>
    public required string StoredBy { get; init; }

    /// <summary>Seal of the frame; null while it may still be replaced.</summary>
    public FrameSeal? Seal { get; init; }

    /// <summary>Time at which its rows were erased; null while they are stored.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Number of rows erased individually after the draw, at the request of their person. <see cref="RowCount"/> is the
    /// sealed count.
    /// </summary>
    public long ErasedRowCount { get; init; }
}
