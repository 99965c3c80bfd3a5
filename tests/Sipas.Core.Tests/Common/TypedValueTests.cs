using System.Globalization;

namespace Sipas.Common;

public class TypedValueTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.8", 1.8)]
    [InlineData("-0.5", -0.5)]
    [InlineData("007", 7)]
    [InlineData("1e-3", 0.001)]
    [InlineData("2.5E2", 250)]
    public void TryReadNumber_OurSpelling_IsTheNumber(string text, double number)
    {
        Assert.True(TypedValue.TryReadNumber(text, out double read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("1,8")]
    [InlineData("1.234,5")]
    [InlineData("1,234.5")]
    [InlineData("1 000")]
    [InlineData(" 1")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-")]
    [InlineData("-.5")]
    [InlineData("1.e5")]
    [InlineData("1e")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("١")]
    [InlineData("１")]
    [InlineData("5%")]
    [InlineData("")]
    [InlineData(null)]
    public void TryReadNumber_OtherSpellings_AreRefused(string? text) => Assert.False(TypedValue.TryReadNumber(text, out _));

    [Theory]
    [InlineData("1500", true)]
    [InlineData("-3", true)]
    [InlineData("1.500", false)]
    [InlineData("1,500", false)]
    [InlineData("+5", false)]
    [InlineData(" 5", false)]
    [InlineData("5 ", false)]
    [InlineData("5.0", false)]
    [InlineData("٣", false)]
    [InlineData("9223372036854775808", false)]
    [InlineData("", false)]
    public void TryReadWhole_Spelling_IsReadOrRefused(string text, bool isRead) =>
    Assert.Equal(isRead, TypedValue.TryReadWhole(text, out _));

    [Theory]
    [InlineData("2026-11-21", true)]
    [InlineData("2026-02-29", false)]
    [InlineData("2024-02-29", true)]
    [InlineData("21/11/2026", false)]
    [InlineData("2026-1-2", false)]
    [InlineData("2026-11-21 ", false)]
    [InlineData("20261121", false)]
    [InlineData("٢٠٢٦-11-21", false)]
    [InlineData("", false)]
    public void TryReadDay_Spelling_IsReadOrRefused(string text, bool isRead)
    {
        Assert.Equal(isRead, TypedValue.TryReadDay(text, out DateOnly day));
        Assert.Equal(isRead ? text : "0001-01-01", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void In_BothLanguages_WriteNumbersAndDaysInOneWay()
    {
        (DisplayFormat vi, DisplayFormat en) = (DisplayFormat.In("vi"), DisplayFormat.In("en"));
        var instant = new DateTimeOffset(2026, 11, 21, 1, 30, 0, TimeSpan.Zero);

        Assert.Equal(
            ["1.234.567", "-2.575", "1.086,50", "0,5", "12.345,7", "3,0", "86,50\u00A0%", "33,33\u00A0%", "05/04/2026", "08:30 21/11/2026"],
            [vi.Count(1_234_567), vi.Count(-2_575), vi.Number(1086.50m), vi.Number(0.5, 3), vi.Number(12345.678, 1), vi.Fixed(3, 1),
                vi.Percent(86.50m), vi.SharePercent(1 / 3.0, 2), vi.Day(new(2026, 4, 5)), vi.Time(instant)]);
        Assert.Equal(
            ["1,234,567", "-2,575", "1,086.50", "0.5", "12,345.7", "3.0", "86.50%", "33.33%", "2026-04-05", "2026-11-21 08:30"],
            [en.Count(1_234_567), en.Count(-2_575), en.Number(1086.50m), en.Number(0.5, 3), en.Number(12345.678, 1), en.Fixed(3, 1),
                en.Percent(86.50m), en.SharePercent(1 / 3.0, 2), en.Day(new(2026, 4, 5)), en.Time(instant)]);
        Assert.Same(vi, DisplayFormat.In("km"));
    }
}
