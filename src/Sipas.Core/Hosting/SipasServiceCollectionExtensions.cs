using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Cases;
using Sipas.Corrections;
using Sipas.Counter;
using Sipas.Counting;
using Sipas.Devices;
using Sipas.Fieldwork;
using Sipas.Hosting;
using Sipas.Limits;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Quality;
using Sipas.Quarantine;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Tickets;
using Sipas.Units;

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
        services.TryAddSingleton(CreateFigureService);
        services.TryAddSingleton(provider => new ReadGate(provider.GetRequiredService<IOptions<SipasOptions>>().Value.Reads));
        services.TryAddSingleton(provider => new DeviceRegistry(
            provider.GetRequiredService<ISipasStorage>().Devices, provider.GetRequiredService<SurveyState>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(CreateTicketIssuer);
        services.TryAddSingleton(provider => new StoreKeys(provider.GetService<IPersonalDataStorage>()?.Tickets));
        services.TryAddSingleton<ITicketIssuer>(provider => provider.GetRequiredService<TicketIssuer>());
        services.TryAddSingleton(MakePresence);
        services.TryAddSingleton(CreateBallotIntake);
        services.TryAddSingleton<ISubmissionIntake>(provider => provider.GetRequiredService<BallotIntake>());
        services.TryAddSingleton<QuarantineService>();
        AddParts(services);
        services.TryAddSingleton<BallotReviewService>();
        services.TryAddSingleton(provider => new PaperEntryService(
            provider.GetRequiredService<BallotIntake>(), provider.GetRequiredService<IPaperStore>(),
            provider.GetRequiredService<SurveyState>(),
            provider.GetRequiredService<StoreKeys>(), provider.GetService<IPersonalDataStorage>() is { } people
            ? new IssuedNumbers(people.Plans, people.Frames, people.Samples, people.Field)
            : null));
        services.TryAddSingleton(CreateContactCaseService);
        services.TryAddSingleton<CorrectionService>();
        services.TryAddSingleton<PeopleUse>();
        services.TryAddSingleton(CreateRefusalLog);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SipasStartup>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, RefusalLog>(provider => provider.GetRequiredService<RefusalLog>()));
        return builder;
    }

    /// <summary>Adds a method pack shipped with this library.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="shippedId">One of <see cref="MethodPacks.ShippedIds"/>, for example <c>kiosk-9</c>.</param>
    /// <exception cref="SipasException">The id is not a shipped pack, or the pack was already added.</exception>
    public static ISipasBuilder AddMethodPack(this ISipasBuilder builder, string shippedId)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMethodPack(MethodPacks.Shipped(shippedId));
    }

    /// <summary>Adds organisation units, which are saved at startup if they are new or changed.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="units">The units. A unit with the code of a stored one corrects it; other stored units stay.</param>
    /// <remarks>The host does not start if the units cannot be saved, for example because a parent is missing.</remarks>
    public static ISipasBuilder AddUnits(this ISipasBuilder builder, params OrganisationUnit[] units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return builder.AddUnits((_, _) => Task.FromResult<IReadOnlyList<OrganisationUnit>>(units));
    }

    /// <summary>Adds organisation units from a service of the host, for example its register of counters.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="read">
    /// Reads the units at startup, after the storage was opened, in a scope of its own. They are saved if they are new or
    /// changed.
    /// </param>
    /// <remarks>The host does not start if the units cannot be read or saved.</remarks>
    public static ISipasBuilder AddUnits(
        this ISipasBuilder builder, Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<OrganisationUnit>>> read)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(read);
        builder.Services.AddSingleton(new UnitSource(read));
        return builder;
    }

    /// <summary>Adds low-rating alerts, which are sent promptly to every registered <see cref="ILowRatingHandler"/> and to
    /// external receivers configured elsewhere.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Configures when a rating is low; optional.</param>
    /// <exception cref="SipasException">A rule is outside its range (<c>CFG0004</c>).</exception>
    public static ISipasBuilder AddLowRatingAlerts(this ISipasBuilder builder, Action<LowRatingRules>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var rules = new LowRatingRules();
        configure?.Invoke(rules);
        rules.RequireValid();
        builder.Services.TryAddSingleton(rules);
        builder.Services.TryAddSingleton<LowRatingMonitor>();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, LowRatingMonitor>(provider => provider.GetRequiredService<LowRatingMonitor>()));
        return builder;
    }

    /// <summary>Stores all data in memory, for tests of a host. The data is lost when the process ends.</summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="SipasException">Another storage is already registered.</exception>
    public static ISipasBuilder UseInMemory(this ISipasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IPersonalDataStorage>(services =>
            new InMemoryPersonalDataStorage(services.GetRequiredService<TimeProvider>()));
        return builder.UseStorage("UseInMemory", services => new InMemoryStorage(services.GetRequiredService<TimeProvider>()));
    }

    private static SurveyState MakeState(IServiceProvider services)
    {
        ISipasStorage storage = services.GetRequiredService<ISipasStorage>();
        IBallotFlags? flags = services.GetService<IBallotFlags>() ?? new QualityFlags(storage.Quality);
        return new SurveyState(
            storage, services.GetRequiredService<MethodPackRegistry>(), services.GetService<ServiceSectors>(), flags,
            services.GetRequiredService<TimeProvider>());
    }

    // Services and endpoints ask for the part that they use.
    private static void AddParts(IServiceCollection services)
    {
        Add(storage => storage.Ballots);
        Add(storage => storage.Values);
        Add(storage => storage.Log);
        Add(storage => storage.Closings);
        Add(storage => storage.Audit);
        Add(storage => storage.Units);
        Add(storage => storage.Notices);
        Add(storage => storage.Designs);
        Add(storage => storage.Devices);
        Add(storage => storage.Held);
        Add(storage => storage.Packs);
        Add(storage => storage.Quality);
        Add(storage => storage.Paper);
        Add(storage => storage.Corrections);
        Add(storage => storage.Alerts);
        Add(storage => storage.ImportMaps);

        void Add<TPart>(Func<ISipasStorage, TPart> part)
            where TPart : class => services.TryAddSingleton(provider => part(provider.GetRequiredService<ISipasStorage>()));
    }

    // A host that does not use personal data has no personal-data store, and none is created for counts.
    private static RefusalLog CreateRefusalLog(IServiceProvider services) => new(
        services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<RefusalLog>>(),
        () => services.GetRequiredService<PeopleUse>().IsNeeded || services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact.Offer
            ? services.GetService<IPersonalDataStorage>()?.Access
            : null);

    private static ContactCaseService CreateContactCaseService(IServiceProvider services) => new(
        services.GetService<IPersonalDataStorage>()?.Cases, services.GetRequiredService<IAuditStore>(),
        services.GetRequiredService<SurveyState>(),
        services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact, services.GetRequiredService<TimeProvider>());

    private static CounterPresence MakePresence(IServiceProvider services)
    {
        ISipasStorage storage = services.GetRequiredService<ISipasStorage>();
        return new CounterPresence(
            services.GetRequiredService<CollectionSettings>(), services.GetRequiredService<TimeProvider>(),
            () => storage.DeriveKey("sipas-counter/1") ?? throw NoPresenceKey(storage));
    }

    internal static SipasException NoPresenceKey(ISipasStorage storage) => new(
        new Problem(ProblemCodes.PresenceKeyMissing,
            $"{nameof(SipasOptions)}.{nameof(SipasOptions.Collection)}.{nameof(CollectionSettings.PresenceAt)}", storage.Name));

    private static BallotIntake CreateBallotIntake(IServiceProvider provider) => new(
        provider.GetRequiredService<IBallotStore>(), provider.GetRequiredService<IHeldSubmissionStore>(),
        provider.GetRequiredService<BallotValidator>(), provider.GetRequiredService<SurveyState>(),
        provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<BallotIntake>>(),
        provider.GetService<CollectionSettings>(), provider.GetService<CollectionLimits>(), provider.GetService<TicketIssuer>(),
        provider.GetService<CounterPresence>());

    private static FigureService CreateFigureService(IServiceProvider provider)
    {
        SipasOptions options = provider.GetRequiredService<IOptions<SipasOptions>>().Value;
        return new FigureService(
            provider.GetRequiredService<ISipasStorage>(), provider.GetRequiredService<SurveyState>(), options.Disclosure,
            options.MinimumRespondents,
            provider.GetRequiredService<TimeProvider>());
    }

    // Tickets use the same questionnaire as kiosks.
    private static TicketIssuer CreateTicketIssuer(IServiceProvider services)
    {
        SipasOptions options = services.GetRequiredService<IOptions<SipasOptions>>().Value;
        MethodPackRegistry packs = services.GetRequiredService<MethodPackRegistry>();
        MethodPack pack = options.KioskPack is { } id ? packs.Find(id)! : packs.Packs[0];
        AnswerLayout layout = packs.FindLayout(pack.Id, options.KioskQuestionnaireVersion ?? pack.Questionnaires[0].Version)!;
        return new TicketIssuer(
            services.GetService<IPersonalDataStorage>()?.Tickets, services.GetRequiredService<SurveyState>(), layout,
            TimeSpan.FromDays(options.Collection.TicketDays), services.GetRequiredService<TimeProvider>());
    }
}
