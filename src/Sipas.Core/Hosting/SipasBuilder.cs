using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Hosting;

internal sealed class SipasBuilder(IServiceCollection services, SipasRegistrations registrations) : ISipasBuilder
{
    public IServiceCollection Services => services;

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

    public ISipasBuilder UsePersonalDataStorage(Func<IServiceProvider, IPersonalDataStorage> create)
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
