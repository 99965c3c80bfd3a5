using Sipas.Ballots;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>The requirements on the ballots of a storage, as tests: appending, reading, receipts, late and replaced ballots, values, and
/// load. <see cref="StorageContract"/> has those on every part of a storage.</summary>
/// <remarks>
/// Override <see cref="CreateAsync"/>, which is called before each test and returns an empty storage, and
/// <see cref="DisposeAsync"/>, which removes it. The tests use the parts <see cref="ISurveyStorage.Ballots"/>,
/// <see cref="ISurveyStorage.Units"/>, <see cref="ISurveyStorage.Closings"/>, <see cref="ISurveyStorage.Values"/> and
/// <see cref="ISipasStorage.Log"/>.
/// If the tests have prerequisites on the machine, put an attribute that
/// inherits <see cref="NeedsAttribute"/> on the class.
/// </remarks>
public abstract partial class BallotStoreContract : IAsyncLifetime
{
    /// <summary>The storage of this test: open, with <see cref="SampleBallots.Units"/>.</summary>
    protected ISipasStorage Storage { get; private set; } = null!;

    /// <summary>Creates, opens and fills the storage; called by xUnit.</summary>
    public async Task InitializeAsync()
    {
        Storage = await CreateAsync();
        await Storage.OpenAsync(default);
        await Storage.Units.SaveAsync(SampleBallots.Units, default);
    }

    /// <summary>Disposes <see cref="Storage"/> and removes its data; called by xUnit.</summary>
    public abstract Task DisposeAsync();

    /// <summary>Creates an empty storage with <see cref="SampleBallots.Packs"/>, not yet opened.</summary>
    protected abstract Task<ISipasStorage> CreateAsync();

    [StorageFact]
    public async Task AppendAsync_NewBallots_GetRisingSequencesAndPositionsByUnit()
    {
        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(
            SampleBallots.Draft(1, "S01"), SampleBallots.Draft(2, "Q01"), SampleBallots.Draft(3, "S01"));

        Assert.All(outcomes, outcome => Assert.Equal(AppendStatus.Appended, outcome.Status));
        Assert.Equal([1L, 2L, 3L], outcomes.Select(outcome => outcome.Sequence));
        Assert.Equal([1L, 1L, 2L], outcomes.Select(outcome => outcome.Receipt!.Position));
        Assert.Equal(3, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task AppendAsync_NewBallot_ReceiptNamesWhatWasStored()
    {
        PendingBallot draft = SampleBallots.Draft(7, "X01");

        Receipt receipt = (await AppendAsync(draft))[0].Receipt!;

        Assert.Equal(draft.Ballot.Id, receipt.BallotId);
        Assert.Equal("X01", receipt.UnitCode);
        Assert.Equal(draft.ReceivedAt, receipt.ReceivedAt);
        Assert.Equal(Convert.ToHexString(draft.ContentHash), receipt.ContentHash, ignoreCase: true);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", receipt.Code);
        Assert.Equal(64, Base64Text.Decode(receipt.Signature).Length);
    }

    [StorageFact]
    public async Task AppendAsync_SameBallotAgain_GivesTheSameReceiptAndWritesNothing()
    {
        Receipt first = (await AppendAsync(SampleBallots.Draft(1)))[0].Receipt!;
        var later = PendingBallot.Of(SampleBallots.Ballot(1), SampleBallots.Noon.AddDays(3));

        AppendOutcome again = (await AppendAsync(later))[0];

        Assert.Equal(AppendStatus.AlreadyStored, again.Status);
        Assert.Equal(first, again.Receipt);
        Assert.Equal(1, again.Sequence);
        Assert.Equal(1, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task AppendAsync_SameBallotTwiceInOneCall_IsStoredOnce()
    {
        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(1), SampleBallots.Draft(2));

        Assert.Equal([AppendStatus.Appended, AppendStatus.AlreadyStored, AppendStatus.Appended],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal(outcomes[0].Receipt, outcomes[1].Receipt);
        Assert.Equal(2, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task AppendAsync_SameIdOtherContent_FirstStaysAndTheAttemptIsRecorded()
    {
        Receipt first = (await AppendAsync(SampleBallots.Draft(1, answer: 5)))[0].Receipt!;

        AppendOutcome second = (await AppendAsync(SampleBallots.Draft(1, answer: 1)))[0];

        Assert.Equal(AppendStatus.Conflict, second.Status);
        Assert.Null(second.Receipt);
        Assert.Equal(1, await Storage.Ballots.CountConflictsAsync(default));
        Assert.Equal(first, await Storage.Ballots.FindReceiptAsync(SampleBallots.Id(1), default));
        CountedBallot stored = Assert.Single(await LogAsync());
        Assert.All(stored.Codes.ToArray(), code => Assert.Equal(5, code));
    }

    [StorageFact]
    public async Task AppendAsync_AllOrNothingWithAConflict_WritesNothingButTheRecord()
    {
        await AppendAsync(SampleBallots.Draft(1, answer: 5));

        IReadOnlyList<AppendOutcome> outcomes = await Storage.Ballots.AppendAsync(
            [SampleBallots.Draft(2), SampleBallots.Draft(1, answer: 1), SampleBallots.Draft(3)], allOrNothing: true, default);

        Assert.Equal([AppendStatus.Appended, AppendStatus.Conflict, AppendStatus.Appended], outcomes.Select(outcome => outcome.Status));
        Assert.All(outcomes, outcome => Assert.Null(outcome.Receipt));
        Assert.Equal(1, await Storage.Ballots.LastSequenceAsync(default));
        Assert.Equal(1, await Storage.Ballots.CountConflictsAsync(default));
        Assert.Equal(2, (await AppendAsync(SampleBallots.Draft(4)))[0].Sequence);
    }

    [StorageFact]
    public async Task AppendAsync_FromEightThreadsTheSameFifty_KeepsEachOnce()
    {
        AppendOutcome[][] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var outcomes = new List<AppendOutcome>();
            for (int i = 1; i <= 50; i++)
            {
                outcomes.AddRange(await AppendAsync(SampleBallots.Draft(i)));
            }

            return outcomes.ToArray();
        })));

        Assert.Equal(50, await Storage.Ballots.LastSequenceAsync(default));
        Assert.Equal(50, all.Sum(outcomes => outcomes.Count(outcome => outcome.Status == AppendStatus.Appended)));
        for (int i = 0; i < 50; i++)
        {
            Assert.Single(all.Select(outcomes => outcomes[i].Receipt).Distinct());
        }

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i),
            all.SelectMany(outcomes => outcomes).Select(outcome => outcome.Receipt!.Position).Distinct().Order());
    }

    [StorageFact]
    public async Task AppendAsync_Cancelled_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Storage.Ballots.AppendAsync([SampleBallots.Draft(1)], false, cancelled.Token));

        Assert.Equal(0, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task ReadAsync_AfterASequence_GivesTheRestOfTheLogInOrder()
    {
        PendingBallot[] drafts =
        [
            SampleBallots.Draft(1), SampleBallots.Draft(2, "Q01", SampleBallots.Sampled, basis: SelectionBasis.Sampled)
            with { Channel = CollectionChannel.Ticket }, SampleBallots.Draft(3, "X01"),
        ];
        await AppendAsync(drafts);

        List<CountedBallot> rest = await LogAsync(after: 1);

        Assert.Equal([2L, 3L], rest.Select(ballot => ballot.Sequence));
        Assert.Equal(drafts.Skip(1).Select((draft, i) => draft.Counted(i + 2).Key), rest.Select(ballot => ballot.Key));
        Assert.Equal([CollectionChannel.Ticket, CollectionChannel.Open], rest.Select(ballot => ballot.Channel));
        Assert.Equal(drafts.Skip(1).Select(draft => draft.Ballot.Layout), rest.Select(ballot => ballot.Layout));
        Assert.All(rest.Zip(drafts.Skip(1)), pair => Assert.Equal(pair.Second.Ballot.Codes.ToArray(), pair.First.Codes.ToArray()));
    }

    [StorageFact]
    public async Task ReadAsync_BallotsAroundMidnightInVietnam_FallIntoTheirMonths()
    {
        var lastSecond = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.FromHours(7));
        Ballot old = SampleBallots.Ballot(1).WithHeader(header => header with { StartedAt = lastSecond, CompletedAt = lastSecond });
        Ballot next = SampleBallots.Ballot(2)
            .WithHeader(header => header with { StartedAt = lastSecond, CompletedAt = lastSecond.AddSeconds(1).ToUniversalTime() });
        Ballot ahead = SampleBallots.Ballot(3)
            .WithHeader(header => header with { StartedAt = lastSecond, CompletedAt = lastSecond.AddYears(3) });
        await AppendAsync([.. new[] { old, next, ahead }.Select(ballot => PendingBallot.Of(ballot, lastSecond.AddDays(5)))]);

        Assert.Equal([202612, 202701, 202701], (await LogAsync()).Select(ballot => ballot.Key.Month));
    }

    [StorageFact]
    public async Task FindReceiptAsync_UnknownBallot_IsNull() =>
    Assert.Null(await Storage.Ballots.FindReceiptAsync(SampleBallots.Id(404), default));

    [StorageFact]
    public async Task SaveAsync_Units_KeepOrderNamesAndDays()
    {
        UnitDirectory units = await Storage.Units.ReadAsync(default);

        Assert.Equal(SampleBallots.Units, units.Units);
    }

    [StorageFact]
    public async Task SaveAsync_DecomposedName_IsReadComposedAndReplacesTheOld()
    {
        OrganisationUnit decomposed = SampleBallots.Units[0] with
        {
            Name = new LocalizedText("Sở Tư pháp".Normalize(System.Text.NormalizationForm.FormD), "Department of Justice"),
        };

        await Storage.Units.SaveAsync([decomposed], default);

        OrganisationUnit stored = (await Storage.Units.ReadAsync(default)).Find("S01")!;
        Assert.Equal("Sở Tư pháp", stored.Name.Vi);
        Assert.Equal(3, (await Storage.Units.ReadAsync(default)).Units.Count);
    }

    [StorageFact]
    public async Task SaveAsync_FaultyUnits_AreRefusedWhole()
    {
        OrganisationUnit[] faulty =
        [
            new() { Code = "N01", Name = new LocalizedText("Mới", "New"), Block = "departments" },
            new() { Code = "N02", Name = new LocalizedText("Mới", "New"), Block = "departments", ParentCode = "N404" },
        ];

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => Storage.Units.SaveAsync(faulty, default));

        Assert.Equal(ProblemCodes.UnitParentUnknown, Assert.Single(error.Problems).Code);
        Assert.Equal(3, (await Storage.Units.ReadAsync(default)).Units.Count);
    }

    /// <summary>Appends ballots, each independently.</summary>
    protected Task<IReadOnlyList<AppendOutcome>> AppendAsync(params PendingBallot[] drafts) =>
        Storage.Ballots.AppendAsync(drafts, allOrNothing: false, default);

    /// <summary>Reads the counted ballots of the log.</summary>
    internal async Task<List<CountedBallot>> LogAsync(long after = 0)
    {
        var log = new List<CountedBallot>();
        await foreach (CountedBallot ballot in Storage.Ballots.ReadAsync(after, default))
        {
            log.Add(ballot);
        }

        return log;
    }
}
