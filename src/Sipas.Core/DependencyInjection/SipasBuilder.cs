using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage;

namespace Sipas.DependencyInjection;

/// <summary>What <c>AddSipas</c> returns: storage and packs are chained to it.</summary>
public interface ISipasBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Registers a storage. Called by <c>UseSqlite</c>, <c>UseInMemory</c> and by whoever writes a storage.</summary>
    /// <param name="name">What it is called in messages. Never a connection string.</param>
    /// <param name="create">Makes it, once.</param>
    /// <exception cref="SipasException">A storage was registered before (<c>CFG0002</c>); both are named.</exception>
    ISipasBuilder UseStorage(string name, Func<IServiceProvider, ISipasStorage> create);

    /// <summary>Registers the storage of people, in place of the one that the storage of ballots brings with it.</summary>
    /// <param name="create">Makes it, once.</param>
    ISipasBuilder UsePeopleStorage(Func<IServiceProvider, IPeopleStorage> create);

    /// <summary>Adds a method pack.</summary>
    /// <param name="pack">The pack; adding the same id again replaces nothing and is refused.</param>
    /// <exception cref="SipasException">The pack has faults, or its id was added before: all problems at once.</exception>
    ISipasBuilder AddMethodPack(MethodPack pack);
}

/// <summary>What modules of a host registered so far; one for each service collection.</summary>
internal sealed class SipasRegistrations
{
    private readonly List<MethodPack> _packs = [];

    public string? StorageName { get; set; }

    public IReadOnlyList<MethodPack> Packs => _packs;

    public MethodPackRegistry Add(MethodPack pack)
    {
        var registry = new MethodPackRegistry(_packs.Append(pack));
        _packs.Add(pack);
        return registry;
    }
}

internal sealed class SipasBuilder(IServiceCollection services, SipasRegistrations registrations) : ISipasBuilder
{
    public IServiceCollection Services => services;

    public SipasRegistrations Registrations => registrations;

    public ISipasBuilder UseStorage(string name, Func<IServiceProvider, ISipasStorage> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        if (registrations.StorageName is { } other)
        {
            throw new SipasException(new Problem(ProblemCodes.StorageTwice, value: $"{other}, {name}"));
        }

        registrations.StorageName = name;
        services.AddSingleton(create);
        return this;
    }

    public ISipasBuilder UsePeopleStorage(Func<IServiceProvider, IPeopleStorage> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }

    public ISipasBuilder AddMethodPack(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        registrations.Add(pack);
        return this;
    }
}
