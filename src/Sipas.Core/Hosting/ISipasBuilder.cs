using Microsoft.Extensions.DependencyInjection;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Hosting;

/// <summary>Builder returned by <c>AddSipas</c>, used to configure storage and method packs.</summary>
public interface ISipasBuilder
{
    /// <summary>The service collection of the host.</summary>
    IServiceCollection Services { get; }

    /// <summary>Registers a storage. Called by <c>UseSqlite</c>, <c>UseInMemory</c> and by custom storage implementations.</summary>
    /// <param name="name">Name of the storage in messages. It must not be a connection string.</param>
    /// <param name="create">Factory, called once.</param>
    /// <exception cref="SipasException">A storage is already registered (<c>CFG0002</c>). The message contains both names.</exception>
    ISipasBuilder UseStorage(string name, Func<IServiceProvider, ISipasStorage> create);

    /// <summary>Registers the personal-data store, instead of the one included with the ballot storage.</summary>
    /// <param name="create">Factory, called once.</param>
    ISipasBuilder UsePersonalDataStorage(Func<IServiceProvider, IPersonalDataStorage> create);

    /// <summary>Adds a method pack.</summary>
    /// <param name="pack">The pack. Adding a pack with an existing id is rejected.</param>
    /// <exception cref="SipasException">The pack has errors, or a pack with this id was already added. All problems are
    /// reported at once.</exception>
    ISipasBuilder AddMethodPack(MethodPack pack);
}
