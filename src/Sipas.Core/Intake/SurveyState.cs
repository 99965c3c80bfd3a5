using Sipas.Aggregation;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Intake;

/// <summary>What a running host knows of its survey: the units, the notice and the live counts, each following the storage. Safe for concurrent use.</summary>
public sealed class SurveyState : IDisposable
{
    private readonly ISipasStorage _storage;
    private readonly SemaphoreSlim _following = new(1, 1);
    private volatile UnitDirectory _units = UnitDirectory.Empty;
    private volatile LocalizedText? _notice;

    /// <summary>Makes the state; it is empty until <see cref="OpenAsync"/>.</summary>
    /// <param name="storage">The storage it follows.</param>
    /// <param name="packs">The packs whose questionnaires are counted.</param>
    public SurveyState(ISipasStorage storage, MethodPackRegistry packs)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(packs);
        _storage = storage;
        Packs = packs;
        Live = new LiveCube(packs);
    }

    /// <summary>The packs.</summary>
    public MethodPackRegistry Packs { get; }

    /// <summary>The units.</summary>
    public UnitDirectory Units => _units;

    /// <summary>The notice that every page must bear; null when there is none.</summary>
    public LocalizedText? Notice => _notice;

    /// <summary>The live counts.</summary>
    public LiveCube Live { get; }

    /// <summary>Opens the storage, reads units and notice, and counts all ballots.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The storage cannot be used; the problem says what to mend.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        await ReloadAsync(cancellationToken).ConfigureAwait(false);
        await FollowAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads units and notice again, after they were changed.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        _units = await ((IUnitStore)_storage).ReadAsync(cancellationToken).ConfigureAwait(false);
        _notice = await _storage.ReadNoticeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a unit; one that was imported beside the running host since it last looked is found too.</summary>
    /// <param name="code">Code of the unit.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The unit; null when there is none.</returns>
    public async Task<OrganisationUnit?> FindUnitAsync(string code, CancellationToken cancellationToken)
    {
        if (Units.Find(code) is null && CodeText.IsWellFormed(code))
        {
            await ReloadAsync(cancellationToken).ConfigureAwait(false);
        }

        return Units.Find(code);
    }

    /// <summary>Counts what another process appended since, for example an import beside a running host, and reads units and notice again when it did.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (await _storage.LastSequenceAsync(cancellationToken).ConfigureAwait(false) <= Live.Watermark)
        {
            return;
        }

        await ReloadAsync(cancellationToken).ConfigureAwait(false);

        await _following.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadLogAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Counts ballots that this process appended.</summary>
    /// <param name="appended">The ballots with their sequence numbers, rising.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task CountAsync(IReadOnlyList<CountedBallot> appended, CancellationToken cancellationToken)
    {
        if (appended.Count == 0)
        {
            return;
        }

        await _following.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another process may have appended in between; then the log is read, so that no ballot is passed over.
            bool next = appended[0].Sequence == Live.Watermark + 1 && appended[^1].Sequence == Live.Watermark + appended.Count;
            if (next)
            {
                Live.Apply(appended);
            }
            else
            {
                await ReadLogAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _following.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private async Task ReadLogAsync(CancellationToken cancellationToken)
    {
        var part = new List<CountedBallot>(4096);
        await foreach (CountedBallot ballot in _storage.ReadAsync(Live.Watermark, cancellationToken).ConfigureAwait(false))
        {
            part.Add(ballot);
            if (part.Count == part.Capacity)
            {
                Live.Apply(part);
                part.Clear();
            }
        }

        Live.Apply(part);
    }
}
