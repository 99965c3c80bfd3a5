using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Sipas.AspNetCore.Pages;

/// <summary>A QR code as one SVG path: sharp on paper, and without inline styles.</summary>
/// <param name="Size">Width and height in modules, including the quiet zone.</param>
/// <param name="Path">The dark modules, as a path.</param>
internal sealed record QrSvg(int Size, string Path)
{
    /// <summary>Creates the code of a text, with error correction M: a seventh may be unreadable.</summary>
    /// <param name="text">For example a link.</param>
    public static QrSvg Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using QRCodeData data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        List<BitArray> rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (int y = 0; y < rows.Count; y++)
        {
            for (int x = 0; x < rows[y].Count; x++)
            {
                int run = x;
                while (run < rows[y].Count && rows[y][run])
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

        return new QrSvg(rows.Count, path.ToString());
    }
}
