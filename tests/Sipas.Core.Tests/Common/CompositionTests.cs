using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Tickets;

namespace Sipas.Common;

/// <summary>The table against ICU's composition, and against digests of ICU's output where ICU is not there
/// (globalization-invariant mode).</summary>
public class CompositionTests
{
    private static readonly bool Icu = "e\u0301".Normalize(NormalizationForm.FormC) == "\u00E9";

    // By their places, not by their category: a newer Unicode adds letters.
    private static readonly char[] LatinLetters = [.. BasicPlane()
        .Where(c => c is >= 'A' and < '\u0250' or >= '\u1E00' and <= '\u1EFF' or >= '\u2C60' and <= '\u2C7F')];

    private static readonly char[] Diacritics = [.. Enumerable.Range(0x300, 0x70).Select(value => (char)value)];

    [Theory]
    [InlineData("e\u0323\u0302")]
    [InlineData("e\u0302\u0323")]
    [InlineData("\u00EA\u0323")]
    [InlineData("\u1EB9\u0302")]
    public void Compose_EHoweverItsMarksWereTyped_IsOneLetter(string typed)
    {
        Assert.Equal("\u1EC7", VietnameseText.Compose(typed));
        Assert.Equal("\u1EC7", TextSanitizer.Clean(typed, keepLines: false));
        Assert.Equal("e", VietnameseText.SearchKey(typed));
    }

    [Theory]
    [InlineData("o\u0301\u031B", "ớ")]
    [InlineData("U\u031B\u0300", "Ừ")]
    [InlineData("a\u0340", "à")]
    [InlineData("a\u0341", "á")]
    [InlineData("\u212B", "Å")]
    [InlineData("\u037E", ";")]
    [InlineData("\u00D0\u00F4ng \u00F0\u1EA5t", "Đông đất")]
    [InlineData("Quận\u00A0Hoa\u2009Sen\u3000", "Quận Hoa Sen")]
    [InlineData("\uFEFFSở\u200B Tư\u00AD pháp\u0007", "Sở Tư pháp\u0007")]
    [InlineData(" a\tb\r\nc ", "a\tb\r\nc")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    [InlineData("\u17A2\u17D2\u1784", "\u17A2\u17D2\u1784")]
    [InlineData("👨\u200D👩", "👨\u200D👩")]
    public void Compose_AnyText_IsComposedCleanedAndTrimmed(string typed, string composed)
    {
        Assert.Equal(composed, VietnameseText.Compose(typed));
        Assert.Equal(composed, VietnameseText.Compose(composed));
    }

    [Fact]
    public void Compose_WhatIsNoCharacter_IsReplacedAndNothingThrows()
    {
        foreach (char c in (char[])[(char)0xD800, (char)0xDFFF, (char)0xFFFE, (char)0xFFFF, (char)0xFDD0])
        {
            string typed = "x" + c + "e\u0301";
            Assert.Equal("x\uFFFDé", VietnameseText.Compose(typed));
            Assert.Equal("x\uFFFDé", TextSanitizer.Clean(typed, keepLines: true));
            Assert.Equal("x\uFFFDe", VietnameseText.SearchKey(typed));
        }

        Assert.Equal("\uFFFD", VietnameseText.Compose(char.ConvertFromUtf32(0x1FFFE)));
    }

    [Fact]
    public void Compose_EveryCharacterAlone_IsThatOfUnicode() =>
        IsThatOfIcu("d037de1bcf289581b309c6d82248a3f4", BasicPlane().Select(c => c.ToString()));

    [Fact]
    public void Compose_EveryLatinLetterWithEveryMark_IsThatOfUnicode() =>
        IsThatOfIcu("5292836a307cbc5a75b79fc7b527c83c", from letter in LatinLetters from mark in Diacritics select $"{letter}{mark}");

    [Fact]
    public void Compose_EveryLatinLetterWithEveryTwoMarks_IsThatOfUnicode()
    {
        // Those that make a letter of their own, and one of each other class.
        char[] marks = [.. Diacritics.Where(mark => LatinLetters.Any(letter => CompositionTable.Compose($"{letter}{mark}").Length == 1)),
            '\u0315', '\u0321', '\u0334', '\u0345'];
        IsThatOfIcu("fe54e232bc3d958f928c86de16084470",
            from letter in LatinLetters from first in marks from second in marks select $"{letter}{first}{second}");
    }

    [Fact]
    public void Compose_VietnameseVowelsWithEveryThreeOfTheirMarks_IsThatOfUnicode()
    {
        char[] marks = ['\u0300', '\u0301', '\u0302', '\u0303', '\u0306', '\u0309', '\u031B', '\u0323', '\u0340', '\u0341'];
        IsThatOfIcu("5eb57fafed148686ea82b53cb4a0efd6",
            from letter in "aAăĂâÂeEêÊiIoOôÔơƠuUưƯyY"
            from first in marks
            from second in marks
            from third
            in marks
            select $"{letter}{first}{second}{third}");
    }

    [Fact]
    public void Compose_EveryOtherLetterWithEveryMark_IsThatOfUnicode()
    {
        char[] composed = [.. BasicPlane().Where(c => c is < '\uAC00' && CompositionTable.Decompose(c.ToString()).Length > 1)];
        char[] letters = [.. composed.Select(c => CompositionTable.Decompose(c.ToString())[0]).Where(c => c > '\u0250').Distinct()];
        char[] marks = [.. composed.SelectMany(c => CompositionTable.Decompose(c.ToString())[1..]).Distinct(), '\u0E38', '\u0EC8', '\u17DD',
            '\uAAB0'];
        IsThatOfIcu("efb7582d455648068eded20e3c73570b", from letter in letters from mark in marks select $"{letter}{mark}");
    }

    [Fact]
    public void SearchKey_EveryLetter_IsThatOfUnicodeOnEveryMachine()
    {
        string[] letters = [.. BasicPlane()
            .Where(c => c is >= '!' and <= '~' or >= '\u00A1' and < '\u0250' and not '\u00AD' or >= '\u0391' and < '\u0460'
                or >= '\u1E00' and <= '\u1EFF').Select(c => c.ToString())];
        if (Icu)
        {
            Assert.All(letters.Where(letter => letter is not ("đ" or "Đ" or "ð" or "Ð")), letter => Assert.Equal(
                string.Concat(letter.Normalize(NormalizationForm.FormD)
                    .Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant(),
                VietnameseText.SearchKey(letter)));
        }

        Assert.Equal("7e295211e9968465dc8e955b809890f9", Digest(letters.Select(VietnameseText.SearchKey)));
    }

    [Fact]
    public void FromPublicText_TypedInAnyWay_IsOneSeed()
    {
        string[] typed = ["XSKT Hà Nội 21/11/2026 giải đặc biệt 048213",
            "XSKT Ha\u0300 No\u0302\u0323i 21/11/2026 gia\u0309i \u0111a\u0323\u0306c bi\u1EB9\u0302t 048213",
            " XSKT\u00A0Hà\u200B Nội 21/11/2026 giải ðặc biệt 048213"];

        Assert.All(typed, text => Assert.Equal(DrawSeed.FromPublicText(typed[0]).Value, DrawSeed.FromPublicText(text).Value));
        Assert.Equal(typed[0], DrawSeed.FromPublicText(typed[1]).PublicText);
        Assert.Equal(System.Buffers.Binary.BinaryPrimitives
            .ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"sipas-seed/1 {typed[0]}\n"))),
            DrawSeed.FromPublicText(typed[2]).Value);
    }

    [Theory]
    [InlineData("\uF900", "U+F900")]
    [InlineData("x\U0001D15E", "U+1D15E")]
    [InlineData("\U00011099\U000110BA", "U+110BA")]
    public void FromPublicText_CharacterThatNoTableComposes_IsRefused(string text, string character)
    {
        Problem problem = Assert.Single(Assert.Throws<SipasException>(() => DrawSeed.FromPublicText(text)).Problems);

        Assert.Equal((ProblemCodes.TextUndecided, "publicSeed", character), (problem.Code, problem.Place, problem.Value));
        using var checksum = new FrameChecksum(["id"]);
        Assert.Equal("row 2", Assert.Single(Assert.Throws<SipasException>(() => checksum.Append([text])).Problems).Place);
        Assert.Equal(ProblemCodes.TicketDossier,
            Assert.Single(Assert.Throws<SipasException>(() => new TicketKeyring([new byte[32]]).IdOf("p", "u", text)).Problems).Code);
        Assert.Equal(text, VietnameseText.Compose(text));
    }

    [Fact]
    public void IdOf_DossierTypedInAnyWay_IsOneTicket()
    {
        var keyring = new TicketKeyring([new byte[32]]);

        Assert.Equal(HMACSHA256.HashData(new byte[32], "sipas-ticket-id/1\nkiosk-9\nS01\nĐất-01/ệ\n"u8)[..Ticket.IdLength],
            keyring.IdOf("kiosk-9", "S01", "Đất-01/ệ"));
        Assert.Equal(keyring.IdOf("kiosk-9", "S01", "Đất-01/ệ"), keyring.IdOf("kiosk-9", "S01", " Ða\u0302\u0301t-01/e\u0302\u0323\u200B"));
    }

    private static IEnumerable<char> BasicPlane() => Enumerable.Range(0, 0x10000).Select(value => (char)value);

    private static void IsThatOfIcu(string digest, IEnumerable<string> texts)
    {
        var composed = new List<string>();
        foreach (string text in texts.Where(text => !IsCleaned(text)))
        {
            composed.Add(CompositionTable.IsPlain(text) ? text : CompositionTable.Compose(text));
            if (Icu && composed[^1] != text.Normalize(NormalizationForm.FormC))
            {
                Assert.Fail(string.Join(' ', text.Select(c => $"{(int)c:X4}")));
            }
        }

        Assert.Equal(digest, Digest(composed));
    }

    // What Compose cleans, or leaves to other tables, is not compared.
    private static bool IsCleaned(string text) => text.Any(c => char.IsSurrogate(c) || CompositionTable.IsNoncharacter(c))
        || CompositionTable.FindUndecided(text) is not null;

    private static string Digest(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset()[..16]).ToLowerInvariant();
    }
}
