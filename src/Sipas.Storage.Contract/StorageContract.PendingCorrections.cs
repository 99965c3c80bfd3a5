using Sipas.Audit;
using Sipas.Corrections;
using Sipas.Paper;

namespace Sipas.Storage.Contract;

/// <summary>Corrections that await approval by a second account.</summary>
public abstract partial class StorageContract
{
    private ICorrectionStore Waiting => Storage.Corrections;

    [StorageFact]
    public async Task Corrections_EnteredAndDecided_AreStoredOnceAndTheirFilesErased()
    {
        using (AuditActor.Begin("lan@tinh.vn", isAccount: true))
        {
            Assert.True(await Waiting.EnterCorrectionAsync(Request("a1"), 2, default));
            Assert.True(await Waiting.EnterCorrectionAsync(Request("b2"), 2, default));
            Assert.False(await Waiting.EnterCorrectionAsync(Request("c3"), 2, default));
        }

        PendingCorrection found = (await Waiting.FindCorrectionAsync("a1", default))!;
        Assert.Equal([1, 0, 255, 3], found.File.ToArray());
        Assert.Equal(Request("a1") with { File = default }, found with { File = default, EnteredAt = default });
        Assert.NotEqual(default, found.EnteredAt);
        Assert.Null(await Waiting.FindCorrectionAsync("c3", default));

        using (AuditActor.Begin("minh@tinh.vn", isAccount: true))
        {
            Assert.True(await Waiting.DecideCorrectionAsync("a1", CorrectionDecision.Confirmed, "minh@tinh.vn", default));
            Assert.False(await Waiting.DecideCorrectionAsync("a1", CorrectionDecision.Rejected, "hoa@tinh.vn", default));
            Assert.False(await Waiting.DecideCorrectionAsync("c3", CorrectionDecision.Rejected, "hoa@tinh.vn", default));
        }

        PendingCorrection decided = (await Waiting.FindCorrectionAsync("a1", default))!;
        Assert.Equal((CorrectionDecision.Confirmed, "minh@tinh.vn", 0), (decided.Decision, decided.DecidedBy, decided.File.Length));
        Assert.NotNull(decided.DecidedAt);
        Assert.Equal(["b2", "a1"], (await Waiting.ReadCorrectionsAsync(9, default)).Select(correction => correction.Id));
        Assert.All(await Waiting.ReadCorrectionsAsync(9, default), correction => Assert.Equal(0, correction.File.Length));
        Assert.Equal("b2", Assert.Single(await Waiting.ReadCorrectionsAsync(1, default)).Id);
        Assert.True(await Waiting.EnterCorrectionAsync(Request("c3"), 2, default));
        Assert.Equal(
            [("correction.entered", "lan@tinh.vn", "a1 3 d"), ("correction.entered", "lan@tinh.vn", "b2 3 d"),
                ("correction.confirmed", "minh@tinh.vn", "a1 3 d"), ("correction.entered", null, "c3 3 d")],
            (await Storage.Audit.ReadAuditAsync(default)).Where(record => record.Action.StartsWith("correction.", StringComparison.Ordinal))
            .Select(record => (record.Action, record.Actor, record.Detail)));
    }

    [StorageFact]
    public async Task Paper_KeyedByAccounts_IsStoredAndSaidAtTheEnd()
    {
        await Storage.Paper.OpenBatchAsync(Batch("L-01"), default);
        await Storage.Paper.OpenBatchAsync(Batch("L-02"), default);
        foreach ((string batch, KeyingPass pass, bool byAccount) in ((string, KeyingPass, bool)[])
            [("L-01", KeyingPass.First, true), ("L-01", KeyingPass.Second, true), ("L-02", KeyingPass.First, true),
                ("L-02", KeyingPass.Second, false)])
        {
            Assert.True(
                await Storage.Paper.SaveEntryAsync(new PaperEntry(batch, "001", pass, "555555555", $"keyer{pass}", default, byAccount),
                default));
        }

        Assert.Equal([true, false], (await Storage.Paper.ReadEntriesAsync("L-02", default)).Select(entry => entry.ByAccount));
        await Storage.Paper.CloseBatchAsync("L-01", "hoa", default);
        await Storage.Paper.CloseBatchAsync("L-02", "hoa", default);

        Assert.Equal(
            [false, true],
            (await Storage.Audit.ReadAuditAsync(default)).Where(record => record.Action == AuditActions.BatchAccepted)
            .Select(record => record.Detail.EndsWith(AuditActions.OneWord, StringComparison.Ordinal)));
    }

    private static PendingCorrection Request(string id) => new()
    {
        Id = id,
        FileName = "phiếu.csv",
        File = new byte[] { 1, 0, 255, 3 },
        Digest = "d",
        Reading = "{}",
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        CorrectionCount = 3,
        Reason = "nhập nhầm",
        EnteredBy = "lan@tinh.vn",
    };
}
