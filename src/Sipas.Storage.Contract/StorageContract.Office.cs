using Sipas.Ballots;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Counting;

namespace Sipas.Storage.Contract;

/// <summary>Data stored next to the log.</summary>
public abstract partial class StorageContract
{
    [StorageFact]
    public async Task SaveImportMapAsync_Twice_KeepsTheLastOfEachPackAndFile()
    {
        await Storage.ImportMaps.SaveImportMapAsync("kiosk-9", "a", "{\"unit\":\"Đơn vị\"}", default);
        await Storage.ImportMaps.SaveImportMapAsync("kiosk-9", "a", "{}", default);
        await Storage.ImportMaps.SaveImportMapAsync("kiosk-9", "b", "{\"unit\":\"x\"}", default);

        Assert.Equal(("{}", "{\"unit\":\"x\"}", null), (
            await Storage.ImportMaps.FindImportMapAsync("kiosk-9", "a", default),
                await Storage.ImportMaps.FindImportMapAsync("kiosk-9", "b", default),
            await Storage.ImportMaps.FindImportMapAsync("other", "a", default)));
    }

    [StorageFact]
    public async Task SaveFlagsAsync_NextRun_ReplacesWhatHoldsAndNumbersRuns()
    {
        await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2), SampleBallots.Draft(3));
        Assert.Null(await Storage.Quality.FindLastRunAsync(default));
        Assert.Empty(await Storage.Quality.ReadFlagsAsync(default));

        await Storage.Quality.SaveFlagsAsync("{}", 3, 3,
            [new BallotFlag(2, ProblemCodes.NightBallot, "23:10", "6–20"), new BallotFlag(1, ProblemCodes.StaffDevice, "máy 1", ""),
                new BallotFlag(2, ProblemCodes.BallotBurst, "8", "7")], [], default);
        Assert.Equal([(1L, "QLT0106"), (2L, "QLT0104"), (2L, "QLT0105")],
            (await Storage.Quality.ReadFlagsAsync(default)).Select(flag => (flag.Sequence, flag.Code)));

        QualityRun second = await Storage.Quality.SaveFlagsAsync("{\"a\":1}", 3, 3,
            [new BallotFlag(2, ProblemCodes.NightBallot, "23:11", "6–20")], [],
            default);

        Assert.Equal([new BallotFlag(2, "QLT0105", "23:11", "6–20")], await Storage.Quality.ReadFlagsAsync(default));
        Assert.Equal((2L, "{\"a\":1}", 3L, 3L, 1L),
            (second.Number, second.Rules, second.LastSequence, second.BallotCount, second.FlaggedCount));
        Assert.Equal(second, await Storage.Quality.FindLastRunAsync(default));
        Assert.Equal(3, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task AppendReviewAsync_Entries_StayInOrderWithAudit()
    {
        await AppendAsync(SampleBallots.Draft(1));

        await Storage.Quality.AppendReviewAsync(1, ReviewDecision.Comment, "Đã gọi lại 'A'", "Lan", default);
        await Storage.Quality.AppendReviewAsync(1, ReviewDecision.Reject, "trùng", "Minh", default);

        IReadOnlyList<BallotReview> reviews = await Storage.Quality.ReadReviewsAsync(default);
        Assert.Equal([(1L, ReviewDecision.Comment, "Đã gọi lại 'A'", "Lan"), (1L, ReviewDecision.Reject, "trùng", "Minh")],
            reviews.Select(review => (review.Sequence, review.Decision, review.Comment, review.Reviewer)));
        Assert.All(reviews, review => Assert.Equal(TimeSpan.Zero, review.At.Offset));
        Assert.Equal("1 Reject (one person's word)", (await Storage.Audit.ReadAuditAsync(default))[^1].Detail);
    }

    [StorageFact]
    public async Task FlagVersionAsync_EveryRunAndReview_RaisesIt()
    {
        await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2));
        long before = await Storage.Quality.FlagVersionAsync(default);
        await Storage.Quality.SaveFlagsAsync("{}", 2, 2, [new BallotFlag(2, ProblemCodes.NightBallot, "23:10", "6–20")], [], default);
        long flagged = await Storage.Quality.FlagVersionAsync(default);
        await Storage.Quality.AppendReviewAsync(2, ReviewDecision.Accept, "", "Lan", default);
        long reviewed = await Storage.Quality.FlagVersionAsync(default);
        await Storage.Quality.SaveFlagsAsync("{}", 2, 2, [], [], default);

        Assert.Equal(0, before);
        Assert.True(before < flagged && flagged < reviewed && reviewed < await Storage.Quality.FlagVersionAsync(default));
        Assert.Equal(reviewed + 1, await Storage.Quality.FlagVersionAsync(default));
    }

    [StorageFact]
    public async Task Channel_OfEveryKind_IsStoredWithTheBallotAndCounted()
    {
        CollectionChannel[] channels = Enum.GetValues<CollectionChannel>();

        await AppendAsync([.. channels.Select((channel, i) => SampleBallots.Draft(i + 1) with { Channel = channel })]);

        var stored = new List<CollectionChannel?>();
        await foreach (StoredBallot ballot in Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot.Channel);
        }

        var counted = new List<CollectionChannel>();
        await foreach (CountedBallot ballot in Storage.Ballots.ReadAsync(0, default))
        {
            counted.Add(ballot.Channel);
        }

        Assert.Equal(channels, stored.Select(channel => channel!.Value));
        Assert.Equal(channels, counted);
    }

    [StorageFact]
    public async Task DeriveKey_OfAPurpose_IsTheSameForTheSameStoreAndAnotherForAnotherPurpose()
    {
        await AppendAsync(SampleBallots.Draft(1));

        byte[] key = Storage.DeriveKey("sipas-counter/1")!;

        Assert.Equal(32, key.Length);
        Assert.Equal(key, Storage.DeriveKey("sipas-counter/1"));
        Assert.NotEqual(key, Storage.DeriveKey("sipas-counter/2"));
    }

    [StorageFact]
    public async Task Notices_OfTheLastRun_AreReadInOrder()
    {
        await AppendAsync(SampleBallots.Draft(1));
        var notice = new GroupNotice(
            "S01", "kiosk-9", "five-1", CollectionChannel.Open, new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 21),
            ProblemCodes.LowShareAgainstCredentialed, "7 / 9, p = 1.0e-9", "p = 5.5e-4 (1 / 40)");
        GroupNotice earlier = notice with
        {
            From = new DateOnly(2026, 11, 20),
            Day = new DateOnly(2026, 11, 20),
            Code = ProblemCodes.VolumeAboveHistory
        };
        GroupNotice other = notice with { Channel = CollectionChannel.Counter };
        Assert.Empty(await Storage.Quality.ReadNoticesAsync(default));

        await Storage.Quality.SaveFlagsAsync("{}", 1, 1, [], [other, notice, earlier], default);
        IReadOnlyList<GroupNotice> first = await Storage.Quality.ReadNoticesAsync(default);
        await Storage.Quality.SaveFlagsAsync("{}", 1, 1, [], [notice], default);

        Assert.Equal([earlier, notice, other], first);
        Assert.Equal([notice], await Storage.Quality.ReadNoticesAsync(default));
        await Storage.Quality.SaveFlagsAsync("{}", 1, 1, [], [], default);
        Assert.Empty(await Storage.Quality.ReadNoticesAsync(default));
    }

    [StorageFact]
    public async Task QualityFlags_AcceptedBallots_AreNoneOfThem()
    {
        await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2), SampleBallots.Draft(3));
        await Storage.Quality.SaveFlagsAsync("{}", 3, 3,
            [new BallotFlag(1, ProblemCodes.StaffDevice, "máy 1", ""), new BallotFlag(3, ProblemCodes.BallotBurst, "8", "7")], [], default);
        await Storage.Quality.AppendReviewAsync(1, ReviewDecision.Accept, "", "Lan", default);
        var flags = new QualityFlags(Storage.Quality);

        var flagged = new List<long>();
        await foreach (long sequence in flags.ReadFlaggedAsync(default))
        {
            flagged.Add(sequence);
        }

        Assert.Equal([3], flagged);
        Assert.Equal(2, await flags.VersionAsync(default));
    }

    [StorageFact]
    public async Task Paper_Batch_IsKeyedHandedOverAndClosedOnce()
    {
        PaperBatch batch = Batch("L-01");
        Assert.True(await Storage.Paper.OpenBatchAsync(batch, default));
        Assert.False(await Storage.Paper.OpenBatchAsync(batch with { SheetCount = 9 }, default));
        Assert.True(
            await Storage.Paper.SaveEntryAsync(new PaperEntry("L-01", "002", KeyingPass.First, "555555555", "Lan", default), default));
        Assert.True(
            await Storage.Paper.SaveEntryAsync(new PaperEntry("L-01", "002", KeyingPass.First, "54-555555", "Lan", default), default));
        Assert.True(
            await Storage.Paper.SaveEntryAsync(new PaperEntry("L-01", "001", KeyingPass.Second, "1nkr11111", null, default), default));
        Assert.False(
            await Storage.Paper.SaveEntryAsync(new PaperEntry("L-02", "001", KeyingPass.First, "111111111", null, default), default));
        var handover = new PaperHandover("L-01", "Tổ 3", "Phòng CCHC", 2, new DateTimeOffset(2026, 5, 2, 1, 0, 0, TimeSpan.Zero), "Lan");
        await Storage.Paper.AppendHandoverAsync(handover, default);

        Assert.Equal([("001", KeyingPass.Second, "1nkr11111", null), ("002", KeyingPass.First, "54-555555", "Lan")],
            (await Storage.Paper.ReadEntriesAsync("L-01", default))
            .Select(entry => (entry.BallotNumber, entry.Pass, entry.Answers, entry.KeyedBy)));
        Assert.Equal([handover], await Storage.Paper.ReadHandoversAsync("L-01", default));
        Assert.Empty(await Storage.Paper.ReadHandoversAsync("L-02", default));
        PaperBatch open = Assert.Single(await Storage.Paper.ReadBatchesAsync(default));
        Assert.Equal(batch, open with { OpenedAt = default });

        await Storage.Paper.CloseBatchAsync("L-01", "Minh", default);
        await Storage.Paper.CloseBatchAsync("L-01", "Hoa", default);

        PaperBatch closed = Assert.Single(await Storage.Paper.ReadBatchesAsync(default));
        Assert.Equal("Minh", closed.AcceptedBy);
        Assert.NotNull(closed.AcceptedAt);
        Assert.Single(await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.BatchAccepted);
        Assert.False(
            await Storage.Paper.SaveEntryAsync(new PaperEntry("L-01", "003", KeyingPass.First, "555555555", "Lan", default), default));
        Assert.Equal(0, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task Paper_U1SheetWithdrawn_IsGoneWithAllItsEntriesWhileTheBatchIsOpen()
    {
        Assert.True(await Storage.Paper.OpenBatchAsync(Batch("L-01"), default));
        Assert.True(await Storage.Paper.OpenBatchAsync(Batch("L-02"), default));
        foreach ((string batch, string number, KeyingPass pass)
            in ((string, string, KeyingPass)[])[("L-01", "001", KeyingPass.First), ("L-01", "001", KeyingPass.Second),
                ("L-01", "002", KeyingPass.First), ("L-02", "001", KeyingPass.First)])
        {
            Assert.True(await Storage.Paper.SaveEntryAsync(new PaperEntry(batch, number, pass, "555555555", "Lan", default), default));
        }

        Assert.True(await Storage.Paper.WithdrawSheetAsync("L-01", "001", "001", "số in là 003", default));
        Assert.False(await Storage.Paper.WithdrawSheetAsync("L-01", "001", "001", "lần nữa", default));
        Assert.False(await Storage.Paper.WithdrawSheetAsync("L-03", "001", "001", "không có lô", default));

        Assert.Equal("002", Assert.Single(await Storage.Paper.ReadEntriesAsync("L-01", default)).BallotNumber);
        Assert.Single(await Storage.Paper.ReadEntriesAsync("L-02", default));
        Assert.Equal("L-01 001 2: số in là 003",
            Assert.Single(await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.SheetWithdrawn).Detail);
        await Storage.Paper.CloseBatchAsync("L-01", "Minh", default);
        Assert.False(await Storage.Paper.WithdrawSheetAsync("L-01", "002", "002", "muộn", default));
        Assert.Single(await Storage.Paper.ReadEntriesAsync("L-01", default));
    }

    [StorageFact]
    public async Task Signals_AreDueInOrder_UntilTheyArrived()
    {
        DateTimeOffset now = SampleBallots.Noon.ToUniversalTime();
        Assert.Null(await Storage.Alerts.FindAlertWatermarkAsync(default));
        await Storage.Alerts.AppendAlertsAsync(5,
            [new AlertDelivery("low-5", "b", "{\"x\":\"ạ\"}", 0, now, null, null),
                new AlertDelivery("low-5", "a", "{}", 0, now, null, null)], default);
        await Storage.Alerts.AppendAlertsAsync(3, [new AlertDelivery("low-5", "a", "other", 0, now, null, null)], default);

        Assert.Equal(5, await Storage.Alerts.FindAlertWatermarkAsync(default));
        Assert.Empty(await Storage.Alerts.ReadDueAlertsAsync(now.AddMilliseconds(-1), 10, default));
        IReadOnlyList<AlertDelivery> due = await Storage.Alerts.ReadDueAlertsAsync(now, 10, default);
        Assert.Equal([("a", "{}"), ("b", "{\"x\":\"ạ\"}")], due.Select(delivery => (delivery.Target, delivery.Body)));
        Assert.Single(await Storage.Alerts.ReadDueAlertsAsync(now, 1, default));

        await Storage.Alerts.SaveAlertAsync(due[0].Failed(now, "503"), default);
        await Storage.Alerts.SaveAlertAsync(due[1].Arrived(now, "204"), default);

        Assert.Empty(await Storage.Alerts.ReadDueAlertsAsync(now.AddSeconds(4), 10, default));
        Assert.Equal(due[0] with { Attempts = 1, DueAt = now.AddSeconds(5), Answer = "503" },
            Assert.Single(await Storage.Alerts.ReadDueAlertsAsync(now.AddSeconds(5), 10, default)));
    }

    private static PaperBatch Batch(string code) => new()
    {
        Code = code,
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = "S01",
        ProcedureCode = "1.004227",
        Basis = SelectionBasis.Sampled,
        Day = new DateOnly(2026, 5, 1),
        SheetCount = 2,
        OpenedBy = "Lan",
    };
}
