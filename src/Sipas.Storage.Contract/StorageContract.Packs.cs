using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Storage.Contract;

/// <summary>Packs are stored as used, and never changed.</summary>
public abstract partial class StorageContract
{
    private static readonly MethodPack KioskPack = MethodPacks.Shipped("kiosk-9");

    [StorageFact]
    public async Task KeepPacksAsync_ShippedPacks_AreListedInOrderAndReadBackByteEqual()
    {
        MethodPack[] packs = [.. MethodPacks.ShippedIds.Select(MethodPacks.Shipped)];
        Assert.Empty(await Storage.Packs.ReadPacksAsync(default));

        using (AuditActor.Begin("Nguyễn Thị Ánh"))
        {
            await Storage.Packs.SavePacksAsync(packs, default);
        }

        IReadOnlyList<StoredPack> listed = await Storage.Packs.ReadPacksAsync(default);
        Assert.Equal(packs.Select(pack => (pack.Id, "1")), listed.Select(entry => (entry.Id, entry.Version)));
        Assert.All(listed, entry => Assert.Equal(TimeSpan.Zero, entry.StoredAt.Offset));
        foreach ((MethodPack pack, StoredPack entry) in packs.Zip(listed))
        {
            (StoredPack found, byte[] content) = (await Storage.Packs.FindPackAsync(pack.Id, pack.Version, default))!.Value;
            Assert.Equal(entry, found);
            Assert.Equal(MethodPackSerializer.Write(pack), content);
            Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content)), entry.ContentHash, ignoreCase: true);
            Assert.DoesNotContain(MethodPackVerifier.Verify(MethodPackSerializer.Read(content)),
                fault => fault.Severity == ProblemSeverity.Error);
        }

        AuditRecord[] noted = [.. (await Storage.Audit.ReadAuditAsync(default)).Where(record => record.Action == AuditActions.PackSaved)];
        Assert.Equal(listed.Select(entry => ($"{entry.Id} {entry.Version} {entry.ContentHash}", "Nguyễn Thị Ánh")),
            noted.Select(record => (record.Detail, record.Actor!)));
    }

    [StorageFact]
    public async Task KeepPacksAsync_StoredAlready_WritesNothing()
    {
        await Storage.Packs.SavePacksAsync([KioskPack], default);
        StoredPack first = (await Storage.Packs.ReadPacksAsync(default))[0];
        int records = (await Storage.Audit.ReadAuditAsync(default)).Count;

        await Storage.Packs.SavePacksAsync([KioskPack, KioskPack], default);

        Assert.Equal([first], await Storage.Packs.ReadPacksAsync(default));
        Assert.Equal(records, (await Storage.Audit.ReadAuditAsync(default)).Count);
    }

    [StorageFact]
    public async Task KeepPacksAsync_SameVersionOtherContent_IsRefusedWholeAndNamed()
    {
        await Storage.Packs.SavePacksAsync([KioskPack], default);
        StoredPack first = (await Storage.Packs.ReadPacksAsync(default))[0];
        MethodPack edited = KioskPack with { Rules = KioskPack.Rules with { Aggregation = AggregationRule.MeanOfCriteria } };

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            Storage.Packs.SavePacksAsync([MethodPacks.Shipped("three-level"), edited], default));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.PackDiffersFromStored, "kiosk-9/1", first.ContentHash), (problem.Code, problem.Place, problem.Allowed));
        Assert.NotEqual(first.ContentHash, problem.Value);
        Assert.Equal([first], await Storage.Packs.ReadPacksAsync(default));
    }

    [StorageFact]
    public async Task KeepPacksAsync_OtherVersion_StandsBesideTheFirst()
    {
        await Storage.Packs.SavePacksAsync([KioskPack], default);
        MethodPack next = KioskPack with { Version = "2", Title = new LocalizedText("Đổi tên", "Renamed") };

        await Storage.Packs.SavePacksAsync([next], default);

        Assert.Equal(["kiosk-9/1", "kiosk-9/2"], (await Storage.Packs.ReadPacksAsync(default)).Select(entry => entry.Name));
        Assert.Equal(
            "Đổi tên", MethodPackSerializer.Read((await Storage.Packs.FindPackAsync("kiosk-9", "2", default))!.Value.Content).Title.Vi);
        Assert.Equal(KioskPack.Title,
            MethodPackSerializer.Read((await Storage.Packs.FindPackAsync("kiosk-9", "1", default))!.Value.Content).Title);
        Assert.Null(await Storage.Packs.FindPackAsync("kiosk-9", "3", default));
        Assert.Null(await Storage.Packs.FindPackAsync("none", "1", default));
    }

    [StorageFact]
    public async Task KeepPacksAsync_FromEightThreads_KeepsEachOnce()
    {
        MethodPack[] packs = [KioskPack, MethodPacks.Shipped("three-level")];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Storage.Packs.SavePacksAsync(packs, default))));

        Assert.Equal(["kiosk-9/1", "three-level/1"], (await Storage.Packs.ReadPacksAsync(default)).Select(entry => entry.Name));
    }

    [StorageFact]
    public async Task KeepPacksAsync_Cancelled_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.Packs.SavePacksAsync([KioskPack], cancelled.Token));

        Assert.Empty(await Storage.Packs.ReadPacksAsync(default));
    }

    [StorageFact]
    public async Task CloseAsync_UnderAVersionOfThePack_NamesItsContentAndTellsALaterOne()
    {
        await Storage.Packs.SavePacksAsync([KioskPack], default);
        string hash = (await Storage.Packs.ReadPacksAsync(default))[0].ContentHash;
        SurveyScope scope = KioskScope with { PackVersion = "1" };

        SurveyClosing closing = await Storage.Closings.CloseAsync("2026", scope, default);

        Assert.Equal((scope, hash), (closing.Scope, closing.PackHash));
        Assert.Equal([closing], await Storage.Closings.ReadClosingsAsync(default));
        Assert.Null(closing.DifferenceFrom(KioskPack));
        Problem explained = closing.DifferenceFrom(KioskPack with { Version = "2" })!;
        Assert.Equal((ProblemCodes.PackChangedSinceClosing, ProblemSeverity.Warning, "2026", "kiosk-9/2", "kiosk-9/1"),
            (explained.Code, explained.Severity, explained.Place, explained.Value, explained.Allowed));
        Assert.True((await AppendAsync(SampleBallots.Draft(1)))[0].Late);
    }

    [StorageFact]
    public async Task CloseAsync_UnderAVersionThatIsNotStored_IsRefused()
    {
        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            Storage.Closings.CloseAsync("2026", KioskScope with { PackVersion = "7" }, default));

        Assert.Equal((ProblemCodes.StoredPackUnknown, "kiosk-9/7"), (error.Problems[0].Code, error.Problems[0].Value));
        Assert.Empty(await Storage.Closings.ReadClosingsAsync(default));
    }

    [StorageFact]
    public async Task FindPackAsync_WhenTheHostHasAnotherVersion_OldBallotsAreReadAndScoredByTheStoredOne()
    {
        await Storage.Packs.SavePacksAsync([KioskPack], default);
        await AppendAsync(SampleBallots.Draft(1, answer: 5), SampleBallots.Draft(2, answer: 2));

        MethodPack stored = MethodPackSerializer.Read((await Storage.Packs.FindPackAsync("kiosk-9", "1", default))!.Value.Content);
        AnswerLayout layout = new MethodPackRegistry([stored]).FindLayout("kiosk-9", "five-1")!;
        long satisfied = 0;
        await foreach (StoredBallot ballot in Storage.Log.ReadStoredAsync(0, default))
        {
            byte[] codes = new byte[layout.Items.Count];
            layout.FromCharacters(ballot.Answers, codes);
            satisfied += codes.Where((code, i) => (layout.Items[i].SatisfiedCodes >> code & 1) == 1).LongCount();
        }

        Assert.Equal(9, satisfied);
    }
}
