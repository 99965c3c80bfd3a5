using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Sampling;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Paper;

public class PaperEntryServiceTests
{
    private static readonly PaperBatch Batch = new()
    {
        Code = "L-01",
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = "S01",
        Basis = SelectionBasis.Sampled,
        Day = new DateOnly(2026, 11, 20),
        SheetCount = 2,
    };

    [Fact]
    public async Task Accept_TwoEntriesThatAgree_AndOneDecided_AppendsEachSheetOnce()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        Assert.Empty(await harness.Paper.OpenAsync(Batch, default));
        Assert.Equal([ProblemCodes.BatchTwice], Codes(await harness.Paper.OpenAsync(Batch, default)));
        await KeyAsync(harness, "Lan", "001", KeyingPass.First, "5");
        await KeyAsync(harness, "Lan", "002", KeyingPass.First, "4");
        await KeyAsync(harness, "Minh", "001", KeyingPass.Second, "5");
        await KeyAsync(harness, "Minh", "002", KeyingPass.Second, "4", ("K2", "1"));

        IReadOnlyList<Problem> open = await harness.Paper.AcceptAsync("L-01", default);
        Assert.Equal([(ProblemCodes.SheetOpen, "002", "K2")], open.Select(problem => (problem.Code, problem.Place!, problem.Value!)));
        Assert.Equal(new PaperDifference("K2", '4', '1'),
            Assert.Single((await harness.Paper.FindAsync("L-01", default))!.Open).Differences[0]);
        Assert.Equal(0, await harness.Storage.Ballots.LastSequenceAsync(default));

        await KeyAsync(harness, "Hoa", "002", KeyingPass.Decision, "4", ("K3", ""), ("K4", "notApplicable"));
        using (AuditActor.Begin("Hoa"))
        {
            Assert.Empty(await harness.Paper.AcceptAsync("L-01", default));
        }

        Assert.Equal([ProblemCodes.BatchAccepted], Codes(await harness.Paper.AcceptAsync("L-01", default)));
        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in harness.Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        Assert.Equal([("555555555", CollectionMode.Paper, SelectionBasis.Sampled),
            ("44-n44444", CollectionMode.Paper, SelectionBasis.Sampled)],
            stored.Select(ballot => (ballot.Answers, ballot.Mode, ballot.Basis)));
        Assert.Equal(2, harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled).BallotCount);
        Assert.Equal("Hoa", (await harness.Storage.Paper.ReadBatchesAsync(default))[0].AcceptedBy);
    }

    [Fact]
    public async Task Accept_AfterABreakBeforeTheBatchWasClosed_AppendsNothingTwice()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await SettledAsync(harness);
        var broken = new PaperEntryService(harness.Intake, new ClosingFails(harness.Storage.Paper), harness.State, harness.Keys);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.AcceptAsync("L-01", default));
        Assert.Equal(2, await harness.Storage.Ballots.LastSequenceAsync(default));

        Assert.Empty(await harness.Paper.AcceptAsync("L-01", default));

        Assert.Equal(2, await harness.Storage.Ballots.LastSequenceAsync(default));
    }

    [Fact]
    public async Task Accept_NumberThatAFileBroughtWithOtherAnswers_IsToldAndNothingIsAppended()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        BallotNumberKey numbers = (await harness.Keys.OpenAsync(default)).Numbers;
        await harness.Storage.Ballots.AppendAsync(
            [PendingBallot.Of(SampleBallots.Ballot(1)
                .WithHeader(header => header with { Id = numbers.ToId("kiosk-9", "S01", "002") }), SampleBallots.Noon)], false,
            default);
        await SettledAsync(harness);

        Problem problem = Assert.Single(await harness.Paper.AcceptAsync("L-01", default));

        Assert.Equal(ProblemCodes.IdConflict, problem.Code);
        Assert.StartsWith("002", problem.Place, StringComparison.Ordinal);
        Assert.Equal(1, await harness.Storage.Ballots.LastSequenceAsync(default));
        Assert.Null((await harness.Storage.Paper.ReadBatchesAsync(default))[0].AcceptedAt);
    }

    [Fact]
    public async Task Key_SamePersonTwice_SheetTooMany_BadAnswer_UnknownBatch_AreRefused()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await harness.Paper.OpenAsync(Batch, default);
        await KeyAsync(harness, "Lan", "001", KeyingPass.First, "5");
        await KeyAsync(harness, "Lan", "002", KeyingPass.First, "5");
        using IDisposable actor = AuditActor.Begin("Lan");

        Assert.Equal([ProblemCodes.SecondKeyerIsFirst],
            Codes(await harness.Paper.KeyAsync("L-01", "001", KeyingPass.Second, All("5"), default)));
        Assert.Equal([ProblemCodes.BatchTotal], Codes(await harness.Paper.KeyAsync("L-01", "003", KeyingPass.First, All("5"), default)));
        Assert.Equal([ProblemCodes.NothingToDecide],
            Codes(await harness.Paper.KeyAsync("L-01", "001", KeyingPass.Decision, All("5"), default)));
        Assert.Equal([ProblemCodes.SheetAnswers, ProblemCodes.ItemUnknown],
            Codes(await harness.Paper.KeyAsync("L-01", "001", KeyingPass.First,
                new Dictionary<string, string> { ["K1"] = "6", ["K10"] = "1" }, default)));
        Assert.Equal([ProblemCodes.BatchUnknown], Codes(await harness.Paper.KeyAsync("L-09", "001", KeyingPass.First, All("5"), default)));
        Assert.Equal([ProblemCodes.CodeMalformed], Codes(await harness.Paper.KeyAsync("L-01", "=1", KeyingPass.Second, All("5"), default))
            .Where(code => code != ProblemCodes.BatchTotal));
    }

    [Fact]
    public async Task Key_U1NumberWithAWrongCheckDigit_IsRefusedInEveryPass()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await harness.Paper.OpenAsync(Batch, default);

        foreach (KeyingPass pass in (KeyingPass[])[KeyingPass.First, KeyingPass.Second])
        {
            using IDisposable actor = AuditActor.Begin($"{pass}");
            Assert.Equal([ProblemCodes.NumberSlip], Codes(await harness.Paper.KeyAsync("L-01", "000113-2", pass, All("5"), default)));
            Assert.Empty(await harness.Paper.KeyAsync("L-01", "000113-1", pass, All("5"), default));
        }

        Assert.Equal([ProblemCodes.NumbersUnknown], Codes(await harness.Paper.CheckNumbersAsync(Batch, ["000113-1"], default)));
    }

    [Fact]
    public async Task Key_U1NumberOfAnotherUnitOrNeverIssued_IsRefusedWhereTheNumbersAreKnown()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        var people = new InMemoryPersonalDataStorage(ServiceHarness.Clock);
        StoredDraw draw = await DrawnAsync(people);
        var service = new PaperEntryService(
            harness.Intake, harness.Storage.Paper, harness.State, harness.Keys,
                new IssuedNumbers(people.Plans, people.Frames, people.Samples, people.Field));
        PaperBatch batch = Batch with { PackId = "bnv-2640-2017", QuestionnaireVersion = "1" };
        Assert.Empty(await service.OpenAsync(batch, default));
        string own = draw.Official.Entries.First(entry => entry.Cell == "S01").Code;
        string other = draw.Official.Entries.First(entry => entry.Cell == "S02").Code;
        Dictionary<string, string> answers = SampleBallots.Sampled.Items.ToDictionary(item => item.Item.Code, _ => "");

        Assert.Empty(await service.KeyAsync("L-01", "000009-1", KeyingPass.First, answers, default));
        Assert.Empty(await service.WithdrawAsync("L-01", "000009-1", "đọc nhầm", default));
        await people.Field.AppendFieldLogAsync("PX-2026", 0, [Issued(own, 1), Issued(other, 2)], "Lan", default);

        Assert.Empty(await service.KeyAsync("L-01", PrintedNumber.Of(1), KeyingPass.First, answers, default));
        Problem foreign = Assert.Single(await service.KeyAsync("L-01", PrintedNumber.Of(2), KeyingPass.First, answers, default));
        Problem never = Assert.Single(await service.KeyAsync("L-01", PrintedNumber.Of(3), KeyingPass.First, answers, default));
        Assert.Equal((ProblemCodes.NumberOfOtherUnit, "S02 (PX-2026)"), (foreign.Code, foreign.Allowed));
        Assert.Equal((ProblemCodes.NumberNeverIssued, "PX-2026"), (never.Code, never.Allowed));
        Assert.Empty(await service.CheckNumbersAsync(batch with { Basis = SelectionBasis.SelfSelected }, [PrintedNumber.Of(3)], default));

        // Numbers printed elsewhere are not ours to know.
        Assert.Empty(await service.KeyAsync("L-01", "77", KeyingPass.First, answers, default));
    }

    [Fact]
    public async Task Accept_U1NumberThatProvedToBeOfAnotherUnitSinceItWasKeyed_IsRefused()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        var people = new InMemoryPersonalDataStorage(ServiceHarness.Clock);
        StoredDraw draw = await DrawnAsync(people);
        var service = new PaperEntryService(
            harness.Intake, harness.Storage.Paper, harness.State, harness.Keys,
                new IssuedNumbers(people.Plans, people.Frames, people.Samples, people.Field));
        Assert.Empty(await service.OpenAsync(Batch with { PackId = "bnv-2640-2017", QuestionnaireVersion = "1", SheetCount = 1 }, default));
        Dictionary<string, string> answers = SampleBallots.Sampled.Items.ToDictionary(item => item.Item.Code, _ => "");
        foreach (KeyingPass pass in (KeyingPass[])[KeyingPass.First, KeyingPass.Second])
        {
            using IDisposable actor = AuditActor.Begin($"{pass}");
            Assert.Empty(await service.KeyAsync("L-01", PrintedNumber.Of(2), pass, answers, default));
        }

        await people.Field.AppendFieldLogAsync(
            "PX-2026", 0, [Issued(draw.Official.Entries.First(entry => entry.Cell == "S02").Code, 2)], "Lan",
            default);

        Assert.Equal([ProblemCodes.NumberOfOtherUnit], Codes(await service.AcceptAsync("L-01", default)));
        Assert.Equal(0, await harness.Storage.Ballots.LastSequenceAsync(default));
    }

    [Fact]
    public async Task Withdraw_U1SheetKeyedUnderAWrongNumber_IsGoneFromBothPassesAndWrittenDown()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await SettledAsync(harness);

        Assert.Equal([ProblemCodes.SheetUnknown], Codes(await harness.Paper.WithdrawAsync("L-01", "009", "nhầm", default)));
        Assert.Equal([ProblemCodes.WithdrawalReason], Codes(await harness.Paper.WithdrawAsync("L-01", "001", " ", default)));
        Assert.Equal([ProblemCodes.WithdrawalReason],
            Codes(await harness.Paper.WithdrawAsync("L-01", "001", new string('x', 501), default)));
        Assert.Equal([ProblemCodes.BatchUnknown], Codes(await harness.Paper.WithdrawAsync("L-09", "001", "nhầm", default)));
        Assert.Empty(await harness.Paper.WithdrawAsync("L-01", "001", " số in là 003 ", default));

        Assert.Equal("002", Assert.Single((await harness.Paper.FindAsync("L-01", default))!.Sheets).BallotNumber);
        Assert.Equal("L-01 001 2: số in là 003",
            Assert.Single(
                await harness.Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.SheetWithdrawn).Detail);
        await KeyAsync(harness, "Lan", "003", KeyingPass.First, "5");
        await KeyAsync(harness, "Minh", "003", KeyingPass.Second, "5");
        Assert.Empty(await harness.Paper.AcceptAsync("L-01", default));
        Assert.Equal([ProblemCodes.BatchAccepted], Codes(await harness.Paper.WithdrawAsync("L-01", "002", "nhầm", default)));
    }

    [Fact]
    public async Task Open_TooManySheets_UnknownUnit_UnknownQuestionnaire_AreAllTold()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();

        Assert.Equal([ProblemCodes.BatchSheets, ProblemCodes.UnitUnknown],
            Codes(await harness.Paper.OpenAsync(Batch with { SheetCount = 51, UnitCode = "S99" }, default)));
        Assert.Equal([ProblemCodes.CodeMalformed, ProblemCodes.QuestionnaireUnknown],
            Codes(await harness.Paper.OpenAsync(Batch with { Code = "lô 1", QuestionnaireVersion = "9" }, default)));
        Assert.Empty(await harness.Storage.Paper.ReadBatchesAsync(default));
    }

    [Fact]
    public async Task Review_ByWhoKeyedTheSheet_IsRefused()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await SettledAsync(harness);
        await harness.Paper.AcceptAsync("L-01", default);
        await harness.Storage.Quality.SaveFlagsAsync(
            "{}", 2, 2, [new BallotFlag(1, ProblemCodes.StraightLine, "9", "8")], [], default);

        Assert.Equal([ProblemCodes.ReviewerIsCollector],
            Codes(await harness.Quality.ReviewAsync(1, ReviewDecision.Accept, null, "Minh", default)));
        Assert.Empty(await harness.Quality.ReviewAsync(1, ReviewDecision.Accept, null, "Hoa", default));
    }

    [Fact]
    public async Task HandOver_IsStoredWithWhoWroteIt_AndNeedsNames()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await harness.Paper.OpenAsync(Batch, default);
        using IDisposable actor = AuditActor.Begin("Lan");

        Assert.Empty(await harness.Paper.HandOverAsync(new PaperHandover("L-01", " Tổ 3 ", "Phòng CCHC", 2, SampleBallots.Noon, null),
            default));
        Assert.Equal([ProblemCodes.HandoverName],
            Codes(await harness.Paper.HandOverAsync(new PaperHandover("L-01", "", "B", 2, SampleBallots.Noon, null), default)));

        Assert.Equal(("Tổ 3", "Phòng CCHC", "Lan"), (await harness.Storage.Paper.ReadHandoversAsync("L-01", default))
            .Select(handover => (handover.From, handover.To, handover.RecordedBy)).Single());
    }

    private static FieldEvent Issued(string code, long number) =>
        new()
        {
            Day = new DateOnly(2026, 11, 1),
            Code = code,
            Kind = FieldEventKind.Issued,
            BallotNumber = PrintedNumber.Of(number)
        };

    private static async Task<StoredDraw> DrawnAsync(InMemoryPersonalDataStorage people)
    {
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        StoredFrame frame = await people.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        frame = await people.Frames.SealFrameAsync(frame.Id,
            FrameSeal.Of(people.Frames.OpenFrame(frame), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon), default);
        return await people.Samples.SaveDrawAsync(
            "PX-2026", SamplePeople.Draw(people.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);
    }

    private static async Task SettledAsync(ServiceHarness harness)
    {
        Assert.Empty(await harness.Paper.OpenAsync(Batch, default));
        foreach (string number in (string[])["001", "002"])
        {
            await KeyAsync(harness, "Lan", number, KeyingPass.First, "5");
            await KeyAsync(harness, "Minh", number, KeyingPass.Second, "5");
        }
    }

    private static async Task KeyAsync(ServiceHarness harness, string who, string number, KeyingPass pass, string level,
        params (string Item, string Answer)[] but)
    {
        using IDisposable actor = AuditActor.Begin(who);
        Dictionary<string, string> answers = All(level);
        foreach ((string item, string answer) in but)
        {
            answers[item] = answer;
        }

        Assert.Empty(await harness.Paper.KeyAsync("L-01", number, pass, answers, default));
    }

    private static Dictionary<string, string> All(string level) =>
        SampleBallots.Kiosk.Items.ToDictionary(item => item.Item.Code, _ => level);

    private static string[] Codes(IEnumerable<Problem> problems) => [.. problems.Select(problem => problem.Code)];

    // A store that goes away between the append and the closing of the batch.
    private sealed class ClosingFails(IPaperStore inner) : IPaperStore
    {
        public Task CloseBatchAsync(string batchCode, string? acceptedBy, CancellationToken cancellationToken) =>
            throw new StoreUnavailableException(StoreUnavailability.Busy);

        public Task<IReadOnlyList<PaperBatch>> ReadBatchesAsync(CancellationToken cancellationToken) =>
            inner.ReadBatchesAsync(cancellationToken);

        public Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken) =>
            inner.ReadEntriesAsync(batchCode, cancellationToken);

        public Task<bool> OpenBatchAsync(PaperBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SaveEntryAsync(PaperEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> WithdrawSheetAsync(string batchCode, string ballotNumber, string shownNumber, string reason,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AppendHandoverAsync(PaperHandover handover, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PaperHandover>> ReadHandoversAsync(string batchCode, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
