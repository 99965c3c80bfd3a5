using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sipas.Hosting;
using Sipas.Limits;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Microsoft.Extensions.DependencyInjection;

// The state is resolved at startup and not in the constructor: hosts construct all hosted services before they validate
// options, and a missing storage must be reported as a configuration error.
internal sealed partial class SipasStartup : IHostedService
{
    // One log line for each tenth of a long log, one line for a short log.
    private const int Lines = 10;
    private const long ShortBelow = 500_000;

    private readonly IServiceProvider _services;
    private readonly ILogger<SipasStartup> _logger;

    public SipasStartup(IServiceProvider services, ILogger<SipasStartup> logger) => (_services, _logger) = (services, logger);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        SurveyState state = _services.GetRequiredService<SurveyState>();
        await state.OpenAsync(new StartProgress(this), cancellationToken).ConfigureAwait(false);
        await SaveUnitsAsync(state, cancellationToken).ConfigureAwait(false);
        foreach (Problem warning in _services.GetRequiredService<ISipasStorage>().Warnings)
        {
            LogWarning(warning.ToString(), warning.Message.Vi);
        }

        foreach (SurveyClosing closing in await _services.GetRequiredService<ISipasStorage>().Closings.ReadClosingsAsync(cancellationToken)
            .ConfigureAwait(false))
        {
            if (state.Packs.Find(closing.Scope.PackId) is { } pack && closing.DifferenceFrom(pack) is { } difference)
            {
                LogWarning(difference.ToString(), difference.Message.Vi);
            }
        }

        ISipasStorage opened = _services.GetRequiredService<ISipasStorage>();
        if (_services.GetRequiredService<CollectionSettings>().PresenceAt.Count > 0 && opened.DeriveKey("sipas-counter/1") is null)
        {
            throw SipasServiceCollectionExtensions.NoPresenceKey(opened);
        }

        bool offersContact = _services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact.Offer;
        if (offersContact && _services.GetService<IPersonalDataStorage>() is null)
        {
            throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, "SipasOptions.Contact.Offer", null,
                "builder.Services.AddSipas(…).UsePersonalDataStorage(…)"));
        }

        if (offersContact || _services.GetRequiredService<PeopleUse>().IsNeeded)
        {
            await _services.GetRequiredService<IPersonalDataStorage>().OpenAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Units that are stored already are not saved again: each save is a record of the audit log.
    private async Task SaveUnitsAsync(SurveyState state, CancellationToken cancellationToken)
    {
        var stated = new List<OrganisationUnit>();
        foreach (UnitSource source in _services.GetServices<UnitSource>())
        {
            AsyncServiceScope scope = _services.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                stated.AddRange(await source.Read(scope.ServiceProvider, cancellationToken).ConfigureAwait(false));
            }
        }

        OrganisationUnit[] changed = [.. stated.Where(unit => state.Units.Find(unit.Code) != unit)];
        if (changed.Length > 0)
        {
            await _services.GetRequiredService<ISipasStorage>().Units.SaveAsync(changed, cancellationToken).ConfigureAwait(false);
            await state.ReloadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "{Count} of {Total} ballots are counted.")]
    private partial void LogCounted(long count, long total);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "{Problem} / {Vietnamese}")]
    private partial void LogWarning(string problem, string vietnamese);

    private sealed class StartProgress(SipasStartup startup) : IProgress<LoadProgress>
    {
        private long _reported;

        public void Report(LoadProgress value)
        {
            long tenth = value.Sequence * Lines / value.LastSequence;
            if (value.Sequence >= value.LastSequence || (value.LastSequence >= ShortBelow && tenth > _reported))
            {
                _reported = tenth;
                startup.LogCounted(value.Sequence, value.LastSequence);
            }
        }
    }
}
