using System.Globalization;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Receipts;

namespace Sipas.Storage.InMemory;

/// <summary>Trial ballots and the quarantine.</summary>
internal sealed class InMemoryHeld(
    InMemorySession session, InMemoryAudit audit, InMemorySpentTickets spent, ReceiptSigner signer) : IHeldSubmissionStore
{
    private readonly List<(HeldSubmissionEntry Entry, byte[] Body)> _held = [];

    /// <inheritdoc/>
    public Task<HeldSubmissionOutcome> HoldAsync(HeldSubmission package, int maximumWaiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        return session.RunAsync(
            () =>
            {
                HeldSubmissionReceipt[] known = [.. _held.Select(stored => stored.Entry.Receipt)
                    .Where(receipt => receipt.Kind == package.Kind && receipt.BallotId == package.BallotId)];
                if (Array.Find(known, receipt => receipt.ContentHash == package.ContentHash) is { } same)
                {
                    return new HeldSubmissionOutcome(HeldSubmissionStatus.AlreadyStored, same);
                }

                if (package.Kind == HeldSubmissionKind.Trial && known.Length > 0)
                {
                    return new HeldSubmissionOutcome(HeldSubmissionStatus.Conflict, null);
                }

                if (_held.Count(stored =>
                    stored.Entry.Receipt.Kind == package.Kind && stored.Entry.DeviceCode == package.DeviceCode && stored.Entry.IsWaiting)
                    >= maximumWaiting)
                {
                    return new HeldSubmissionOutcome(HeldSubmissionStatus.Full, null);
                }

                var receipt = HeldSubmissionReceipt.Make(signer, package);
                _held.Add((new HeldSubmissionEntry(_held.Count + 1, package.DeviceCode, package.Body.Length, receipt, null),
                    package.Body.ToArray()));
                return new HeldSubmissionOutcome(HeldSubmissionStatus.Stored, receipt);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldSubmissionEntry>> ListHeldAsync(HeldSubmissionKind kind, CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<HeldSubmissionEntry>>(
            () => [.. _held.Select(stored => stored.Entry).Where(entry => entry.Receipt.Kind == kind)], cancellationToken);

    /// <inheritdoc/>
    public Task<(HeldSubmissionEntry Entry, byte[] Body)?> FindHeldAsync(long number, CancellationToken cancellationToken) =>
        session.RunAsync(
            () => number >= 1 && number <= _held.Count ? _held[(int)number - 1] : ((HeldSubmissionEntry, byte[])?)null, cancellationToken);

    /// <inheritdoc/>
    public Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken) => session.RunAsync(() =>
    {
        string shown = number.ToString(CultureInfo.InvariantCulture);
        if (number < 1 || number > _held.Count)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageUnknown, value: shown));
        }

        (HeldSubmissionEntry entry, _) = _held[(int)number - 1];
        if (entry.ReleasedAt is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageReleased, value: shown));
        }

        if (entry.ErasedAt is { } erased)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageErased, value: shown, allowed: Iso8601.Write(erased)));
        }

        _held[(int)number - 1] = (entry with { ReleasedAt = Iso8601.CutToMilliseconds(now.ToUniversalTime()) }, []);
        audit.Record(AuditActions.PackageReleased, shown);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseHeldAsync(HeldSubmissionKind kind, DateTimeOffset receivedBefore, DateTimeOffset now,
        CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            long count = 0;
            for (int i = 0; i < _held.Count; i++)
            {
                HeldSubmissionEntry entry = _held[i].Entry;
                if (entry.IsWaiting && entry.Receipt.Kind == kind && entry.Receipt.ReceivedAt < receivedBefore)
                {
                    _held[i] = (entry with { ErasedAt = Iso8601.CutToMilliseconds(now.ToUniversalTime()) }, []);
                    count++;
                }
            }

            if (count > 0)
            {
                audit.Record(AuditActions.PackagesErased, HeldSubmissionReceipt.ErasureDetail(kind, receivedBefore, count));
            }

            return count;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken) =>
        session.RunAsync(() => spent.Contains(spentHash), cancellationToken);
}
