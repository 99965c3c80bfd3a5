using System.Runtime.CompilerServices;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Scoring;
using Sipas.Values;

namespace Sipas.Storage.InMemory;

/// <summary>Free values of ballots.</summary>
internal sealed class InMemoryValues(InMemorySession session, InMemoryAudit audit, InMemoryStoredBallots stored)
    : IValueStore, IInMemoryContents
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(
        ValueFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await Task.CompletedTask;
        foreach ((StoredBallot ballot, SealedValue value) in Matching(filter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ValueOfBallot(
                ballot.Sequence, ballot.Id, ballot.QuestionnaireVersion, ballot.UnitCode, ballot.Basis, ballot.CountedOn,
                value.QuestionCode, value.Value);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ValueCount>>([.. Matching(filter)
            .Select(pair => (pair.Value.QuestionCode, Value: stored.IsText(pair.Ballot, pair.Value.QuestionCode) ? null : pair.Value.Value,
                pair.Value.IsErased))
            .GroupBy(value => value)
            .Select(same => new ValueCount(same.Key.QuestionCode, same.Key.Value, same.Key.IsErased, same.LongCount()))]);
    }

    /// <inheritdoc/>
    public Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return session.RunAsync(
            () =>
            {
                long count = 0;
                for (int i = 0; i < stored.All.Count; i++)
                {
                    StoredBallot ballot = stored.All[i];
                    if (ballot.Values.Any(IsMeant))
                    {
                        count += ballot.Values.LongCount(IsMeant);
                        stored.All[i] = ballot with
                        {
                            Values = [.. ballot.Values.Select(value => IsMeant(value) ? value.Erased() : value)],
                        };
                    }

                    bool IsMeant(SealedValue value) => Erases(erasure, ballot, value);
                }

                if (count > 0)
                {
                    audit.Record(AuditActions.PersonErased, erasure.Detail(count), this, "ballot_value");
                }

                return count;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return session.RunAsync(
            () => stored.All.Sum(ballot => ballot.Values.LongCount(value => Erases(erasure, ballot, value))), cancellationToken);
    }

    /// <inheritdoc/>
    public IEnumerable<StoredContent> Contents()
    {
        object?[] erased =
        [
            .. stored.All.SelectMany(ballot =>
                ballot.Values.Where(value => value.IsErased).SelectMany(value => (object?[])[ballot.Sequence, value.QuestionCode])),
        ];
        if (erased.Length > 0)
        {
            yield return InMemoryDigest.Of("ballot_value", erased);
        }
    }

    private bool Erases(ValueErasure erasure, StoredBallot ballot, SealedValue value) =>
        !value.IsErased && erasure.Covers(ballot, value.QuestionCode, stored.IsText(ballot, value.QuestionCode));

    private (StoredBallot Ballot, SealedValue Value)[] Matching(ValueFilter filter) => session.Run<(StoredBallot, SealedValue)[]>(
        () => [.. stored.All.Where(ballot => !ballot.Late && !ballot.IsReplaced)
            .SelectMany(ballot => ballot.Values.Where(value => filter.Covers(ballot, value.QuestionCode))
                .Select(value => (ballot, value)))]);
}
