using Sipas.Common;
using Sipas.Intake;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace OneStopShop;

/// <summary>Registers the counters of this application with Sipas at startup. Hosted services start in the order of
/// their registration: Sipas has opened its storage by then.</summary>
internal sealed class CounterUnits(ISipasStorage storage, SurveyState state) : IHostedService
{
    /// <summary>Code of the counter of this sample.</summary>
    public const string Counter = "X01";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await storage.Units.SaveAsync(
            [new OrganisationUnit { Code = Counter, Name = new LocalizedText("Bộ phận Một cửa xã Ví Dụ", "One-stop shop of Vi Du commune"),
                Block = "communes" }],
            cancellationToken);
        await state.ReloadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
