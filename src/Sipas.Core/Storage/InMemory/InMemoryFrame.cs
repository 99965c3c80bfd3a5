using Sipas.Sampling;

namespace Sipas.Storage.InMemory;

/// <summary>A stored frame with its rows.</summary>
internal sealed class InMemoryFrame(string name, IReadOnlyList<string> columns, FrameRow[] rows) : IFrameSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => columns;

    /// <inheritdoc/>
    public IEnumerable<FrameRow> ReadRows() => rows;
}
