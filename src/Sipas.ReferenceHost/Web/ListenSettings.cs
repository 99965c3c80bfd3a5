namespace Sipas.ReferenceHost.Web;

/// <summary>Addresses, names and certificate of a web host.</summary>
/// <param name="Address">Listen addresses, separated by semicolons.</param>
internal sealed record ListenSettings(string Address)
{
    /// <summary>Accepted host names in addition to its addresses.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>PEM file of the certificate for https.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the certificate's key; the certificate's file when null.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Proxies in front: addresses and networks.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    public static implicit operator ListenSettings(string address) => new(address);
}
