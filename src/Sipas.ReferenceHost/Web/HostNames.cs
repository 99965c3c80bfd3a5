using System.Globalization;
using System.Net;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>The host names that a host accepts: those of its listen addresses, and those of <c>--host</c>.</summary>
/// <remarks>
/// A page of another site may resolve its own name to this host's address and then read the responses as its own (DNS
/// rebinding); the browser still sends that name. A host that listens on every address of its machine also accepts the
/// address on which a request arrived: DNS rebinding cannot use it, because it is not a name.
/// </remarks>
internal sealed class HostNames
{
    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<IPAddress> _addresses = [];
    private bool _everyAddress;

    /// <summary>Collects the names.</summary>
    /// <param name="addresses">The host's listen addresses.</param>
    /// <param name="more">Names and addresses of <c>--host</c>, without a port.</param>
    /// <exception cref="SipasException">One of them is neither a host's name nor an address (<c>CFG0004</c>).</exception>
    public static HostNames Of(ListenAddresses addresses, IEnumerable<string> more)
    {
        var names = new HostNames();
        foreach (BindingAddress address in addresses.Parsed)
        {
            names.AddListening(address);
        }

        foreach (string name in more)
        {
            names.AddGiven(name);
        }

        return names;
    }

    /// <summary>Whether the host accepts a name.</summary>
    /// <param name="host">The requested host; its port is ignored.</param>
    /// <param name="local">The address of this machine on which the request arrived.</param>
    public bool Include(HostString host, IPAddress? local) => IPAddress.TryParse(host.Host, out IPAddress? address)
        ? _addresses.Contains(address) || (_everyAddress && Plain(local)?.Equals(address) == true)
        : _names.Contains(host.Host);

    /// <summary>Whether a text is the name of a host: no address, no port, no wildcard.</summary>
    public static bool IsName(string text) => Plain(text) is not null;

    /// <summary>The names in order, for messages.</summary>
    public override string ToString() =>
        string.Join(", ", _names.Concat(_addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal))
            .Concat(_everyAddress ? ["IP"] : []));

    private void AddListening(BindingAddress address)
    {
        if (address.IsUnixPipe)
        {
            AddLoopback();
        }
        else if (!IPAddress.TryParse(address.Host, out IPAddress? ip))
        {
            if (ListenAddresses.IsEveryAddress(address))
            {
                _everyAddress = true;
                AddLoopback();
            }
            else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                AddLoopback();
            }
            else
            {
                _names.Add(Plain(address.Host)!);
            }
        }
        else if (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
        {
            _everyAddress = true;
            AddLoopback();
        }
        else if (IPAddress.IsLoopback(ip))
        {
            _addresses.Add(ip);
            AddLoopback();
        }
        else
        {
            _addresses.Add(ip);
        }
    }

    private void AddLoopback()
    {
        _names.Add("localhost");
        _addresses.Add(IPAddress.Loopback);
        _addresses.Add(IPAddress.IPv6Loopback);
    }

    private void AddGiven(string name)
    {
        if (IPAddress.TryParse(name, out IPAddress? ip))
        {
            _addresses.Add(ip);
            return;
        }

        _names.Add(Plain(name) ?? throw new SipasException(
            new Problem(ProblemCodes.OptionOutOfRange, "--host", name, "kiosk.tinh.gov.vn, 10.1.2.3")));
    }

    // Browsers send a name with Vietnamese letters in its ASCII form.
    private static string? Plain(string name)
    {
        try
        {
            string plain = new IdnMapping().GetAscii(name);
            return Uri.CheckHostName(plain) == UriHostNameType.Dns ? plain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
