using System.Runtime.CompilerServices;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Values;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly Dictionary<(string Pack, string Version), AnswerLayout> _layouts = [];

    /// <inheritdoc/>
    public ValueSealer Sealer { get; } = new(ValueSealer.NewSecret());

    /// <inheritdoc/>
    public byte[]? DeriveKey(string purpose) => _signer.DeriveKey(purpose);

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
            .Select(pair => (pair.Value.QuestionCode, Value: IsText(pair.Ballot, pair.Value.QuestionCode) ? null : pair.Value.Value,
                pair.Value.IsErased))
            .GroupBy(value => value)
            .Select(same => new ValueCount(same.Key.QuestionCode, same.Key.Value, same.Key.IsErased, same.LongCount()))]);
    }

    /// <inheritdoc/>
    public Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            long count = 0;
            for (int i = 0; i < _all.Count; i++)
            {
                StoredBallot ballot = _all[i];
                if (ballot.Values.Any(IsMeant))
                {
                    count += ballot.Values.LongCount(IsMeant);
                    _all[i] = ballot with { Values = [.. ballot.Values.Select(value => IsMeant(value) ? value.Erased() : value)] };
                }

                bool IsMeant(SealedValue value) => Erases(erasure, ballot, value);
            }

            if (count > 0)
            {
                Record(AuditActions.PersonErased, erasure.Detail(count), "ballot_value");
            }

            return Task.FromResult(count);
        }
    }

    /// <inheritdoc/>
    public Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return Locked(() => _all.Sum(ballot => ballot.Values.LongCount(value => Erases(erasure, ballot, value))), cancellationToken);
    }

    private bool Erases(ValueErasure erasure, StoredBallot ballot, SealedValue value) =>
        !value.IsErased && erasure.Covers(ballot, value.QuestionCode, IsText(ballot, value.QuestionCode));

    private (StoredBallot Ballot, SealedValue Value)[] Matching(ValueFilter filter)
    {
        lock (_gate)
        {
            return [.. _all.Where(ballot => !ballot.Late && !ballot.IsReplaced)
                .SelectMany(ballot => ballot.Values.Where(value => filter.Covers(ballot, value.QuestionCode))
                    .Select(value => (ballot, value)))];
        }
    }

    private bool IsText(StoredBallot ballot, string questionCode) =>
        _layouts[(ballot.PackId, ballot.QuestionnaireVersion)]
        .FindValueQuestion(questionCode) is { Traits.IsText: true };
}
