using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.DependencyInjection;
using Sipas.Desk;
using Sipas.Disclosure;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Signals;
using Sipas.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add Sipas to a host.</summary>
public static class SipasServiceCollectionExtensions
{
    /// <summary>Adds Sipas. Several modules of one host can call it; all share the same registrations.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Configures the options; optional.</param>
    /// <returns>The builder for storage and method packs.</returns>
    /// <remarks>At startup, before the host listens, the options are validated, the storage is opened and all ballots are
    /// counted. Errors stop the host with a message.</remarks>
    public static ISipasBuilder AddSipas(this IServiceCollection services, Action<SipasOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.FirstOrDefault(service => service.ServiceType == typeof(SipasBuilder))?.ImplementationInstance is SipasBuilder known)
        {
            return known;
        }

        var registrations = new SipasRegistrations();
        var builder = new SipasBuilder(services, registrations);
        services.AddSingleton(builder);
        services.AddSingleton<IValidateOptions<SipasOptions>>(new SipasOptionsValidator(registrations));
        services.AddOptions<SipasOptions>().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new MethodPackRegistry(registrations.Packs));
        services.TryAddSingleton<BallotValidator>();
        services.TryAddSingleton(MakeState);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<SipasOptions>>().Value.Collection);
        services.TryAddSingleton<CollectionLimits>();
        services.TryAddSingleton(MakeFigureDesk);
        services.TryAddSingleton(provider => new ReadGate(provider.GetRequiredService<IOptions<SipasOptions>>().Value.Reads));
        services.TryAddSingleton(provider => new DeviceRegistry(
            provider.GetRequiredService<ISipasStorage>(), provider.GetRequiredService<SurveyState>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(MakeTicketOffice);
        services.TryAddSingleton(provider => new StoreKeys(provider.GetService<IPeopleStorage>()));
        services.TryAddSingleton<ITickets>(provider => provider.GetRequiredService<TicketOffice>());
        services.TryAddSingleton(MakePresence);
        services.TryAddSingleton<BallotIntake>();
        services.TryAddSingleton<QuarantineDesk>();
        services.TryAddSingleton(provider => provider.GetRequiredService<ISipasStorage>() is var storage && storage is IDeskStorage desk
            ? desk
            : throw new Sipas.Problems.SipasException(new Sipas.Problems.Problem(Sipas.Problems.ProblemCodes.DeskMissing, value: storage.Name)));
        services.TryAddSingleton<QualityDesk>();
        services.TryAddSingleton(provider => new PaperDesk(
            provider.GetRequiredService<BallotIntake>(), provider.GetRequiredService<IDeskStorage>(), provider.GetRequiredService<SurveyState>(),
            provider.GetRequiredService<StoreKeys>(), provider.GetService<IPeopleStorage>() is { } people ? new IssuedNumbers(people) : null));
        services.TryAddSingleton(MakeCaseDesk);
        services.TryAddSingleton<CorrectionDesk>();
        services.TryAddSingleton<PeopleUse>();
        services.TryAddSingleton(MakeRefusalLog);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SipasStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RefusalLog>(provider => provider.GetRequiredService<RefusalLog>()));
        return builder;
    }

    /// <summary>Adds a method pack shipped with this library.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="shippedId">One of <see cref="MethodPacks.ShippedIds"/>, for example <c>kiosk-9</c>.</param>
    /// <exception cref="Sipas.Problems.SipasException">The id is not a shipped pack, or the pack was already added.</exception>
    public static ISipasBuilder AddMethodPack(this ISipasBuilder builder, string shippedId)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMethodPack(MethodPacks.Shipped(shippedId));
    }

    /// <summary>Adds low-rating alerts, which are sent promptly to every registered <see cref="ILowRatingHandler"/> and to
    /// external receivers configured elsewhere.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Configures when a rating is low; optional.</param>
    /// <exception cref="Sipas.Problems.SipasException">A rule is outside its range (<c>CFG0004</c>).</exception>
    public static ISipasBuilder AddLowRatingSignals(this ISipasBuilder builder, Action<LowRatingRules>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var rules = new LowRatingRules();
        configure?.Invoke(rules);
        rules.RequireValid();
        builder.Services.TryAddSingleton(rules);
        builder.Services.TryAddSingleton<SignalWatch>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SignalWatch>(provider => provider.GetRequiredService<SignalWatch>()));
        return builder;
    }

    /// <summary>Stores all data in memory, for tests of a host. The data is lost when the process ends.</summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="Sipas.Problems.SipasException">Another storage is already registered.</exception>
    public static ISipasBuilder UseInMemory(this ISipasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IPeopleStorage>(services => new InMemoryPeopleStorage(services.GetRequiredService<TimeProvider>()));
        return builder.UseStorage("UseInMemory", services => new InMemoryStorage(services.GetRequiredService<TimeProvider>()));
    }

    // A storage without a quality store has no flags.
    private static SurveyState MakeState(IServiceProvider services)
    {
        ISipasStorage storage = services.GetRequiredService<ISipasStorage>();
        IBallotFlags? flags = services.GetService<IBallotFlags>() ?? (storage is IQualityStore desk ? new QualityFlags(desk) : null);
        return new SurveyState(
            storage, services.GetRequiredService<MethodPackRegistry>(), services.GetService<ProcedureFields>(), flags,
            services.GetRequiredService<TimeProvider>());
    }

    // A host that does not use personal data has no personal-data store, and none is created for counts.
    private static RefusalLog MakeRefusalLog(IServiceProvider services) => new(
        services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<RefusalLog>>(),
        () => services.GetRequiredService<PeopleUse>().IsNeeded || services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact.Offer
            ? services.GetService<IPeopleStorage>()
            : null);

    private static CaseDesk MakeCaseDesk(IServiceProvider services) => new(
        services.GetService<IPeopleStorage>(), services.GetRequiredService<ISipasStorage>(), services.GetRequiredService<SurveyState>(),
        services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact, services.GetRequiredService<TimeProvider>());

    private static CounterPresence MakePresence(IServiceProvider services)
    {
        ISipasStorage storage = services.GetRequiredService<ISipasStorage>();
        return new CounterPresence(
            services.GetRequiredService<CollectionSettings>(), services.GetRequiredService<TimeProvider>(), () => storage.DeriveKey("sipas-counter/1") ?? throw NoPresenceKey(storage));
    }

    internal static SipasException NoPresenceKey(ISipasStorage storage) => new(
        new Problem(ProblemCodes.PresenceKeyMissing, $"{nameof(SipasOptions)}.{nameof(SipasOptions.Collection)}.{nameof(CollectionSettings.PresenceAt)}", storage.Name));

    private static FigureDesk MakeFigureDesk(IServiceProvider provider)
    {
        SipasOptions options = provider.GetRequiredService<IOptions<SipasOptions>>().Value;
        return new FigureDesk(
            provider.GetRequiredService<ISipasStorage>(), provider.GetRequiredService<SurveyState>(), options.Disclosure, options.FewestRespondents,
            provider.GetRequiredService<TimeProvider>());
    }

    // Tickets use the same questionnaire as kiosks.
    private static TicketOffice MakeTicketOffice(IServiceProvider services)
    {
        SipasOptions options = services.GetRequiredService<IOptions<SipasOptions>>().Value;
        MethodPackRegistry packs = services.GetRequiredService<MethodPackRegistry>();
        MethodPack pack = options.KioskPack is { } id ? packs.Find(id)! : packs.Packs[0];
        AnswerLayout layout = packs.FindLayout(pack.Id, options.KioskQuestionnaireVersion ?? pack.Questionnaires[0].Version)!;
        return new TicketOffice(
            services.GetService<IPeopleStorage>(), services.GetRequiredService<SurveyState>(), layout, TimeSpan.FromDays(options.Collection.TicketDays), services.GetRequiredService<TimeProvider>());
    }
}

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
        foreach (Problem warning in _services.GetRequiredService<ISipasStorage>().Warnings)
        {
            LogWarning(warning.ToString(), warning.Message.Vi);
        }

        foreach (SurveyClosing closing in await _services.GetRequiredService<ISipasStorage>().ReadClosingsAsync(cancellationToken).ConfigureAwait(false))
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
        if (offersContact && _services.GetService<IPeopleStorage>() is null)
        {
            throw new SipasException(new Problem(ProblemCodes.PeopleStorageMissing, "SipasOptions.Contact.Offer", null, "builder.Services.AddSipas(…).UsePeopleStorage(…)"));
        }

        if (offersContact || _services.GetRequiredService<PeopleUse>().IsNeeded)
        {
            await _services.GetRequiredService<IPeopleStorage>().OpenAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "{Count} of {Total} ballots are counted.")]
    private partial void LogCounted(long count, long total);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "{Problem} / {Vietnamese}")]
    private partial void LogWarning(string problem, string vietnamese);

    private sealed class StartProgress(SipasStartup startup) : IProgress<LoadProgress>
    {
        private long _told;

        public void Report(LoadProgress value)
        {
            long tenth = value.Sequence * Lines / value.LastSequence;
            if (value.Sequence >= value.LastSequence || (value.LastSequence >= ShortBelow && tenth > _told))
            {
                _told = tenth;
                startup.LogCounted(value.Sequence, value.LastSequence);
            }
        }
    }
}
