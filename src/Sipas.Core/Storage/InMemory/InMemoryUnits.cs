using Sipas.Audit;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Storage.InMemory;

/// <summary>Organisation units and their successions.</summary>
internal sealed class InMemoryUnits(InMemorySession session, InMemoryAudit audit, InMemoryStoredBallots stored)
    : IUnitStore, IInMemoryContents
{
    private UnitHistory _history = new(UnitDirectory.Empty, []);

    /// <inheritdoc/>
    public Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken) => session.RunAsync(() => _history.Units, cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            var next = new UnitHistory(_history.Units.With(units), _history.Successions);
            Problem[] outside = [.. units.DistinctBy(unit => unit.Code)
                .Select(unit => UnitFaults.OfBallots(
                    unit, stored.All.LongCount(ballot => ballot.UnitCode == unit.Code && !unit.ExistsOn(ballot.CountedOn))))
                .OfType<Problem>()];
            if (outside.Length > 0)
            {
                throw new SipasException(outside);
            }

            _history = next;
            audit.Record(AuditActions.UnitsSaved, AuditActions.DetailOf(units), this, "unit");
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken) =>
        session.RunAsync(() => _history.Successions, cancellationToken);

    /// <inheritdoc/>
    public Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(successions);
        return session.RunAsync(
            () =>
            {
                _history = _history.With(successions);
                audit.Record(AuditActions.SuccessionsSaved, AuditActions.DetailOf(successions), this, "unit_succession");
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IEnumerable<StoredContent> Contents()
    {
        foreach (OrganisationUnit unit in _history.Units.Units)
        {
            yield return InMemoryDigest.Of(
                $"unit {unit.Code}", unit.Name.Vi, unit.Name.En, unit.Block, unit.ParentCode, unit.ValidFrom, unit.ValidTo);
        }

        foreach (UnitSuccession link in _history.Successions)
        {
            yield return InMemoryDigest.Of(
                $"unit_succession {link.PredecessorCode} {link.SuccessorCode}", link.Kind.ToString(), link.Share);
        }
    }
}
