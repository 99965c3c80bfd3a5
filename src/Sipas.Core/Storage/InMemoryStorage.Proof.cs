using System.Runtime.CompilerServices;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly List<StoredBallot> _all = [];
    private readonly List<SurveyClosing> _closings = [];
    private readonly List<AuditRecord> _audit = [];
    private readonly TimeProvider _clock;

    /// <summary>Creates an empty storage.</summary>
    /// <param name="clock">Server time, for closings; the system clock when null.</param>
    public InMemoryStorage(TimeProvider? clock = null) => _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBallot> ReadStoredAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        StoredBallot[] all;
        lock (_gate)
        {
            all = [.. _all.Skip((int)afterSequence)];
        }

        foreach (StoredBallot ballot in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ballot;
        }
    }

    /// <inheritdoc/>
    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(new LogHead
            {
                LastSequence = _all.Count,
                LastSealed = _all.Count,
                Keys = [new ReceiptKey(_signer.KeyId, _signer.PublicKey, null, null)],
                Questionnaires = [.. _layouts.Values.OrderBy(layout => layout.PackId, StringComparer.Ordinal)
                    .ThenBy(layout => layout.QuestionnaireVersion, StringComparer.Ordinal).Select(layout => new StoredQuestionnaire(
                    layout.PackId, layout.QuestionnaireVersion, [.. layout.Items.Select(item => item.Item.Code)],
                    [.. layout.ValueQuestions.Select(question => question.Code)]))],
                Closings = [.. _closings],
                Audit = [.. _audit],
                Contents = [.. Contents()],
                Spent = new SpentTickets(_spentSum.Count, _spentSum.Digest(), _spentSeal),
            });
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReceiptKey>>([new ReceiptKey(_signer.KeyId, _signer.PublicKey, null, null)]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SurveyClosing>>([.. _closings]);
        }
    }

    /// <inheritdoc/>
    public Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        ArgumentNullException.ThrowIfNull(detail);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Record(action, detail);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<AuditRecord>>([.. _audit]);
        }
    }

    /// <inheritdoc/>
    public Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        SurveyNames.Require(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_closings.Exists(closing => closing.Name == name))
            {
                throw new SipasException(new Problem(ProblemCodes.SurveyClosed, value: name));
            }

            string? packHash = PackHashOf(scope);
            var tree = new MerkleTree();
            foreach (StoredBallot ballot in _all.Where(ballot => !ballot.Late && scope.Covers(ballot)))
            {
                tree.Append(ballot.ContentHash.Span);
            }

            DateTimeOffset now = Iso8601.CutToMilliseconds(_clock.GetUtcNow().ToUniversalTime());
            var closing = new SurveyClosing(name, scope, _all.Count, tree.Count, Convert.ToHexString(tree.Root()).ToLowerInvariant(),
                now)
            {
                PackHash = packHash,
            };
            _closings.Add(closing);
            Record(AuditActions.SurveyClosed, closing.AuditDetail());
            return Task.FromResult(closing);
        }
    }

    private string? LateFor(PendingBallot draft) => _closings.Find(closing => closing.Scope.Covers(
        draft.Ballot.Layout.PackId, draft.Ballot.Layout.QuestionnaireVersion, draft.Ballot.Basis, draft.CountedOn))?.Name;

    private static StoredBallot Stored(PendingBallot draft, long sequence, (long Position, byte[] Link) place, ReceiptSeal? seal,
        string? lateFor, long original)
    {
        Ballot ballot = draft.Ballot;
        return new StoredBallot
        {
            Sequence = sequence,
            Header = ballot.Header,
            Original = original == 0 ? null : original,
            Correction = draft.Correction,
            ReceivedAt = draft.ReceivedAt,
            Answers = ballot.Layout.ToCharacters(ballot.Codes.Span),
            Values = draft.Values,
            ContentHash = draft.ContentHash,
            Position = place.Position,
            ChainHash = place.Link,
            Seal = seal,
            CountedOn = draft.CountedOn,
            ClockSkew = draft.ClockSkew,
            SentBy = draft.SentBy,
            Channel = draft.Channel,
            Late = lateFor is not null,
            LateFor = lateFor,
        };
    }
}
