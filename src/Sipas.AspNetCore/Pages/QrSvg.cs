using System.Globalization;
using System.Text;
using ZXing.Common;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace Sipas.AspNetCore.Pages;

/// <summary>A QR code as one SVG path: sharp on paper, and without inline styles.</summary>
/// <param name="Size">Width and height in modules, including the quiet zone.</param>
/// <param name="Path">The dark modules, as a path.</param>
internal sealed record QrSvg(int Size, string Path)
{
    private const int QuietZone = 4;

    /// <summary>Creates the code of a text, with error correction M: a seventh may be unreadable.</summary>
    /// <param name="text">For example a link.</param>
    public static QrSvg Of(string text)
    {
        var options = new QrCodeEncodingOptions { ErrorCorrection = ErrorCorrectionLevel.M, Margin = QuietZone };
        if (!Ascii.IsValid(text))
        {
            options.CharacterSet = "UTF-8";
        }

        // Without a size, a module is one unit.
        BitMatrix modules = new QRCodeWriter().encode(text, ZXing.BarcodeFormat.QR_CODE, 0, 0, options.Hints);
        var path = new StringBuilder();
        for (int y = 0; y < modules.Height; y++)
        {
            for (int x = 0; x < modules.Width; x++)
            {
                int run = x;
                while (run < modules.Width && modules[run, y])
                {
                    run++;
                }

                if (run > x)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{run - x}v1h-{run - x}z");
                    x = run;
                }
            }
        }

        return new QrSvg(modules.Width, path.ToString());
    }
}
