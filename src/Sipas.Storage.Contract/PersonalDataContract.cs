using Sipas.Fieldwork;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Storage.Contract;

/// <summary>The requirements on every personal-data storage, as tests. Inherit this class to test a storage.</summary>
/// <remarks>Override <see cref="CreateAsync"/>, which is called before each test and returns an empty storage whose
/// clock is at <see cref="SampleBallots.Noon"/>, and <see cref="DisposeAsync"/>, which removes it.</remarks>
public abstract partial class PersonalDataContract : IAsyncLifetime
{
    private const string Survey = "PX-2026";

    /// <summary>The storage of this test.</summary>
    protected IPersonalDataStorage People { get; private set; } = null!;

    /// <summary>Creates the storage; called by xUnit.</summary>
    public async Task InitializeAsync() => People = await CreateAsync();

    /// <summary>Disposes <see cref="People"/> and removes its data; called by xUnit.</summary>
    public abstract Task DisposeAsync();

    /// <summary>Creates an empty personal-data storage, not yet opened, whose clock is at
    /// <see cref="SampleBallots.Noon"/>.</summary>
    protected abstract Task<IPersonalDataStorage> CreateAsync();

    [StorageFact]
    public async Task SavePlanAsync_NewAndChanged_IsReadBackWithItsRevision()
    {
        await People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        await People.Plans.SavePlanAsync(SamplePeople.Plan("A-2026"), 0, "Lan", default);
        SurveyPlan changed = SamplePeople.Plan() with
        {
            Size = new FixedTotalSize { Total = 4 },
            Allocation = new AllocationRule { Kind = AllocationKind.Equal }
        };

        StoredPlan saved = await People.Plans.SavePlanAsync(changed, 1, "Minh", default);

        Assert.Equal((2L, "Minh", SampleBallots.Noon.ToUniversalTime()), (saved.Revision, saved.SavedBy, saved.SavedAt));
        StoredPlan found = (await People.Plans.FindPlanAsync(Survey, default))!;
        Assert.Equal(SurveyPlanSerializer.Write(changed), SurveyPlanSerializer.Write(found.Plan));
        Assert.Equal((2L, "Minh", saved.SavedAt), (found.Revision, found.SavedBy, found.SavedAt));
        Assert.Equal([Survey, "A-2026"], (await People.Plans.ReadPlansAsync(default)).Select(plan => plan.Plan.Code));
        Assert.Null(await People.Plans.FindPlanAsync("none", default));
    }

    [StorageTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task SavePlanAsync_FromAnotherRevisionThanTheLast_IsRefused(long from)
    {
        await People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        await People.Plans.SavePlanAsync(SamplePeople.Plan(), 1, "Lan", default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            People.Plans.SavePlanAsync(SamplePeople.Plan(), from, "Minh", default));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.PlanMoved, "2"), (problem.Code, problem.Allowed));
        Assert.Equal("Lan", (await People.Plans.FindPlanAsync(Survey, default))!.SavedBy);
    }

    [StorageFact]
    public async Task SavePlanAsync_ManyAtOnceFromOneRevision_OneIsStored()
    {
        await People.OpenAsync(default);
        bool[] stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, $"P{i}", default);
                return true;
            }
            catch (SipasException error) when (error.Problems[0].Code == ProblemCodes.PlanMoved)
            {
                return false;
            }
        })));

        Assert.Single(stored, saved => saved);
    }

    [StorageFact]
    public async Task KeepFrameAsync_ReplacedBeforeTheSeal_RowsAreThoseOfTheLast()
    {
        await PlanAsync();
        await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(3), "Lan", default);
        StoredFrame stored = await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(9), "Minh", default);

        StoredFrame found = (await People.Frames.FindFrameAsync(Survey, default))!;
        Assert.Equal((stored.Id, "giao-dich.csv", 9L, "Minh", null), (found.Id, found.Name, found.RowCount, found.StoredBy, found.Seal));
        IFrameSource rows = People.Frames.OpenFrame(found);
        Assert.Equal(SamplePeople.Frame(9).Columns, rows.Columns);
        Assert.Equal(SamplePeople.Frame(9).ReadRows().Select(row => (row.Number, string.Join('|', row.Cells))),
            rows.ReadRows().Select(row => (row.Number, string.Join('|', row.Cells))));
        Assert.Equal(9, rows.ReadRows().Count());
        Assert.Null(await People.Frames.FindFrameAsync("none", default));
    }

    [StorageFact]
    public async Task KeepFrameAsync_ReadingFails_TheFrameBeforeStays()
    {
        await PlanAsync();
        await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(3), "Lan", default);

        await Assert.ThrowsAsync<InvalidDataException>(() => People.Frames.SaveFrameAsync(Survey, new TornFrame(), "Minh", default));

        Assert.Equal(3, People.Frames.OpenFrame((await People.Frames.FindFrameAsync(Survey, default))!).ReadRows().Count());
    }

    [StorageFact]
    public async Task KeepFrameAsync_UnknownSurvey_IsRefused()
    {
        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            People.Frames.SaveFrameAsync("none", SamplePeople.Frame(), "Lan", default));

        Assert.Equal((ProblemCodes.SurveyUnknown, "none"), (error.Problems[0].Code, error.Problems[0].Value));
    }

    [StorageFact]
    public async Task SealFrameAsync_Sealed_IsNeitherReplacedNorSealedAgain()
    {
        StoredFrame frame = await SealedAsync();

        SipasException again = await Assert.ThrowsAsync<SipasException>(() => People.Frames.SealFrameAsync(frame.Id, frame.Seal!, default));
        SipasException other = await Assert.ThrowsAsync<SipasException>(() =>
            People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(2), "Minh", default));

        Assert.Equal([ProblemCodes.FrameSealed, ProblemCodes.FrameSealed], new[] { again, other }.Select(error => error.Problems[0].Code));
        StoredFrame found = (await People.Frames.FindFrameAsync(Survey, default))!;
        Assert.Equal(frame.Seal!.ToJson(), found.Seal!.ToJson());
        Assert.Null(found.Seal.Difference(9,
            FrameSeal.Of(People.Frames.OpenFrame(found), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon).Checksum));
    }

    [StorageFact]
    public async Task SealFrameAsync_AnotherTookItsPlace_IsRefused()
    {
        await PlanAsync();
        StoredFrame first = await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(3), "Lan", default);
        await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(4), "Minh", default);
        FrameSeal seal = FrameSeal.Of(SamplePeople.Frame(3), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => People.Frames.SealFrameAsync(first.Id, seal, default));

        Assert.Equal(ProblemCodes.FrameReplaced, error.Problems[0].Code);
    }

    [StorageFact]
    public async Task KeepDrawAsync_Drawn_ListsAndCertificateAreReadBackAndVerify()
    {
        StoredFrame frame = await SealedAsync();
        DrawResult drawn = SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan());
        Assert.Null(await People.Samples.FindDrawAsync(Survey, default));

        await People.Samples.SaveDrawAsync(Survey, drawn, "Lan", default);

        StoredDraw found = (await People.Samples.FindDrawAsync(Survey, default))!;
        Assert.Equal((Survey, "Lan"), (found.Survey, found.DrawnBy));
        Assert.Equal(drawn.Certificate.ToJson(), found.Certificate.ToJson());
        Assert.Equal([drawn.Official.Hash(), drawn.Reserve.Hash()], [found.Official.Hash(), found.Reserve.Hash()]);
        Assert.Equal(4, found.Official.Entries.Count);
        Assert.True(DrawVerifier.Verify(found.Certificate, People.Frames.OpenFrame(frame), found.Official, found.Reserve).IsEqual);
    }

    [StorageFact]
    public async Task KeepDrawAsync_DrawnBefore_NeitherListsNorPlanChange()
    {
        StoredFrame frame = await SealedAsync();
        DrawResult first = SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan());
        await People.Samples.SaveDrawAsync(Survey, first, "Lan", default);

        SipasException again = await Assert.ThrowsAsync<SipasException>(() =>
            People.Samples.SaveDrawAsync(
                Survey, SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan(), seed: 2), "Minh", default));
        SipasException plan = await Assert.ThrowsAsync<SipasException>(
            () => People.Plans.SavePlanAsync(SamplePeople.Plan(), 1, "Minh", default));

        Assert.Equal([ProblemCodes.PlanDrawn, ProblemCodes.PlanDrawn], new[] { again, plan }.Select(error => error.Problems[0].Code));
        Assert.Equal(first.Official.Hash(), (await People.Samples.FindDrawAsync(Survey, default))!.Official.Hash());
    }

    [StorageFact]
    public async Task AppendFieldLogAsync_Lines_AreReadBackInOrderWithAllTheySay()
    {
        await PlanAsync();
        FieldEvent[] events =
        [
            new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Assigned, Team = "Đội 1" },
            new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued, BallotNumber = "000017" },
            new() { Day = new DateOnly(2026, 11, 22), Code = "C1", Kind = FieldEventKind.Closed, Disposition = Disposition.Refused },
            new() { Day = new DateOnly(2026, 11, 23), Code = "C1", Kind = FieldEventKind.Replaced, SubstituteCode = "D1",
                Reason = "từ chối", Approver = "Bà Hoa" },
        ];

        Assert.True(await People.Field.AppendFieldLogAsync(Survey, 0, events[..2], "Lan", default));
        Assert.False(await People.Field.AppendFieldLogAsync(Survey, 0, events[2..], "Minh", default));
        Assert.True(await People.Field.AppendFieldLogAsync(Survey, 2, events[2..], "Minh", default));

        IReadOnlyList<FieldLogEntry> log = await People.Field.ReadFieldLogAsync(Survey, default);
        Assert.Equal(events, log.Select(entry => entry.Event));
        Assert.Equal([(1L, "Lan"), (2L, "Lan"), (3L, "Minh"), (4L, "Minh")], log.Select(entry => (entry.Number, entry.Actor)));
        Assert.All(log, entry => Assert.Equal(new DateOnly(2026, 11, 21), entry.RecordedOn));
        Assert.Empty(await People.Field.ReadFieldLogAsync("none", default));
    }

    [StorageFact]
    public async Task AppendFieldLogAsync_ManyAtOnceFromOneState_OneIsStored()
    {
        await PlanAsync();
        FieldEvent happened = new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued };

        bool[] stored = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => People.Field.AppendFieldLogAsync(Survey, 0, [happened], "Lan", default))));

        Assert.Single(stored, appended => appended);
        Assert.Single(await People.Field.ReadFieldLogAsync(Survey, default));
    }

    [StorageFact]
    public async Task ErasePeopleAsync_AfterTheSurvey_LeavesSealCertificateAndCounts()
    {
        StoredFrame frame = await SealedAsync();
        await People.Samples.SaveDrawAsync(Survey, SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);

        Assert.Equal(9, await People.Frames.ErasePeopleAsync(Survey, default));

        StoredFrame found = (await People.Frames.FindFrameAsync(Survey, default))!;
        Assert.NotNull(found.ErasedAt);
        Assert.Equal(frame.Seal!.Checksum, found.Seal!.Checksum);
        Assert.Empty(People.Frames.OpenFrame(found).ReadRows());
        StoredDraw draw = (await People.Samples.FindDrawAsync(Survey, default))!;
        Assert.All(draw.Official.Entries.Concat(draw.Reserve.Entries), entry => Assert.Equal("", entry.UnitId));
        Assert.Equal(4, draw.Certificate.OfficialCount);
        Assert.Equal(0, await People.Frames.ErasePeopleAsync(Survey, default));
        Assert.Equal(0, await People.Frames.ErasePeopleAsync("none", default));
    }

    private Task<StoredPlan> PlanAsync() => People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);

    private async Task<StoredFrame> SealedAsync()
    {
        await PlanAsync();
        StoredFrame frame = await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(), "Lan", default);
        return await People.Frames.SealFrameAsync(frame.Id,
            FrameSeal.Of(People.Frames.OpenFrame(frame), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon), default);
    }

    private sealed class TornFrame : IFrameSource
    {
        public string Name => "torn.csv";

        public IReadOnlyList<string> Columns => ["dossier"];

        public IEnumerable<FrameRow> ReadRows()
        {
            yield return new FrameRow(2, ["HS-1"]);
            throw new InvalidDataException("torn");
        }
    }
}
