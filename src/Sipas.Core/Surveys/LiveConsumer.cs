using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Surveys;

/// <summary>The live counts as a consumer of the log. A correction replaces them with a recount; readers use the previous counts
/// meanwhile. Safe for concurrent use.</summary>
internal sealed class LiveConsumer(MethodPackRegistry packs, ServiceSectors? fields) : ILogConsumer, IDisposable
{
    private volatile LiveCube _counts = new(packs, fields);

    /// <summary>The current counts.</summary>
    public LiveCube Counts => _counts;

    /// <inheritdoc/>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <inheritdoc/>
    public long Watermark => _counts.Watermark;

    /// <inheritdoc/>
    public bool IsNeeded => true;

    /// <inheritdoc/>
    public Task<bool> StartsAgainAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public void Append(IReadOnlyList<CountedBallot> ballots) => _counts.Apply(ballots);

    /// <inheritdoc/>
    public Task<ILogRestart> RestartAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ILogRestart>(new Recount(this, new LiveCube(packs, fields)));

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();

    private sealed class Recount(LiveConsumer live, LiveCube again) : ILogRestart
    {
        public void Add(IReadOnlyList<CountedBallot> ballots) => again.Apply(ballots);

        public void Complete() => live._counts = again;
    }
}
