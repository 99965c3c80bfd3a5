namespace Sipas.DependencyInjection;

/// <summary>Whether anything of this host uses people: only then their storage is opened, and made, at start. A host with kiosks alone has none.</summary>
public sealed class PeopleUse
{
    /// <summary>Whether people are used.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>Says that people are used; called while routes are mapped, before the host starts.</summary>
    public void Require() => IsNeeded = true;
}
