using System.Net;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>The addresses of <c>--address</c>, validated before the host is created: errors for which Kestrel would end
/// with a stack trace are reported in a sentence.</summary>
internal sealed class ListenAddresses
{
    private const string Allowed = "http://localhost:5080, http://0.0.0.0:5080, https://kiosk.tinh.gov.vn:443";

    private ListenAddresses(IReadOnlyList<string> urls, IReadOnlyList<BindingAddress> parsed) => (Urls, Parsed) = (urls, parsed);

    /// <summary>The addresses as written.</summary>
    public IReadOnlyList<string> Urls { get; }

    public IReadOnlyList<BindingAddress> Parsed { get; }

    /// <summary>The first address over https; null when there is none.</summary>
    public string? FirstSecure => Urls.FirstOrDefault(IsSecure);

    /// <summary>Parses addresses, separated by semicolons.</summary>
    /// <param name="text">The addresses.</param>
    /// <exception cref="SipasException">One is not an http or https address on which a host can listen
    /// (<c>CFG0004</c>).</exception>
    public static ListenAddresses Parse(string text)
    {
        string[] urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length == 0 ? throw Refused(text) : new ListenAddresses(urls, [.. urls.Select(ParseOne)]);
    }

    /// <summary>Whether an address means all addresses of the machine.</summary>
    public static bool IsEveryAddress(BindingAddress address) => address.Host is "*" or "+";

    private static BindingAddress ParseOne(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw Refused(url);
        }

        bool known = url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || IsSecure(url);

        // Kestrel accepts an invalid name such as "localhost:x" and then listens on every address of the machine.
        bool usable = address.IsUnixPipe
            || ((IsEveryAddress(address) || HostNames.IsName(address.Host) || IPAddress.TryParse(address.Host, out _))
                && address.PathBase.Length == 0 && address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort);
        return known && usable ? address : throw Refused(url);
    }

    private static bool IsSecure(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static SipasException Refused(string url) => new(new Problem(ProblemCodes.OptionOutOfRange, "--address", url, Allowed));
}
