using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Packs;

public class ValueReaderTests
{
    private static readonly LocalizedText Text = new("Câu", "Question");
    private static readonly Question Number = new()
    {
        Code = "N",
        Kind = QuestionKind.Number,
        Part = QuestionPart.Respondent,
        Text = Text,
        Minimum = -5,
        Maximum = 120
    };
    private static readonly Question Day = new() { Code = "D", Kind = QuestionKind.Date, Part = QuestionPart.Collection, Text = Text };
    private static readonly Question Short = new()
    {
        Code = "S",
        Kind = QuestionKind.ShortText,
        Part = QuestionPart.Opinion,
        Text = Text,
        MaximumLength = 4
    };
    private static readonly Question Long = new() { Code = "L", Kind = QuestionKind.LongText, Part = QuestionPart.Opinion, Text = Text };

    [Theory]
    [InlineData("34", "34")]
    [InlineData("+034.50", "34.5")]
    [InlineData("-0.000", "0")]
    [InlineData("0.000001", "0.000001")]
    [InlineData(" 7 ", "7")]
    [InlineData("-5", "-5")]
    [InlineData("120.000000", "120")]
    public void Read_Number_HasOneForm(string given, string canonical) => Assert.Equal(canonical, Read(Number, given));

    [Theory]
    [InlineData("120.000001", ProblemCodes.ValueOutOfRange)]
    [InlineData("-6", ProblemCodes.ValueOutOfRange)]
    [InlineData("1e2", ProblemCodes.ValueMalformed)]
    [InlineData("1,5", ProblemCodes.ValueMalformed)]
    [InlineData("1.2345678", ProblemCodes.ValueMalformed)]
    [InlineData("1234567890123", ProblemCodes.ValueMalformed)]
    [InlineData("NaN", ProblemCodes.ValueMalformed)]
    [InlineData("٣", ProblemCodes.ValueMalformed)]
    [InlineData(".", ProblemCodes.ValueMalformed)]
    public void Read_NumberThatIsNone_IsNamed(string given, string code)
    {
        Assert.Null(ValueReader.Read(Number, given, out Problem? problem));
        Assert.Equal((code, "N", given), (problem!.Code, problem.Place, problem.Value));
    }

    [Theory]
    [InlineData("2026-02-28", null)]
    [InlineData("2026-02-29", ProblemCodes.ValueMalformed)]
    [InlineData("2026-2-28", ProblemCodes.ValueMalformed)]
    [InlineData("28/02/2026", ProblemCodes.ValueMalformed)]
    [InlineData("2026-02-28T00:00:00", ProblemCodes.ValueMalformed)]
    public void Read_Day_IsADayOfTheCalendar(string given, string? code)
    {
        Assert.Equal(code is null ? given : null, ValueReader.Read(Day, given, out Problem? problem));
        Assert.Equal(code, problem?.Code);
    }

    [Fact]
    public void Read_Text_IsMeasuredInCharactersAfterComposing()
    {
        Assert.Equal("Việt", Read(Short, "Viê\u0323t\u200B"));
        Assert.Equal("👍👍👍👍", Read(Short, "👍👍👍👍"));

        Assert.Null(ValueReader.Read(Short, "Việt!", out Problem? problem));
        Assert.Equal((ProblemCodes.TextTooLong, "5", "4"), (problem!.Code, problem.Value, problem.Allowed));
    }

    [Fact]
    public void Read_TextWithoutALimit_HasTheCommonOne()
    {
        Assert.Equal(ValueReader.MaximumTextLength, Read(Long, new string('ă', ValueReader.MaximumTextLength))!.Length);
        Assert.Null(ValueReader.Read(Long, new string('ă', 100_000), out Problem? problem));
        Assert.Equal((ProblemCodes.TextTooLong, "100000"), (problem!.Code, problem.Value));
    }

    [Fact]
    public void Read_LinesOfAText_StayOnlyInALongOne()
    {
        Assert.Equal("a\nb", Read(Long, "a\r\nb"));
        Assert.Equal("a b", Read(Short, "a\r\nb"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u200B\n")]
    public void Read_Blank_IsNone(string? given)
    {
        Assert.Null(ValueReader.Read(Long, given, out Problem? problem));
        Assert.Null(problem);
    }

    [Fact]
    public void Read_CodedQuestion_IsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => ValueReader.Read(Number with { Kind = QuestionKind.Level }, "1", out _));

    [Property(Arbitrary = [typeof(DecimalNumbers)])]
    public bool Read_AnyNumber_KeepsItsValueAndOneFormOnly((int Digits, int Scale) drawn)
    {
        (int digits, int scale) = drawn;
        decimal number = digits / (decimal)Math.Pow(10, scale);
        Question free = Number with { Minimum = null, Maximum = null };
        string padded = number.ToString("F6", CultureInfo.InvariantCulture);
        string canonical = Read(free, padded)!;
        return decimal.Parse(canonical, CultureInfo.InvariantCulture) == number && Read(free, canonical) == canonical
            && Read(free, number.ToString(CultureInfo.InvariantCulture)) == canonical;
    }

    private static string? Read(Question question, string given)
    {
        string? value = ValueReader.Read(question, given, out Problem? problem);
        Assert.Null(problem);
        return value;
    }

    private static class DecimalNumbers
    {
        public static Arbitrary<(int Digits, int Scale)> Pairs() =>
            (from digits in Gen.Choose(-999_999_999, 999_999_999) from scale in Gen.Choose(0, 6) select (digits, scale)).ToArbitrary();
    }
}
