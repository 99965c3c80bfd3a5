using Microsoft.Extensions.Time.Testing;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Retention;
using Sipas.Values;
using Sipas.Verification;

namespace Sipas.Storage.Contract;

/// <summary>Data that may identify persons is erased when its retention period ends, and the log still verifies.</summary>
public abstract partial class StorageContract
{
    [StorageFact]
    public async Task EraseHeldAsync_OldPackages_LoseTheirBodiesAndStayListed()
    {
        foreach ((int number, int day) in ((int, int)[])[(1, 1), (2, 2), (3, 9)])
        {
            await Storage.Held.HoldAsync(Package(number, $"body {number}") with { ReceivedAt = Morning.AddDays(day) }, 10, default);
        }

        await Storage.Held.HoldAsync(Package(4, "trial", HeldSubmissionKind.Trial) with { ReceivedAt = Morning.AddDays(1) }, 10, default);
        await Storage.Held.MarkReleasedAsync(
            (await Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default))[0].Number, Morning.AddDays(3),
            default);

        using IDisposable actor = AuditActor.Begin("Lan");
        long erased = await Storage.Held.EraseHeldAsync(HeldSubmissionKind.Quarantine, Morning.AddDays(5), Morning.AddDays(10), default);
        long again = await Storage.Held.EraseHeldAsync(HeldSubmissionKind.Quarantine, Morning.AddDays(5), Morning.AddDays(11), default);

        Assert.Equal((1L, 0L), (erased, again));
        IReadOnlyList<HeldSubmissionEntry> listed = await Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default);
        Assert.Equal([false, false, true], listed.Select(entry => entry.IsWaiting));
        Assert.Equal([null, Morning.AddDays(10), null], listed.Select(entry => entry.ErasedAt));
        Assert.Empty((await Storage.Held.FindHeldAsync(listed[1].Number, default))!.Value.Body);
        Assert.Equal("body 3"u8.ToArray(), (await Storage.Held.FindHeldAsync(listed[2].Number, default))!.Value.Body);
        Assert.True((await Storage.Held.ListHeldAsync(HeldSubmissionKind.Trial, default))[0].IsWaiting);
        AuditRecord noted = Assert.Single(
            await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.PackagesErased);
        Assert.Equal(
            (HeldSubmissionReceipt.ErasureDetail(HeldSubmissionKind.Quarantine, Morning.AddDays(5), 1), "Lan"),
                (noted.Detail, noted.Actor));
        await RefusedAsync(
            ProblemCodes.PackageErased, () => Storage.Held.MarkReleasedAsync(listed[1].Number, Morning.AddDays(12), default));

        HeldSubmissionOutcome repeated = await Storage.Held.HoldAsync(Package(2, "body 2"), 10, default);
        Assert.Equal((HeldSubmissionStatus.AlreadyStored, listed[1].Receipt), (repeated.Status, repeated.Receipt));
    }

    [StorageFact]
    public async Task EraseValuesAsync_TextsBeforeADay_KeepsNumbersDaysAndLaterTexts()
    {
        PendingBallot[] drafts = [.. Enumerable.Range(1, 4).Select(i =>
        {
            DateTimeOffset at = SampleBallots.Noon.AddDays(i);
            Ballot ballot = SampleBallots.ValueBallot(i, ("V.count", "3"), ("O", $"lời {i}"), ("S", "ngắn"), ("D", "2026-11-02"))
                .WithHeader(header => header with { StartedAt = at, CompletedAt = at });
            return PendingBallot.Of(ballot, at, Storage.Ballots.Sealer);
        })];
        await AppendAsync(drafts);
        var erasure = ValueErasure.OfTexts(DateOnly.FromDateTime(SampleBallots.Noon.AddDays(3).DateTime));

        Assert.Equal(4, await Storage.Values.CountErasableAsync(erasure, default));
        Assert.Equal(4, await Storage.Values.EraseValuesAsync(erasure, default));
        Assert.Equal(
            (0L, 0L), (await Storage.Values.CountErasableAsync(erasure, default), await Storage.Values.EraseValuesAsync(erasure, default)));

        var left = new List<string>();
        await foreach (ValueOfBallot value in Storage.Values.ReadValuesAsync(new ValueFilter { PackId = "sample-values" }, default))
        {
            left.Add($"{value.Sequence} {value.QuestionCode} {value.Value ?? "–"}");
        }

        Assert.Equal(
            Enumerable.Range(1, 4).SelectMany(i =>
                new[] { $"{i} V.count 3", $"{i} O {(i < 3 ? "–" : $"lời {i}")}", $"{i} S {(i < 3 ? "–" : "ngắn")}", $"{i} D 2026-11-02" })
                .Order(),
            left.Order());
        VerificationReport report = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);
        Assert.Equal((0L, 16L, 4L), (report.FaultCount, report.ValueCount, report.ErasedValueCount));
        Assert.Equal(erasure.Detail(4),
            Assert.Single(await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.PersonErased).Detail);
    }

    [StorageFact]
    public async Task Retention_DryRunThenRun_ErasesExactlyWhatWasCountedAndNotesIt()
    {
        await AppendAsync(PendingBallot.Of(SampleBallots.ValueBallot(1, ("V.count", "3"), ("O", "lời")), SampleBallots.Noon,
            Storage.Ballots.Sealer), SampleBallots.Draft(2));
        await Storage.Held.HoldAsync(Package(1, "body") with { ReceivedAt = SampleBallots.Noon }, 10, default);
        var service = new RetentionService(Storage, null, new FakeTimeProvider(SampleBallots.Noon.AddDays(100)));
        RetentionPolicy policy = RetentionPolicy.Read("""{ "textDays": 99, "quarantineDays": 99, "trialDays": 1, "peopleDays": 1 }"""u8);

        Assert.Empty(await service.RunAsync(RetentionPolicy.Read("""{ "textDays": 101, "quarantineDays": 101 }"""u8), dryRun: false,
            default));
        int before = (await Storage.Audit.ReadAuditAsync(default)).Count;
        IReadOnlyList<RetentionItem> counted = await service.RunAsync(policy, dryRun: true, default);
        Assert.Equal(before, (await Storage.Audit.ReadAuditAsync(default)).Count);
        IReadOnlyList<RetentionItem> erased = await service.RunAsync(policy, dryRun: false, default);

        Assert.Equal([(RetentionKind.Quarantine, 1L), (RetentionKind.Texts, 1L)], erased.Select(item => (item.Kind, item.Count)));
        Assert.Equal(counted, erased);
        Assert.Empty(await service.RunAsync(policy, dryRun: false, default));
        AuditRecord run = Assert.Single(await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.RetentionRun);
        Assert.Equal("""{"peopleDays":1,"quarantineDays":99,"trialDays":1,"textDays":99} quarantine=1 texts=1""", run.Detail);
        Assert.Equal(0, (await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default)).FaultCount);
    }
}
