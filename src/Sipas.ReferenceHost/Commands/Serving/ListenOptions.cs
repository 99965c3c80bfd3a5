using System.CommandLine;
using Sipas.ReferenceHost.Web;

namespace Sipas.ReferenceHost.Commands.Serving;

/// <summary>Options for the addresses, names and certificate of commands that serve.</summary>
internal sealed class ListenOptions
{
    private readonly Option<string> _address = new("--address")
    {
        Description = "Address to listen on; separate several addresses with semicolons; https needs --certificate",
        DefaultValueFactory = _ => "http://localhost:5080",
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "Host name to accept in addition to the addresses, for example kiosk.tinh.gov.vn; requests for other names are "
        + "refused. Can be specified several times",
    };

    private readonly Option<string?> _certificate = new(
        "--certificate")
    {
        Description = "PEM file of the certificate for https, including intermediate certificates",
    };

    private readonly Option<string?> _certificateKey =
        new("--certificate-key") { Description = "PEM file of the certificate's key, without a password. Default: the certificate file" };

    private readonly Option<string[]> _proxies = new("--proxy")
    {
        Description = "Address or network (10.0.0.0/24) of a reverse proxy whose X-Forwarded-Proto and X-Forwarded-For headers are "
        + "trusted; the proxy must forward the Host header. Can be specified several times",
    };

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_address);
        command.Add(_hosts);
        command.Add(_certificate);
        command.Add(_certificateKey);
        command.Add(_proxies);
        return command;
    }

    /// <summary>Gets the options as settings of a web host.</summary>
    public ListenSettings Read(ParseResult parsed) => new(parsed.GetValue(_address)!)
    {
        HostNames = parsed.GetValue(_hosts) ?? [],
        Certificate = parsed.GetValue(_certificate),
        CertificateKey = parsed.GetValue(_certificateKey),
        Proxies = parsed.GetValue(_proxies) ?? [],
    };
}
