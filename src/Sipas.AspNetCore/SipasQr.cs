using System.Globalization;
using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore;

/// <summary>QR codes as SVG, for receipts and result slips that a host prints.</summary>
public static class SipasQr
{
    /// <summary>Draws the QR code of an address.</summary>
    /// <param name="address">The complete address, for example <c>https://khaosat.example.vn/t/AQ…</c>: 1 to 1,000
    /// characters.</param>
    /// <returns>An <c>svg</c> element that scales to its container, black on white with the quiet zone of four modules;
    /// error correction M.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is empty or longer than 1,000 characters.</exception>
    public static string Svg(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        if (address.Length > 1000)
        {
            throw new ArgumentException("The address has more than 1,000 characters.", nameof(address));
        }

        QrSvg code = QrSvg.Of(address);
        return string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.Size} {code.Size}" shape-rendering="crispEdges">""")
            + $"""<rect width="100%" height="100%" fill="#ffffff"/><path d="{code.Path}" fill="#000000"/></svg>""";
    }
}
