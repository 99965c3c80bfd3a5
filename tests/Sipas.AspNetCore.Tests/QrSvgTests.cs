using System.Globalization;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Pages;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Sipas.AspNetCore;

/// <summary>A drawn code is read back from its path, as a camera would read it.</summary>
public sealed partial class QrSvgTests
{
    [Theory]
    [InlineData("https://khaosat.example.vn/t/AQ")]
    [InlineData("https://khaosat.example.vn/hai-long/kiosk/S01?lang=vi&x=%C3%A1")]
    [InlineData("Tờ phiếu số 12 – Bộ phận Một cửa xã Ví Dụ")]
    public void Of_Text_IsReadBackFromThePath(string text)
    {
        QrSvg code = QrSvg.Of(text);

        Assert.Equal(text, Read(code));
    }

    [Fact]
    public void Svg_LongestAddress_IsReadBack()
    {
        string address = "https://khaosat.example.vn/t/" + new string('A', 1000 - 29);

        Match svg = Drawing().Match(SipasQr.Svg(address));

        Assert.Equal(address, Read(new QrSvg(int.Parse(svg.Groups["size"].Value, CultureInfo.InvariantCulture), svg.Groups["path"].Value)));
        Assert.Throws<ArgumentException>(() => SipasQr.Svg(address + "A"));
    }

    [Fact]
    public void Of_AnyText_HasAQuietZoneOfFourModules()
    {
        QrSvg code = QrSvg.Of("https://khaosat.example.vn/");

        Assert.All(Runs().Matches(code.Path).Cast<Match>(), run =>
        {
            int x = Number(run, "x");
            Assert.InRange(x, 4, code.Size - 5);
            Assert.InRange(x + Number(run, "length"), 5, code.Size - 4);
            Assert.InRange(Number(run, "y"), 4, code.Size - 5);
        });
    }

    private static string Read(QrSvg code)
    {
        const int Scale = 4;
        int side = code.Size * Scale;
        byte[] grey = new byte[side * side];
        Array.Fill(grey, (byte)255);
        foreach (Match run in Runs().Matches(code.Path))
        {
            for (int y = Number(run, "y") * Scale; y < (Number(run, "y") + 1) * Scale; y++)
            {
                Array.Fill(grey, (byte)0, (y * side) + (Number(run, "x") * Scale), Number(run, "length") * Scale);
            }
        }

        var image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, side, side, RGBLuminanceSource.BitmapFormat.Gray8)));
        return new QRCodeReader().decode(image).Text;
    }

    private static int Number(Match run, string group) => int.Parse(run.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h(?<length>[0-9]+)v1h-[0-9]+z")]
    private static partial Regex Runs();

    [GeneratedRegex("viewBox=\"0 0 (?<size>[0-9]+) [0-9]+\".*<path d=\"(?<path>[^\"]+)\"")]
    private static partial Regex Drawing();
}
