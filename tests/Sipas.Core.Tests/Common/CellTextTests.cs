using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.Common;

public sealed class CellTextTests
{
    private static readonly string[] Blanks = [" ", "\u00A0", "\u202F", "\u2009"];

    [Property(Arbitrary = [typeof(WrittenNumbers)], MaxTest = 3_000)]
    public bool ReadDecimal_NumberWrittenInEitherLanguage_IsThatNumberOrRefusedAndNeverAnother((long Whole, int Decimals, int Style) number)
    {
        decimal value = number.Whole / (decimal)Math.Pow(10, number.Decimals);
        bool comma = number.Style % 2 == 0;
        string plain = value.ToString((number.Style < 2 ? "0." : "#,##0.") + new string('0', number.Decimals),
            CultureInfo.InvariantCulture).TrimEnd('.');
        string blank = number.Style >= 4 ? Blanks[(int)(Math.Abs(number.Whole) % Blanks.Length)] : comma ? "." : ",";
        string text = string.Concat(plain.Select(c => c switch { ',' => blank, '.' => comma ? "," : ".", _ => c.ToString() }));

        CellNumber said = CellText.ReadDecimal(new Cell(text), comma ? DecimalMark.Comma : DecimalMark.Point, out decimal read);
        CellNumber became = CellText.ReadDecimal(new Cell(text), null, out decimal unsaid);
        return said == CellNumber.Read && read == value
            && (became == CellNumber.Ambiguous || (became == CellNumber.Read && unsaid == value));
    }

    [Theory]
    [InlineData("1.234")]
    [InlineData("-20,000")]
    [InlineData("12.500")]
    public void ReadDecimal_OneMarkBeforeThreeDigits_IsAmbiguous(string text) =>
        Assert.Equal(CellNumber.Ambiguous, CellText.ReadDecimal(new Cell(text), null, out _));

    [Theory]
    [InlineData("1,5", nameof(MarkProof.Comma))]
    [InlineData("0.125", nameof(MarkProof.Point))]
    [InlineData("1.234.567", nameof(MarkProof.Comma))]
    [InlineData("1,234,567", nameof(MarkProof.Point))]
    [InlineData("1.234,5", nameof(MarkProof.Comma))]
    [InlineData("12.500", nameof(MarkProof.None))]
    [InlineData("12500", nameof(MarkProof.None))]
    [InlineData("A.1", nameof(MarkProof.None))]
    public void Prove_Number_ProvesWhatItCanOnlyMean(string text, string proof) =>
        Assert.Equal(Enum.Parse<MarkProof>(proof), CellText.Prove(MarkProof.None, new Cell(text)));

    [Theory]
    [InlineData("1,23,456")]
    [InlineData("1.2345.678")]
    [InlineData("1 23")]
    [InlineData("1,234.567,8")]
    [InlineData("12.500,")]
    [InlineData("5.")]
    [InlineData("--5")]
    [InlineData("5-")]
    [InlineData("–5")]
    [InlineData("0x10")]
    [InlineData("1e5")]
    [InlineData("5%%")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("12'500")]
    public void ReadDecimal_WhatIsNoNumber_IsMalformed(string text) =>
    Assert.Equal(CellNumber.Malformed, CellText.ReadDecimal(new Cell(text), null, out _));

    [Fact]
    public void TryReadTime_EveryDayInEveryShape_IsThatDay()
    {
        string[] shapes = ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy", "dd-MM-yyyy", "d.M.yyyy", "yyyy/M/d", "dd/MM/yyyy HH:mm",
            "d/M/yyyy H:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd'T'HH:mm:ss'+07:00'"];
        var first = new DateTime(2023, 12, 28, 7, 8, 9);
        for (int day = 0; day < 800; day++)
        {
            DateTime moment = first.AddDays(day);
            foreach (string shape in shapes)
            {
                Assert.True(CellText.TryReadTime(moment.ToString(shape, CultureInfo.InvariantCulture), out DateTime read), shape);
                Assert.Equal(moment.Date, read.Date);
                Assert.True(!shape.Contains("mm", StringComparison.Ordinal) || (read.Hour, read.Minute) == (7, 8), shape);
            }

            Assert.True(CellText.TryReadDay(moment.AddHours(-7).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                out DateOnly utc));
            Assert.Equal(DateOnly.FromDateTime(moment), utc);
        }
    }

    [Theory]
    [InlineData("31/4/2026")]
    [InlineData("29/02/2026")]
    [InlineData("13/13/2026")]
    [InlineData("1/2/26")]
    [InlineData("1-Feb-2026")]
    [InlineData("1/2-2026")]
    [InlineData("2026-2")]
    [InlineData("2026-02-01T")]
    [InlineData("2026-02-01 24:00")]
    [InlineData("2026-02-01 08:60")]
    [InlineData("2026-02-01 08:30 SA")]
    [InlineData("2026-02-01 08:30+7")]
    [InlineData("2026-02-01+07:00")]
    [InlineData("20260201")]
    [InlineData("02/2026")]
    [InlineData("1/2/20260")]
    public void TryReadTime_WhatIsNotKnown_IsRefused(string text) => Assert.False(CellText.TryReadTime(text, out _));

    [Fact]
    public void LabelSet_SpellingsOfOneLabel_AreTheFirstAndTold()
    {
        var labels = new LabelSet();

        Assert.Equal("Thủy Nguyên", labels.Of("Thủy  Nguyên"));
        Assert.Equal("Thủy Nguyên", labels.Of("Thuỷ Nguyên"));
        Assert.Equal("Thủy Nguyên", labels.Of("THUỶ NGUYÊN"));
        Assert.Equal("Hoài Đức", labels.Of("Hoài \u00D0ức"));
        Assert.Equal("Qúy", labels.Of("Qúy"));
        Assert.Equal("Quý", labels.Of("Quý"));
        Assert.Equal("Hòa", labels.Of("Hòa"));
        Assert.Equal("Hoa", labels.Of("Hoa"));
        Assert.Equal("Thủy Nguyên", labels.Find("thuỷ nguyên"));
        Assert.Equal("Khác", labels.Find("Khác"));
        Assert.Equal([("Thủy Nguyên", "Thuỷ Nguyên"), ("Thủy Nguyên", "THUỶ NGUYÊN")], labels.Variants);
    }

    [Theory]
    [InlineData("#N/A", true)]
    [InlineData("#ref!", true)]
    [InlineData("#######", true)]
    [InlineData("Err:502", true)]
    [InlineData("#1", false)]
    [InlineData("##", false)]
    [InlineData("#hashtag", false)]
    [InlineData("N/A", false)]
    public void IsError_Text_IsWhatASpreadsheetWrites(string text, bool error) => Assert.Equal(error, CellText.IsError(text));

    private static class WrittenNumbers
    {
        public static Arbitrary<(long Whole, int Decimals, int Style)> Numbers() =>
            (from whole in Gen.Choose(-20_000_000, 20_000_000)
             from decimals in Gen.Choose(0, 4)
             from style in Gen.Choose(0, 5)
             select ((long)whole, decimals, style)).ToArbitrary();
    }
}
