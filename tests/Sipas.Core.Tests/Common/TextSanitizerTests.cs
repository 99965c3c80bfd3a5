using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.Common;

public class TextSanitizerTests
{
    [Theory]
    [InlineData("Cán bộ tận tình", "Cán bộ tận tình")]
    [InlineData("  hai \t dòng\r\nmột ", "hai   dòng một")]
    [InlineData("Tiê\u0301ng Viê\u0323t", "Tiếng Việt")]
    [InlineData("\u00f0\u00f3ng \u00d0\u1ea3ng", "đóng Đảng")]
    [InlineData("a\u200Bb\u200E\u202Ec\u2060\uFEFFd\u00ADe", "abcde")]
    [InlineData("null\u0000bell\u0007", "nullbell")]
    [InlineData("👨\u200D👩\u200D👧 ❤\uFE0F\u200D🔥", "👨\u200D👩\u200D👧 ❤\uFE0F\u200D🔥")]
    [InlineData("tốt\u200D đẹp", "tốt đẹp")]
    [InlineData("\u200B \uFEFF\r\n", "")]
    public void Fault11_OneLine_IsOneTextHoweverItWasTyped(string typed, string clean) =>
    Assert.Equal(clean, TextSanitizer.Clean(typed, keepLines: false));

    [Fact]
    public void Clean_HalfASurrogatePair_IsReplaced() =>
    Assert.Equal("x\uFFFDy", TextSanitizer.Clean("x" + (char)0xD83D + "y", keepLines: false));

    [Fact]
    public void Clean_Lines_AreLineFeeds() =>
    Assert.Equal("một\nhai\nba\n\nbốn", TextSanitizer.Clean("một\r\nhai\rba\u2028\u2029bốn\n", keepLines: true));

    [Theory]
    [InlineData("", 0)]
    [InlineData("Việt", 4)]
    [InlineData("👍🏽", 2)]
    public void Fault11_CountCharacters_CountsCodePoints(string text, int count) =>
    Assert.Equal(count, TextSanitizer.CountCharacters(text));

    [Property(Arbitrary = [typeof(WellFormedTexts)])]
    public bool Fault11_AnyText_IsStableAndTheSameComposedOrDecomposed(string text, bool lines)
    {
        string clean = TextSanitizer.Clean(text, lines);
        return TextSanitizer.Clean(clean, lines) == clean
            && TextSanitizer.Clean(text.Normalize(NormalizationForm.FormD), lines) == clean
            && clean.IsNormalized(NormalizationForm.FormC);
    }

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);

    private static class WellFormedTexts
    {
        public static Arbitrary<string> Texts() => ArbMap.Default.ArbFor<string>().Filter(text => text is not null && IsWellFormed(text));
    }
}
