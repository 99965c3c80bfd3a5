using System.Text;

namespace Sipas.Common;

public class VietnameseTextTests
{
    [Theory]
    [InlineData("Quận Hoa  Sen ", "quan hoa sen")]
    [InlineData("ĐƯỜNG ðẠI", "duong dai")]
    [InlineData("Sở\u200B Tư pháp", "so tu phap")]
    [InlineData("", "")]
    public void SearchKey_OfAName_HasNoMarksAndNoCase(string name, string key)
    {
        Assert.Equal(key, VietnameseText.SearchKey(name));
        Assert.Equal(key, VietnameseText.SearchKey(name.Normalize(NormalizationForm.FormD)));
    }

    [Theory]
    [InlineData("2026-11-21T08:30:00+07:00", "2026-11-21T08:30:00.000+07:00")]
    [InlineData("2026-11-21T08:30:00.12349Z", "2026-11-21T08:30:00.123+00:00")]
    [InlineData("2026-11-21T08:30-03:30", "2026-11-21T08:30:00.000-03:30")]
    public void TryRead_TimeWithOffset_KeepsItToTheMillisecond(string text, string written)
    {
        Assert.True(Iso8601.TryRead(text, out DateTimeOffset time));
        Assert.Equal(written, Iso8601.Write(time));
    }

    [Theory]
    [InlineData("2026-11-21T08:30:00")]
    [InlineData("2026-11-21")]
    [InlineData("2026-02-30T08:30:00Z")]
    [InlineData("21/11/2026 08:30 +07:00")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("")]
    public void TryRead_AnythingElse_IsRefused(string text) => Assert.False(Iso8601.TryRead(text, out _));

    [Fact]
    public void DayOf_BothSidesOfMidnightInVietnam_AreTwoDays()
    {
        Assert.Equal(new DateOnly(2026, 12, 31), VietnameseTime.DayOf(new DateTimeOffset(2026, 12, 31, 16, 59, 59, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2027, 1, 1), VietnameseTime.DayOf(new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero)));
    }
}
