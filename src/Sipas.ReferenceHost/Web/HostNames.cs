using System.Globalization;
using System.Net;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>The names by which a host answers: those of the addresses it listens on, and those it was given.</summary>
/// <remarks>
/// A page of another site may point a name of its own at this host's address and then read its answers as its own (DNS rebinding); the browser still sends that name. A host that
/// listens on every address of its machine is also known by the address that a request came in by: no name can be pointed there, for it is none.
/// </remarks>
internal sealed class HostNames
{
    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<IPAddress> _addresses = [];
    private bool _everyAddress;

    /// <summary>Gathers the names.</summary>
    /// <param name="addresses">Where the host listens.</param>
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

    /// <summary>Whether the host answers to a name.</summary>
    /// <param name="host">What the request asks for; a port is not looked at.</param>
    /// <param name="local">The address of this machine that the request came in by.</param>
    public bool Include(HostString host, IPAddress? local) => IPAddress.TryParse(host.Host, out IPAddress? address)
        ? _addresses.Contains(address) || (_everyAddress && Plain(local)?.Equals(address) == true)
        : _names.Contains(host.Host);

    /// <summary>Whether a text is the name of a host: no address, no port, no sign that stands for others.</summary>
    public static bool IsName(string text) => Plain(text) is not null;

    /// <summary>The names in order, for people.</summary>
    public override string ToString() => string.Join(", ", _names.Concat(_addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal)).Concat(_everyAddress ? ["IP"] : []));

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

        _names.Add(Plain(name) ?? throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "--host", name, "kiosk.tinh.gov.vn, 10.1.2.3")));
    }

    // Browsers send a name with Vietnamese letters in its form of plain letters.
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
