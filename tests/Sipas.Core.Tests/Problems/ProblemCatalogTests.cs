using System.Reflection;
using System.Text.RegularExpressions;
using Sipas.Common;

namespace Sipas.Problems;

public partial class ProblemCatalogTests
{
    [Fact]
    public void All_EveryCode_HasASentenceInBothLanguagesAndNoSentenceIsLeftOver()
    {
        string[] codes = [.. typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)];

        Assert.Equal(codes.Order(StringComparer.Ordinal), ProblemCatalog.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(codes.Length, codes.Distinct().Count());
        foreach ((string code, LocalizedText sentence) in ProblemCatalog.All)
        {
            Assert.Matches("^[A-Z]{3}[0-9]{4}$", code);
            Assert.False(string.IsNullOrWhiteSpace(sentence.Vi) || string.IsNullOrWhiteSpace(sentence.En));
            Assert.Equal(Placeholder().Matches(sentence.Vi).Select(match => match.Value).Distinct().Order(),
                Placeholder().Matches(sentence.En).Select(match => match.Value).Distinct().Order());
        }
    }

    [Fact]
    public void Describe_ValueThatLooksLikeAPlaceholder_IsNotFilledInAgain()
    {
        var problem = new Problem(ProblemCodes.LevelText, "K1", "{allowed}", "1–5");

        Assert.Contains("\"{allowed}\"", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_HugeValue_IsCutAndNeverInsideACharacter()
    {
        string value = new string('a', Problem.MaximumValueLength - 1) + string.Concat(Enumerable.Repeat("😀", 1000));

        string stored = new Problem(ProblemCodes.UnitUnknown, "unit", value).Value!;

        Assert.Equal(Problem.MaximumValueLength, stored.Length);
        Assert.EndsWith("a…", stored, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
