using Sipas.Packs;

namespace Sipas.Files.Forms;

public class FormExpressionTests
{
    [Theory]
    [InlineData("${a} = '1'", "a = 1")]
    [InlineData("'1' = ${a}", "a = 1")]
    [InlineData("3 < ${a}", "a > 3")]
    [InlineData("${a}!=''", "a notempty")]
    [InlineData("selected(${a}, 'x') and not(selected(${b}, \"y\"))", "(a contains x and not(b contains y))")]
    [InlineData("${a} = 1 or ${b} = 2 and ${c} = 3", "(a = 1 or (b = 2 and c = 3))")]
    [InlineData("(${a} = 1 or ${b} = 2) and ${c} = 3", "((a = 1 or b = 2) and c = 3)")]
    [InlineData(". >= -1.5 and string-length(.) <= 20", "(. >= -1.5 and string-length(.) <= 20)")]
    [InlineData("selected(., 'x')", ". contains x")]
    [InlineData("${order} = 1", "order = 1")]
    [InlineData("${a} + 1 = 2", null)]
    [InlineData("${a}", null)]
    [InlineData("1 = 1", null)]
    [InlineData("${a} = ${b}", null)]
    [InlineData("today() > ${a}", null)]
    [InlineData("${a} = 'it\\'s'", null)]
    [InlineData("${a = 1", null)]
    [InlineData("(${a} = 1", null)]
    [InlineData("${a} = 1)", null)]
    [InlineData("", null)]
    public void Read_XPath_GivesItsMeaningOrNothing(string text, string? meaning) =>
    Assert.Equal(meaning, Show(FormExpressionReader.Read(text, FormDialect.XlsForm)));

    [Theory]
    [InlineData("{a} = 1", "a = 1")]
    [InlineData("{a} == '1' && {b.c} <> 2", "(a = 1 and b.c != 2)")]
    [InlineData("{a} notempty or {b} empty", "(a notempty or b empty)")]
    [InlineData("{a} contains 'x' and {a} notcontains 'y'", "(a contains x and a notcontains y)")]
    [InlineData("{a} anyof [1, 2, '3']", "a anyof 1, 2, 3")]
    [InlineData("!({a} = 1 and {b} = 2)", "not((a = 1 and b = 2))")]
    [InlineData("{a} != 1 || {b} >= 2", "(a != 1 or b >= 2)")]
    [InlineData("iif({a} = 1, 2, 3) = 2", null)]
    [InlineData("{a} anyof {b}", null)]
    [InlineData("{a} contains", null)]
    public void Read_SurveyJs_GivesItsMeaningOrNothing(string text, string? meaning) =>
    Assert.Equal(meaning, Show(FormExpressionReader.Read(text, FormDialect.SurveyJs)));

    [Fact]
    public void Read_DeepOrLong_IsGivenUp()
    {
        Assert.Null(FormExpressionReader.Read(new string('(', 5_000), FormDialect.XlsForm));
        Assert.Null(FormExpressionReader.Read(string.Concat(Enumerable.Repeat("not(", 2_000)), FormDialect.XlsForm));
        Assert.Null(FormExpressionReader.Read(new string('!', 8_000), FormDialect.SurveyJs));
        Assert.Null(FormExpressionReader.Read(string.Join(" and ", Enumerable.Repeat("${a} = 1", 2_000)), FormDialect.XlsForm));
    }

    [Theory]
    [InlineData("item", "9.1")]
    [InlineData("item", "_9")]
    [InlineData("item", "__9.")]
    [InlineData("item", "item.9")]
    [InlineData("value", "value2.x")]
    [InlineData("item", "_")]
    public void Decode_NameOfACode_GivesTheCode(string kind, string code)
    {
        (MethodPack _, Questionnaire questionnaire) = RandomPack.Of(1);
        Item item = questionnaire.Items[0] with { Code = code };
        Question question = new()
        {
            Code = code,
            Kind = QuestionKind.Number,
            Part = QuestionPart.Opinion,
            Text = item.Text
        };
        foreach (bool xml in (bool[])[true, false])
        {
            var names = new FormNames(questionnaire with { Items = [item], Questions = [question] }, xml);

            string name = kind == "item" ? names.OfItem(code) : names.OfQuestion(code);
            Assert.Equal(code, FormNames.Decode(kind, name, xml));
            Assert.NotEqual(names.OfItem(code), names.OfQuestion(code), StringComparer.OrdinalIgnoreCase);
            if (xml)
            {
                Assert.Matches("^[A-Za-z_][A-Za-z0-9._-]*$", name);
            }
        }
    }

    private static string? Show(FormExpression? expression) => expression switch
    {
        FormTest test => $"{test.Variable} {test.Operator} {string.Join(", ", test.Values)}".TrimEnd(),
        FormNot not => $"not({Show(not.Inner)})",
        FormAnd and => $"({string.Join(" and ", and.Parts.Select(Show))})",
        FormOr or => $"({string.Join(" or ", or.Parts.Select(Show))})",
        _ => null,
    };
}
