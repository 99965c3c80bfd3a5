using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Storage.Contract;

/// <summary>Packs are stored as used, and never changed.</summary>
public abstract partial class StorageContract
{
    private static readonly MethodPack KioskPack = MethodPacks.Shipped("kiosk-9");

    [StorageFact]
    public async Task KeepPacksAsync_ShippedPacks_AreListedInOrderAndReadBackByteEqual()
    {
        MethodPack[] packs = [.. MethodPacks.ShippedIds.Select(MethodPacks.Shipped)];
        Assert.Empty(await Storage.ReadPacksAsync(default));

        using (AuditActor.Begin("Nguyễn Thị Ánh"))
        {
            await Storage.SavePacksAsync(packs, default);
        }

        IReadOnlyList<StoredPack> listed = await Storage.ReadPacksAsync(default);
        Assert.Equal(packs.Select(pack => (pack.Id, "1")), listed.Select(entry => (entry.Id, entry.Version)));
        Assert.All(listed, entry => Assert.Equal(TimeSpan.Zero, entry.StoredAt.Offset));
        foreach ((MethodPack pack, StoredPack entry) in packs.Zip(listed))
        {
            (StoredPack found, byte[] content) = (await Storage.FindPackAsync(pack.Id, pack.Version, default))!.Value;
            Assert.Equal(entry, found);
            Assert.Equal(MethodPackSerializer.Write(pack), content);
            Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content)), entry.ContentHash, ignoreCase: true);
            Assert.DoesNotContain(MethodPackVerifier.Verify(MethodPackSerializer.Read(content)),
                fault => fault.Severity == ProblemSeverity.Error);
        }

        AuditRecord[] noted = [.. (await Storage.ReadAuditAsync(default)).Where(record => record.Action == AuditActions.PackSaved)];
        Assert.Equal(listed.Select(entry => ($"{entry.Id} {entry.Version} {entry.ContentHash}", "Nguyễn Thị Ánh")),
            noted.Select(record => (record.Detail, record.Actor!)));
    }

    [StorageFact]
    public async Task KeepPacksAsync_StoredAlready_WritesNothing()
    {
        await Storage.SavePacksAsync([KioskPack], default);
        StoredPack first = (await Storage.ReadPacksAsync(default))[0];
        int records = (await Storage.ReadAuditAsync(default)).Count;

        await Storage.SavePacksAsync([KioskPack, KioskPack], default);

        Assert.Equal([first], await Storage.ReadPacksAsync(default));
        Assert.Equal(records, (await Storage.ReadAuditAsync(default)).Count);
    }

    [StorageFact]
    public async Task KeepPacksAsync_SameVersionOtherContent_IsRefusedWholeAndNamed()
    {
        await Storage.SavePacksAsync([KioskPack], default);
        StoredPack first = (await Storage.ReadPacksAsync(default))[0];
        MethodPack edited = KioskPack with { Rules = KioskPack.Rules with { Aggregation = AggregationRule.MeanOfCriteria } };

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            Storage.SavePacksAsync([MethodPacks.Shipped("three-level"), edited], default));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.PackDiffersFromStored, "kiosk-9/1", first.ContentHash), (problem.Code, problem.Place, problem.Allowed));
        Assert.NotEqual(first.ContentHash, problem.Value);
        Assert.Equal([first], await Storage.ReadPacksAsync(default));
    }

    [StorageFact]
    public async Task KeepPacksAsync_OtherVersion_StandsBesideTheFirst()
    {
        await Storage.SavePacksAsync([KioskPack], default);
        MethodPack next = KioskPack with { Version = "2", Title = new LocalizedText("Đổi tên", "Renamed") };

        await Storage.SavePacksAsync([next], default);

        Assert.Equal(["kiosk-9/1", "kiosk-9/2"], (await Storage.ReadPacksAsync(default)).Select(entry => entry.Name));
        Assert.Equal("Đổi tên", MethodPackSerializer.Read((await Storage.FindPackAsync("kiosk-9", "2", default))!.Value.Content).Title.Vi);
        Assert.Equal(KioskPack.Title,
            MethodPackSerializer.Read((await Storage.FindPackAsync("kiosk-9", "1", default))!.Value.Content).Title);
        Assert.Null(await Storage.FindPackAsync("kiosk-9", "3", default));
        Assert.Null(await Storage.FindPackAsync("none", "1", default));
    }

    [StorageFact]
    public async Task KeepPacksAsync_FromEightThreads_KeepsEachOnce()
    {
        MethodPack[] packs = [KioskPack, MethodPacks.Shipped("three-level")];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Storage.SavePacksAsync(packs, default))));

        Assert.Equal(["kiosk-9/1", "three-level/1"], (await Storage.ReadPacksAsync(default)).Select(entry => entry.Name));
    }

    [StorageFact]
    public async Task KeepPacksAsync_Cancelled_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.SavePacksAsync([KioskPack], cancelled.Token));

        Assert.Empty(await Storage.ReadPacksAsync(default));
    }

    [StorageFact]
    public async Task CloseAsync_UnderAVersionOfThePack_NamesItsContentAndTellsALaterOne()
    {
        await Storage.SavePacksAsync([KioskPack], default);
        string hash = (await Storage.ReadPacksAsync(default))[0].ContentHash;
        SurveyScope scope = KioskScope with { PackVersion = "1" };

        SurveyClosing closing = await Proof.CloseAsync("2026", scope, default);

        Assert.Equal((scope, hash), (closing.Scope, closing.PackHash));
        Assert.Equal([closing], await Proof.ReadClosingsAsync(default));
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
            Proof.CloseAsync("2026", KioskScope with { PackVersion = "7" }, default));

        Assert.Equal((ProblemCodes.StoredPackUnknown, "kiosk-9/7"), (error.Problems[0].Code, error.Problems[0].Value));
        Assert.Empty(await Proof.ReadClosingsAsync(default));
    }

    [StorageFact]
    public async Task FindPackAsync_WhenTheHostHasAnotherVersion_OldBallotsAreReadAndScoredByTheStoredOne()
    {
        await Storage.SavePacksAsync([KioskPack], default);
        await AppendAsync(SampleBallots.Draft(1, answer: 5), SampleBallots.Draft(2, answer: 2));

        MethodPack stored = MethodPackSerializer.Read((await Storage.FindPackAsync("kiosk-9", "1", default))!.Value.Content);
        AnswerLayout layout = new MethodPackRegistry([stored]).FindLayout("kiosk-9", "five-1")!;
        long satisfied = 0;
        await foreach (Ballots.StoredBallot ballot in Proof.ReadStoredAsync(0, default))
        {
            byte[] codes = new byte[layout.Items.Count];
            layout.FromCharacters(ballot.Answers, codes);
            satisfied += codes.Where((code, i) => (layout.Items[i].SatisfiedCodes >> code & 1) == 1).LongCount();
        }

        Assert.Equal(9, satisfied);
    }
}
