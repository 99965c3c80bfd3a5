namespace Sipas.Hosting;

/// <summary>Records whether any part of this host uses personal data. Only then is the personal-data store created and
/// opened at startup. A host with kiosks only has none.</summary>
internal sealed class PeopleUse
{
    /// <summary>Whether personal data is used.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>Declares that personal data is used. Call while routes are mapped, before the host starts.</summary>
    public void Require() => IsNeeded = true;
}
