namespace Sipas.ReferenceHost.Web;

/// <summary>Where a web host listens and who it is.</summary>
/// <param name="Address">Addresses to listen on, several with semicolons between them.</param>
internal sealed record ListenSettings(string Address)
{
    /// <summary>Names by which it is asked for besides its addresses.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>PEM file of the certificate for https.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the certificate's key; its own file when null.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Proxies in front: addresses and networks.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    public static implicit operator ListenSettings(string address) => new(address);
}
