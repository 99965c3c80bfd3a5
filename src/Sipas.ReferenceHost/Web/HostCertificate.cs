using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>The certificate of https addresses, with the intermediate certificates.</summary>
/// <param name="Certificate">The certificate with its key.</param>
/// <param name="Chain">All certificates of the file.</param>
internal sealed record HostCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads the certificate required by the addresses.</summary>
    /// <param name="addresses">The host's addresses.</param>
    /// <param name="path">PEM file of the certificate; null for none.</param>
    /// <param name="keyPath">PEM file of its key; null if the certificate's file contains it.</param>
    /// <returns>The certificate; null when nothing is served over https.</returns>
    /// <exception cref="SipasException">An https address has none (<c>CFG0110</c>), it cannot be used (<c>CFG0111</c>),
    /// or no address would use it (<c>CFG0004</c>).</exception>
    public static HostCertificate? Of(ListenAddresses addresses, string? path, string? keyPath)
    {
        if (addresses.FirstSecure is { } secure)
        {
            return path is null ? throw new SipasException(
                new Problem(ProblemCodes.CertificateMissing, "--address", secure, "--certificate TEP.pem --certificate-key KHOA.pem"))
                : Read(path, keyPath ?? path);
        }

        return (path ?? keyPath) is { } unused
            ? throw new SipasException(
                new Problem(ProblemCodes.OptionOutOfRange, path is null ? "--certificate-key" : "--certificate", unused,
                    "--address https://…"))
            : null;
    }

    private static HostCertificate Read(string path, string keyPath)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(path);
            using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(path, keyPath);

            // Windows does not serve a certificate whose key was only ever in memory.
            return new HostCertificate(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SipasException(
                new Problem(ProblemCodes.CertificateUnusable, "--certificate", path == keyPath ? path : $"{path}, {keyPath}",
                    error.Message.Split('\n')[0].TrimEnd('.', '\r')), error);
        }
    }
}
