using Sipas.Problems;

namespace Sipas.Packs;

public class QuestionFlowTests
{
    private static readonly MethodPack Pack = MethodPacks.Shipped("three-level");
    private static readonly Questionnaire Form = Pack.Questionnaires[0];
    private static readonly AnswerLayout Layout = new(Pack, Form);
    private static readonly QuestionFlow Flow = new(Layout, Form);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void IsShown_FollowsTheAnswerItDependsOn(byte answer, bool shown) =>
    Assert.Equal(shown, Flow.IsShown(Question("V.count"), Codes(("V", answer))));

    [Fact]
    public void Check_FourOfThreeTicks_IsAHardFinding()
    {
        Assert.Empty(Flow.Check(Codes(("E1", 2), ("E2", 2), ("E3", 2), ("E4", 1))));

        Problem found = Assert.Single(Flow.Check(Codes(("E1", 2), ("E2", 2), ("E3", 2), ("E4", 2))));

        Assert.Equal((ProblemCodes.TooManyTicks, ProblemSeverity.Error, "E"), (found.Code, found.Severity, found.Place));
    }

    [Fact]
    public void Check_HiddenAnswerAndSoftCheck_AreAnErrorAndAWarning()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-1001-2023");
        Questionnaire form = pack.Questionnaires[0] with
        {
            Questions = [.. pack.Questionnaires[0].Questions.Select(question =>
                question.Code == "6" ? question with { ShowWhen = [new AnswerCondition { Item = "5", Levels = [2, 3] }] } : question)],
        };
        var layout = new AnswerLayout(pack, form);
        byte[] codes = new byte[layout.Items.Count];
        (codes[layout.Find("A3")!.Index], codes[layout.Find("A5")!.Index], codes[layout.Find("6")!.Index]) = (5, 4, 1);

        IReadOnlyList<Problem> found = new QuestionFlow(layout, form).Check(codes);

        Assert.Equal([ProblemCodes.HiddenAnswered, ProblemCodes.AnswersConflict], found.Select(problem => problem.Code));
        Assert.Equal([ProblemSeverity.Error, ProblemSeverity.Warning], found.Select(problem => problem.Severity));
    }

    [Theory]
    [InlineData("V.count", "3", null)]
    [InlineData("V.count", "", null)]
    [InlineData("V.count", "1", ProblemCodes.ValueOutOfRange)]
    [InlineData("V.count", "51", ProblemCodes.ValueOutOfRange)]
    [InlineData("V.count", "ba", ProblemCodes.ValueMalformed)]
    [InlineData("O", "tốt", null)]
    public void CheckValue_NumberAndText_KeepTheirLimits(string question, string value, string? code) =>
    Assert.Equal(code, QuestionFlow.CheckValue(Question(question), value)?.Code);

    [Theory]
    [InlineData("2026-11-21", null)]
    [InlineData("21/11/2026", ProblemCodes.ValueMalformed)]
    public void CheckValue_Date_IsYearMonthDay(string value, string? code) =>
        Assert.Equal(code, QuestionFlow
            .CheckValue(MethodPacks.Shipped("bnv-1001-2023").Questionnaires[0].Questions
                .Single(question => question.Kind == QuestionKind.Date), value)?.Code);

    [Fact]
    public void CheckValue_RequiredAndHidden_IsNotMissing()
    {
        Question required = Question("V.count") with { Required = true };

        Assert.Equal(ProblemCodes.ValueMissing, QuestionFlow.CheckValue(required, null)!.Code);
        Assert.Null(QuestionFlow.CheckValue(required, null, isShown: false));
    }

    private static Question Question(string code) => Form.Questions.Single(question => question.Code == code);

    private static byte[] Codes(params (string Item, byte Code)[] answers)
    {
        byte[] codes = new byte[Layout.Items.Count];
        foreach ((string item, byte code) in answers)
        {
            codes[Layout.Find(item)!.Index] = code;
        }

        return codes;
    }
}
