using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Ballots;

public class RespondentQuestionTests
{
    private static readonly MethodPack Ward = MethodPacks.Shipped("ward-9-2026");

    private static IReadOnlyList<RespondentQuestion> Questions { get; } =
        RespondentQuestion.Of(Ward, new AnswerLayout(Ward, Ward.Questionnaires[0]));

    [Theory]
    [InlineData("ward-9-2026", "A1 A3 A4")]
    [InlineData("bnv-1001-2023", "A1 A2 A3 A4 A5")]
    [InlineData("bnv-2022", "B1 B2 A2 A3 A4 A5")]
    [InlineData("kiosk-9", "")]
    public void Of_AShippedPack_GivesItsCodedQuestionsAboutTheRespondent(string pack, string codes)
    {
        MethodPack method = MethodPacks.Shipped(pack);

        Assert.Equal(codes, string.Join(' ', RespondentQuestion.Of(method, new AnswerLayout(method, method.Questionnaires[0]))
            .Select(question => question.Code)));
    }

    [Fact]
    public void Of_AMatrixAboutTheRespondent_NamesEachRow()
    {
        Questionnaire form = Ward.Questionnaires[0];
        MethodPack pack = Ward with
        {
            Questionnaires = [form with {
                Questions = [.. form.Questions
                    .Select(question => question.Code == "S" ? question with { Part = QuestionPart.Respondent } : question)] }]
        };

        IReadOnlyList<RespondentQuestion> questions = RespondentQuestion.Of(pack, new AnswerLayout(pack, pack.Questionnaires[0]));

        Assert.Equal(["A1", "A3", "A4", "1", "2", "3", "4", "5", "6", "7", "8", "9"], questions.Select(question => question.Code));
        Assert.StartsWith("Ông/Bà hài lòng ở mức nào về các nội dung sau? – ", questions[3].Text.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_OfAQuestion_HaveWordsThatReadBackAndTexts()
    {
        RespondentQuestion age = Questions[1];

        Assert.Equal(["1", "2", "3", "4", "5", "noAnswer"], age.Codes.Select(age.NameOf));
        Assert.All(age.Codes, code => Assert.True(age.TryCode(age.NameOf(code), out byte read) && read == code));
        Assert.False(age.TryCode("6", out _));
        Assert.False(age.TryCode("", out _));
        Assert.Equal(("18–24", null), (age.TextOf(1)!.Vi, age.TextOf(0)));
    }

    [Theory]
    [InlineData("A1:2", "A1=2")]
    [InlineData("A3:3,1,A1:2", "A1=2;A3=1,3")]
    [InlineData("A3:1, A3:5 ,noAnswer", "A3=0,1,5")]
    public void ReadFilter_Words_AreAlternativesOfEachQuestion(string text, string expected)
    {
        var problems = new List<Problem>();

        IReadOnlyDictionary<string, IReadOnlyCollection<byte>> read =
            RespondentQuestion.ReadFilter(text, Questions, "respondent", problems);

        Assert.Empty(problems);
        Assert.Equal(expected, string.Join(';', read.Select(answer => $"{answer.Key}={string.Join(',', answer.Value)}")));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("2", 1)]
    [InlineData("A9:1", 1)]
    [InlineData("A9:1,2", 1)]
    [InlineData("A1:3", 1)]
    [InlineData("A1:", 1)]
    [InlineData("A1:1,,A3:99", 2)]
    [InlineData("B:1,A1:x", 2)]
    public void ReadFilter_WhatIsNotAsked_IsToldWithWhatIsAllowed(string text, int count)
    {
        var problems = new List<Problem>();

        RespondentQuestion.ReadFilter(text, Questions, "respondent", problems);

        Assert.Equal(count, problems.Count);
        Assert.All(problems, problem => Assert.Equal((ProblemCodes.QueryValue, "respondent"), (problem.Code, problem.Place)));
        Assert.All(problems, problem =>
            Assert.Matches("^(A1:1,2,noAnswer|A3:1,2,3,4,5,noAnswer|A1:1,2,noAnswer [|] A3:.* [|] A4:.*)$", problem.Allowed));
    }
}
