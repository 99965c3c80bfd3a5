using Microsoft.Extensions.Logging.Abstractions;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Desk;

/// <summary>A desk over a storage in memory.</summary>
internal sealed class DeskHarness : IAsyncDisposable
{
    private DeskHarness(InMemoryStorage storage)
    {
        Storage = storage;
        State = new SurveyState(storage, SampleBallots.Packs, flags: new QualityFlags(storage));
        Intake = new BallotIntake(storage, new BallotValidator(SampleBallots.Packs), State, Clock, NullLogger<BallotIntake>.Instance);
        Quality = new QualityDesk(storage, storage, SampleBallots.Packs);
        Paper = new PaperDesk(Intake, storage, State, Keys);
    }

    public static ManualClock Clock { get; } = new(SampleBallots.Noon.AddDays(2));

    public StoreKeys Keys { get; } = new(new InMemoryPeopleStorage(Clock));

    public InMemoryStorage Storage { get; }

    public SurveyState State { get; }

    public BallotIntake Intake { get; }

    public QualityDesk Quality { get; }

    public PaperDesk Paper { get; }

    public static async Task<DeskHarness> CreateAsync()
    {
        var harness = new DeskHarness(new InMemoryStorage(Clock));
        await harness.State.OpenAsync(default);
        await harness.Storage.SaveAsync(SampleBallots.Units, default);
        await harness.State.ReloadAsync(default);
        return harness;
    }

    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        State.Dispose();
        Keys.Dispose();
        Storage.Dispose();
    }
}
