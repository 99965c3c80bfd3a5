using QRCoder;

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

        using QRCodeData data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(new System.Drawing.Size(256, 256), "#000000", "#ffffff", drawQuietZones: true,
            SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
