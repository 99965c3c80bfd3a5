using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Web;

/// <summary>Proxies in front of a host, whose headers for scheme and sender are trusted. The requested host name is
/// never taken from a header of theirs: they forward <c>Host</c>.</summary>
internal static class TrustedProxies
{
    /// <summary>Creates the options for headers of requests from proxies.</summary>
    /// <param name="proxies">Addresses, or networks as <c>10.0.0.0/24</c>.</param>
    /// <exception cref="SipasException">One is neither (<c>CFG0004</c>).</exception>
    public static ForwardedHeadersOptions Of(IEnumerable<string> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedFor };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (string proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out IPAddress? address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out System.Net.IPNetwork network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "--proxy", proxy, "127.0.0.1, 10.0.0.0/24"));
            }
        }

        return options;
    }
}
