using System.Globalization;
using Sipas.Common;

namespace Sipas.Problems;

public class ProblemSummaryTests
{
    [Fact]
    public void Add_AnyNumberOfProblems_CountsAllAndKeepsTheFirst()
    {
        Problem[] problems = [.. Enumerable.Range(0, 1000)
            .Select(i => new Problem(i % 10 == 0 ? ProblemCodes.UnitUnknown : ProblemCodes.LevelText,
                string.Create(CultureInfo.InvariantCulture, $"row {i}")))];

        ProblemSummary summary = ProblemSummary.Of(problems);

        Assert.Equal((1000, 980), (summary.Count, summary.LeftOutCount));
        Assert.Equal(problems.Take(20), summary.First);
        Assert.Equal([(ProblemCodes.LevelText, 900L, "row 1"), (ProblemCodes.UnitUnknown, 100L, "row 0")],
            summary.Kinds.Select(kind => (kind.Code, kind.Count, kind.First.Place!)));
    }

    [Fact]
    public void Add_AMillionProblems_TakesNoMemoryForThem()
    {
        var summary = new ProblemSummary();
        Problem[] problems = [new(ProblemCodes.UnitUnknown, "row 1"), new(ProblemCodes.LevelText, "row 1")];
        summary.Add(problems[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1_000_000; i++)
        {
            summary.Add(problems[i & 1]);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(1_000_001, summary.Count);
    }

    [Fact]
    public void Of_NoProblems_IsEmpty()
    {
        ProblemSummary summary = ProblemSummary.Of([]);

        Assert.Equal((0, 0, 0, 0), (summary.Count, summary.LeftOutCount, summary.First.Count, summary.Kinds.Count));
    }

    [Fact]
    public void DescribeKind_EveryCode_IsAFewWordsWithoutPlaceholders()
    {
        foreach (string code in ProblemCatalog.All.Keys)
        {
            LocalizedText kind = ProblemCatalog.DescribeKind(code);
            Assert.All([kind.Vi, kind.En], words =>
            {
                Assert.DoesNotContain('{', words);
                Assert.Contains(' ', words);
                Assert.InRange(words.Length, 8, 200);
                Assert.False(words.StartsWith('…') && words.Length < 12, $"{code}: {words}");
            });
        }
    }

    [Theory]
    [InlineData(ProblemCodes.UnitUnknown)]
    [InlineData(ProblemCodes.BallotNumberTwice)]
    public void DescribeKind_SentenceOfAProblem_BeginsWithTheSameWordsAfterItsPlace(string code)
    {
        string kind = ProblemCatalog.DescribeKind(code).Vi;

        Assert.StartsWith(kind.Split('…')[0].TrimEnd(), string.Concat(char.ToUpperInvariant(Sentence()[0]), Sentence()[1..]),
            StringComparison.Ordinal);

        string Sentence() => ProblemCatalog.All[code].Vi.Replace("{place}: ", "", StringComparison.Ordinal);
    }

    [Fact]
    public void SipasException_AHundredThousandProblems_HasAShortMessageAndAllProblems()
    {
        var problem = new Problem(ProblemCodes.UnitUnknown, "row 2", "X");

        var error = new SipasException([.. Enumerable.Repeat(problem, 100_000)]);

        Assert.Equal(100_000, error.Problems.Count);
        Assert.Equal(21, error.Message.Split(Environment.NewLine).Length);
        Assert.EndsWith("… and 99980 more", error.Message, StringComparison.Ordinal);
    }
}
