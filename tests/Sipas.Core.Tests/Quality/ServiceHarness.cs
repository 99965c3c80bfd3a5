using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Paper;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Sipas.Quality;

/// <summary>A desk over a storage in memory.</summary>
internal sealed class ServiceHarness : IAsyncDisposable
{
    private ServiceHarness(InMemoryStorage storage)
    {
        Storage = storage;
        State = new SurveyState(storage, SampleBallots.Packs, flags: new QualityFlags(storage.Quality));
        Intake = new BallotIntake(
            storage.Ballots, storage.Held, new BallotValidator(SampleBallots.Packs), State, Clock, NullLogger<BallotIntake>.Instance);
        Quality = new BallotReviewService(storage.Log, storage.Quality, storage.Paper, SampleBallots.Packs);
        Paper = new PaperEntryService(Intake, storage.Paper, State, Keys);
    }

    public static FakeTimeProvider Clock { get; } = new(SampleBallots.Noon.AddDays(2));

    public StoreKeys Keys { get; } = new(new InMemoryPersonalDataStorage(Clock).Tickets);

    public InMemoryStorage Storage { get; }

    public SurveyState State { get; }

    public BallotIntake Intake { get; }

    public BallotReviewService Quality { get; }

    public PaperEntryService Paper { get; }

    public static async Task<ServiceHarness> CreateAsync()
    {
        var harness = new ServiceHarness(new InMemoryStorage(Clock));
        await harness.State.OpenAsync(default);
        await harness.Storage.Units.SaveAsync(SampleBallots.Units, default);
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
