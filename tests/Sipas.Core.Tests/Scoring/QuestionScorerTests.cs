using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

public class QuestionScorerTests
{
    private static readonly MethodPack Pack = MethodPacks.Shipped("bnv-1001-2023");
    private static readonly Questionnaire Form = Pack.Questionnaires[0];
    private static readonly AnswerLayout Layout = new(Pack, Form);

    [Fact]
    public void Score_MultipleChoice_DividesByRespondentsWhoTickedAny_AndSumsAboveOneHundred()
    {
        // Two tick two channels each, one ticks one, one left the question blank, one was sent as "nothing ticked".
        AnswerTally tally = Tally(("2.1", 2, "2.6", 2), ("2.1", 2, "2.6", 2), ("2.1", 2, "2.2", 1), ("1.1", 1, "1.2", 1),
            ("2.1", 1, "2.2", 1));

        QuestionScore score = QuestionScorer.Score(Question("2"), tally);

        Assert.Equal(new ExactShare(3, 3), score.Rows[0].Share);
        Assert.Equal(new ExactShare(2, 3), score.Rows[5].Share);
        Assert.All(score.Rows, row => Assert.Equal(3, row.Denominator));
        Assert.True(score.Rows.Select(row => row.Share!.Value).Aggregate((a, b) => a + b) > ExactShare.One);
    }

    [Fact]
    public void Score_Perception_SharesOfOneRowSumToOne()
    {
        AnswerTally tally = Tally(("1.1", 1, "1.2", 1), ("1.1", 2, "1.2", 1), ("1.1", 4, "1.2", 1));

        QuestionRowScore row = QuestionScorer.Score(Question("1"), tally).Rows[0];

        Assert.Equal(ExactShare.One, row.Options.Select(option => option.Share!.Value).Aggregate((a, b) => a + b));
        Assert.Equal([1L, 1, 0, 1], row.Options.Select(option => option.Count));
    }

    [Fact]
    public void Score_Expectation_FollowsTheCutOff()
    {
        AnswerTally tally = Tally(("10.1", 1, "10.2", 1), ("10.1", 3, "10.2", 1), ("10.1", 4, "10.2", 1), ("10.1", 4, "10.2", 1));

        Assert.Equal(new ExactShare(3, 4), QuestionScorer.Score(Question("10"), tally).Rows[0].Share);
        Assert.Equal(new ExactShare(2, 4), QuestionScorer.Score(Question("10"), tally, [4]).Rows[0].Share);
    }

    [Fact]
    public void CountUnits_Incidents_AreCountedInUnitsThatWereMeasured()
    {
        AnswerTally none = Tally(("5", 1, "6", 1));
        AnswerTally some = Tally(("5", 2, "6", 1), ("5", 1, "6", 1));
        AnswerTally unasked = Tally(("1.1", 1, "1.2", 1));

        Assert.Equal(new AffectedUnits(1, 2, 3), QuestionScorer.CountUnits(Question("5"), [none, some, unasked]));
        Assert.Equal(new ExactShare(1, 2), QuestionScorer.Score(Question("5"), some).Rows[0].Share);
    }

    [Fact]
    public void Score_NothingAnswered_IsNotComputable()
    {
        AnswerTally tally = Tally(("1.1", 1, "1.2", 1));

        Assert.All(QuestionScorer.Score(Question("2"), tally).Rows,
            row => Assert.Equal((null, NotComputable.NoValidAnswers), (row.Share, row.Reason)));
        Assert.All(QuestionScorer.Score(Question("2"), new AnswerTally(Layout)).Rows,
            row => Assert.Equal(NotComputable.NoBallots, row.Reason));
    }

    private static Question Question(string code) => Form.Questions.Single(question => question.Code == code);

    private static AnswerTally Tally(params (string A, byte CodeA, string B, byte CodeB)[] ballots) =>
        ScorerTests.Tally(Layout, [.. ballots.Select(ballot =>
    {
        byte[] codes = new byte[Layout.Items.Count];
        codes[Layout.Find(ballot.A)!.Index] = ballot.CodeA;
        codes[Layout.Find(ballot.B)!.Index] = ballot.CodeB;
        return codes;
    })]);
}
