using Sipas.Packs;

namespace Sipas.Hosting;

/// <summary>The registrations made by the modules of a host; one instance per service collection.</summary>
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
