using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage.InMemory;

/// <summary>Closings of surveys.</summary>
internal sealed class InMemoryClosings(
    InMemorySession session, InMemoryAudit audit, InMemoryPacks packs, InMemoryStoredBallots stored) : IClosingStore
{
    private readonly List<SurveyClosing> _closings = [];

    /// <summary>The closings; read and copied while the session is locked.</summary>
    public IReadOnlyList<SurveyClosing> All => _closings;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<SurveyClosing>>(() => [.. _closings], cancellationToken);

    /// <inheritdoc/>
    public Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        SurveyNames.Require(name);
        return session.RunAsync(() => Close(name, scope), cancellationToken);
    }

    /// <summary>Name of the closing for which a ballot is late; null when it is not late. Called while the session is locked.</summary>
    public string? LateFor(PendingBallot draft) => _closings.Find(closing => closing.Scope.Covers(
        draft.Ballot.Layout.PackId, draft.Ballot.Layout.QuestionnaireVersion, draft.Ballot.Basis, draft.CountedOn))?.Name;

    private SurveyClosing Close(string name, SurveyScope scope)
    {
        if (_closings.Exists(closing => closing.Name == name))
        {
            throw new SipasException(new Problem(ProblemCodes.SurveyClosed, value: name));
        }

        string? packHash = packs.PackHashOf(scope);
        var tree = new MerkleTree();
        foreach (StoredBallot ballot in stored.All.Where(ballot => !ballot.Late && scope.Covers(ballot)))
        {
            tree.Append(ballot.ContentHash.Span);
        }

        var closing = new SurveyClosing(
            name, scope, stored.All.Count, tree.Count, Convert.ToHexString(tree.Root()).ToLowerInvariant(), session.Now)
        {
            PackHash = packHash,
        };
        _closings.Add(closing);
        audit.Record(AuditActions.SurveyClosed, closing.AuditDetail());
        return closing;
    }
}
