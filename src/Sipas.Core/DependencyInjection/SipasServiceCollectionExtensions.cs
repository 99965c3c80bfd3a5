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

/// <summary>Adds Sipas to a host.</summary>
public static class SipasServiceCollectionExtensions
{
    /// <summary>Adds Sipas. Modules of one host may each call it: all get the same registrations.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options; may be left out.</param>
    /// <returns>The builder to which storage and method packs are chained.</returns>
    /// <remarks>At start the options are validated, the storage is opened and all ballots are counted, before the host listens; what is wrong stops it with a sentence.</remarks>
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

    /// <summary>Adds a pack that this library ships.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="shippedId">One of <see cref="MethodPacks.ShippedIds"/>, for example <c>kiosk-9</c>.</param>
    /// <exception cref="Sipas.Problems.SipasException">No such pack is shipped, or it was added before.</exception>
    public static ISipasBuilder AddMethodPack(this ISipasBuilder builder, string shippedId)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMethodPack(MethodPacks.Shipped(shippedId));
    }

    /// <summary>Tells of low ratings while something can be done: to every <see cref="ILowRatingHandler"/> that the host registers, and to receivers outside that are added elsewhere.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">When a rating is low; may be left out.</param>
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

    /// <summary>Keeps everything in memory: for tests of a host. What is kept is gone when the process ends.</summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="Sipas.Problems.SipasException">Another storage was chosen before.</exception>
    public static ISipasBuilder UseInMemory(this ISipasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IPeopleStorage>(services => new InMemoryPeopleStorage(services.GetRequiredService<TimeProvider>()));
        return builder.UseStorage("UseInMemory", services => new InMemoryStorage(services.GetRequiredService<TimeProvider>()));
    }

    // A storage without a desk has no flags.
    private static SurveyState MakeState(IServiceProvider services)
    {
        ISipasStorage storage = services.GetRequiredService<ISipasStorage>();
        IBallotFlags? flags = services.GetService<IBallotFlags>() ?? (storage is IQualityStore desk ? new QualityFlags(desk) : null);
        return new SurveyState(
            storage, services.GetRequiredService<MethodPackRegistry>(), services.GetService<ProcedureFields>(), flags,
            services.GetRequiredService<TimeProvider>());
    }

    // A host that uses no people has no storage of them, and makes none for counts.
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

    // Tickets ask for what kiosks ask for.
    private static FigureDesk MakeFigureDesk(IServiceProvider provider)
    {
        SipasOptions options = provider.GetRequiredService<IOptions<SipasOptions>>().Value;
        return new FigureDesk(
            provider.GetRequiredService<ISipasStorage>(), provider.GetRequiredService<SurveyState>(), options.Disclosure, options.FewestRespondents,
            provider.GetRequiredService<TimeProvider>());
    }

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

// The state is asked for at start and not in the constructor: hosts construct all of these before they validate options, and a missing storage must be told as such.
internal sealed partial class SipasStartup : IHostedService
{
    // A line for each tenth of a long log, one for a short one.
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
