using Sipas.Cases;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Intake;
using Sipas.Plans;
using Sipas.Sampling;
using Sipas.Tickets;

namespace Sipas.Storage;

public sealed partial class InMemoryPersonalDataStorage : IPersonalDataStorage, ISurveyPlanStore, IFrameStore, ISampleStore, IFieldStore,
    IReinterviewStore, ITicketStore, ICaseStore, IPeopleErasureStore, IAccessStore
{
    /// <inheritdoc/>
    public ISurveyPlanStore Plans => this;

    /// <inheritdoc/>
    public IFrameStore Frames => this;

    /// <inheritdoc/>
    public ISampleStore Samples => this;

    /// <inheritdoc/>
    public IFieldStore Field => this;

    /// <inheritdoc/>
    public IReinterviewStore Reinterviews => this;

    /// <inheritdoc/>
    public ITicketStore Tickets => this;

    /// <inheritdoc/>
    public ICaseStore Cases => this;

    /// <inheritdoc/>
    public IPeopleErasureStore Erasure => this;

    /// <inheritdoc/>
    public IAccessStore Access => this;
}
