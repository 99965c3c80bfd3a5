using Sipas.Cases;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Intake;
using Sipas.Plans;
using Sipas.Sampling;
using Sipas.Storage.InMemory;
using Sipas.Tickets;

namespace Sipas.Storage;

/// <summary>In-memory personal-data store, for tests of a host, never for a survey. The data is lost when the process ends.</summary>
internal sealed class InMemoryPersonalDataStorage : IPersonalDataStorage
{
    /// <summary>Creates an empty storage.</summary>
    /// <param name="clock">Server time; the system clock when null.</param>
    public InMemoryPersonalDataStorage(TimeProvider? clock = null)
    {
        var session = new InMemorySession(clock);
        var audit = new InMemoryPeopleAudit(session);
        var surveys = new InMemorySurveys();
        var tickets = new InMemoryTickets(session);
        var access = new InMemoryAccess(session, audit);
        Plans = new InMemoryPlans(session, audit, surveys);
        Frames = new InMemoryFrames(session, audit, surveys);
        Samples = new InMemorySamples(session, audit, surveys);
        Field = new InMemoryField(session, audit, surveys);
        Reinterviews = new InMemoryReinterviews(session, audit, surveys);
        Tickets = tickets;
        Cases = new InMemoryCases(session, audit);
        Erasure = new InMemoryPeopleErasure(session, audit, surveys, tickets, access);
        Access = access;
    }

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public ISurveyPlanStore Plans { get; }

    /// <inheritdoc/>
    public IFrameStore Frames { get; }

    /// <inheritdoc/>
    public ISampleStore Samples { get; }

    /// <inheritdoc/>
    public IFieldStore Field { get; }

    /// <inheritdoc/>
    public IReinterviewStore Reinterviews { get; }

    /// <inheritdoc/>
    public ITicketStore Tickets { get; }

    /// <inheritdoc/>
    public ICaseStore Cases { get; }

    /// <inheritdoc/>
    public IPeopleErasureStore Erasure { get; }

    /// <inheritdoc/>
    public IAccessStore Access { get; }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
