using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Units;

namespace Sipas.Surveys;

public sealed class SurveyStateTests : IDisposable
{
    private readonly InMemoryStorage _storage = new();

    public void Dispose() => _storage.Dispose();

    [Fact]
    public async Task OpenAsync_ManyBallots_TellsHowFarItIsAndEndsAtTheLast()
    {
        await FillAsync(10_000);
        using var state = new SurveyState(_storage, SampleBallots.Packs);
        var explained = new List<LoadProgress>();

        await state.OpenAsync(new Teller(explained.Add), default);

        Assert.Equal([4_096L, 8_192L, 10_000L], explained.Select(progress => progress.Sequence));
        Assert.All(explained, progress => Assert.Equal(10_000, progress.LastSequence));
        Assert.Equal(10_000, state.Live.Watermark);
    }

    [Fact]
    public async Task Submit_UnitSavedSinceTheStart_IsKnownAtOnce()
    {
        var clock = new FakeTimeProvider(SampleBallots.Noon);
        using var state = new SurveyState(_storage, SampleBallots.Packs, clock: clock);
        await state.OpenAsync(default);
        await using var intake = new BallotIntake(_storage.Ballots, _storage.Held, new BallotValidator(SampleBallots.Packs), state, clock);
        IntakeResult before = await intake.SubmitAsync(Submission(1), default);

        // As another process saves them: nobody tells this one.
        await _storage.Units.SaveAsync(SampleBallots.Units, default);
        IntakeResult after = await intake.SubmitAsync(Submission(1), default);
        BatchResult batch = await intake.SubmitAllAsync([Submission(2)], default);

        Assert.Equal((IntakeStatus.Invalid, ProblemCodes.UnitUnknown), (before.Status, before.Problems[0].Code));
        Assert.Equal(IntakeStatus.Accepted, after.Status);
        Assert.Equal(1, batch.Appended);
    }

    [Fact]
    public async Task FindUnitAsync_ManyUnknownCodes_AsksTheStoreNoMoreOftenThanStatedAndFindsASavedUnitWithinTheWindow()
    {
        var clock = new FakeTimeProvider(SampleBallots.Noon);
        var counting = new CountingStorage(_storage);
        using var state = new SurveyState(counting, SampleBallots.Packs, clock: clock);
        await state.OpenAsync(default);
        int before = counting.Reads;

        for (int i = 0; i < 100; i++)
        {
            Assert.Null(await state.FindUnitAsync($"X{i}", default));
        }

        Assert.Equal(SurveyState.MaximumUnitReloads, counting.Reads - before);
        await _storage.Units.SaveAsync(SampleBallots.Units, default);
        Assert.Null(await state.FindUnitAsync("S01", default));
        clock.Advance(SurveyState.UnitReloadWindow);
        Assert.NotNull(await state.FindUnitAsync("S01", default));
    }

    [Fact]
    public async Task OpenAsync_NoBallots_TellsNothing()
    {
        using var state = new SurveyState(_storage, SampleBallots.Packs);

        await state.OpenAsync(new Teller(_ => Assert.Fail("There is nothing to tell.")), default);

        Assert.Equal(0, state.Live.Watermark);
    }

    [Fact]
    public async Task OpenAsync_CancelledHalfway_StopsAndGoesOnWhenOpenedAgain()
    {
        await FillAsync(10_000);
        using var state = new SurveyState(_storage, SampleBallots.Packs);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => state.OpenAsync(new Teller(_ => cancel.Cancel()), cancel.Token));
        Assert.Equal(4_096, state.Live.Watermark);
        await state.OpenAsync(default);

        Assert.Equal(10_000, state.Live.Watermark);
        Assert.Empty(await state.CheckLiveAsync(default));
    }

    [Fact]
    public async Task OpenAsync_Packs_AreStoredAndAChangedOneOfTheSameVersionStopsTheStart()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        using (var state = new SurveyState(_storage, new MethodPackRegistry([pack])))
        {
            await state.OpenAsync(default);
        }

        Assert.Equal(["kiosk-9/1"], (await _storage.Packs.ReadPacksAsync(default)).Select(stored => stored.Name));
        MethodPack edited = pack with { Rules = pack.Rules with { Missing = MissingRule.AllBallots } };
        using var changed = new SurveyState(_storage, new MethodPackRegistry([edited]));
        SipasException error = await Assert.ThrowsAsync<SipasException>(() => changed.OpenAsync(default));
        Assert.Equal(ProblemCodes.PackDiffersFromStored, Assert.Single(error.Problems).Code);

        using var renamed = new SurveyState(_storage, new MethodPackRegistry([edited with { Version = "2" }]));
        await renamed.OpenAsync(default);
        Assert.Equal(["kiosk-9/1", "kiosk-9/2"], (await _storage.Packs.ReadPacksAsync(default)).Select(stored => stored.Name));
    }

    [Fact]
    public void PackDraft_WrittenByAnEarlierLibraryInOtherBytes_IsTheSamePack()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        string written = System.Text.Encoding.UTF8.GetString(MethodPackSerializer.Write(pack));
        byte[] earlier = System.Text.Encoding.UTF8.GetBytes(written.Replace("\"version\": \"1\",", "", StringComparison.Ordinal));

        Assert.NotEqual(written.Length, earlier.Length);
        Assert.Null(PackDraft.Of(pack).DifferenceFrom(earlier));
        Assert.Equal(ProblemCodes.PackDiffersFromStored, PackDraft.Of(pack with { Version = "2" }).DifferenceFrom(earlier)!.Code);
        Assert.Equal(ProblemCodes.PackDiffersFromStored, PackDraft.Of(pack).DifferenceFrom("no pack"u8)!.Code);
    }

    private async Task FillAsync(int count)
    {
        await _storage.Units.SaveAsync(SampleBallots.Units, default);
        await _storage.Ballots.AppendAsync([.. Enumerable.Range(1, count).Select(i => SampleBallots.Draft(i))], false, default);
    }

    private sealed class Teller(Action<LoadProgress> tell) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => tell(value);
    }

    private static BallotSubmission Submission(int number) =>
        BallotValidatorTests.Good with { Id = SampleBallots.Id(number).ToString("D"), Unit = "S01" };

    private sealed class CountingStorage(ISipasStorage storage) : DelegatingStorage(storage), IUnitStore
    {
        private readonly IUnitStore _units = storage.Units;

        public int Reads { get; private set; }

        public override IUnitStore Units => this;

        public Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return _units.ReadAsync(cancellationToken);
        }

        public Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken) =>
            _units.SaveAsync(units, cancellationToken);

        public Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken) =>
            _units.ReadSuccessionsAsync(cancellationToken);

        public Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken) =>
            _units.SaveSuccessionsAsync(successions, cancellationToken);
    }
}
