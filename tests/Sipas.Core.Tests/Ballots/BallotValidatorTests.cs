using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Units;

namespace Sipas.Ballots;

public class BallotValidatorTests
{
    private static readonly UnitDirectory Units = new(SampleBallots.Units);

    private readonly BallotValidator _validator = new(SampleBallots.Packs);

    public static BallotSubmission Good { get; } = new()
    {
        Id = "0197b3c4-0000-7000-8000-000000000001",
        Pack = "kiosk-9",
        QuestionnaireVersion = "five-1",
        Unit = "S01",
        Procedure = "1.004227",
        Mode = "kiosk",
        Basis = "selfSelected",
        StartedAt = "2026-11-21T08:29:10+07:00",
        CompletedAt = "2026-11-21T08:30:00.1239+07:00",
        Answers = [.. Enumerable.Range(1, 9).Select(i => new RawAnswer($"K{i}", RawAnswerKind.Whole, "4", 4))],
    };

    [Fact]
    public void Validate_GoodBallot_IsReadWhole()
    {
        var problems = new List<Problem>();

        Ballot ballot = _validator.Validate(Good, Units, problems)!;

        Assert.Empty(problems);
        Assert.Equal(Guid.Parse(Good.Id!), ballot.Id);
        Assert.Equal("vi", ballot.Header.Language);
        Assert.Equal(TimeSpan.FromHours(7), ballot.CompletedAt.Offset);
        Assert.Equal(123, ballot.CompletedAt.Millisecond);
        Assert.All(ballot.Codes.ToArray(), code => Assert.Equal(4, code));
    }

    public static TheoryData<string, string, BallotSubmission> Bad => new()
    {
        { "id missing", ProblemCodes.FieldMissing, Good with { Id = null } },
        { "id no UUID", ProblemCodes.IdMalformed, Good with { Id = "17" } },
        { "id all zero", ProblemCodes.IdMalformed, Good with { Id = Guid.Empty.ToString() } },
        { "pack unknown", ProblemCodes.BallotPackUnknown, Good with { Pack = "bnv-9999" } },
        { "version unknown", ProblemCodes.QuestionnaireUnknown, Good with { QuestionnaireVersion = "five-9" } },
        { "unit unknown", ProblemCodes.UnitUnknown, Good with { Unit = "S99" } },
        { "unit not yet there", ProblemCodes.UnitNotValid,
            Good with { Unit = "X01", StartedAt = "2019-12-31T23:59:58+07:00", CompletedAt = "2019-12-31T23:59:59+07:00" } },
        { "unit ended", ProblemCodes.UnitNotValid,
            Good with { Unit = "Q01", StartedAt = "2030-06-30T17:00:00Z", CompletedAt = "2030-06-30T17:00:00Z" } },
        { "mode unknown", ProblemCodes.ModeUnknown, Good with { Mode = "fax" } },
        { "basis unknown", ProblemCodes.BasisUnknown, Good with { Basis = "random" } },
        { "time without offset", ProblemCodes.TimeMalformed, Good with { StartedAt = "2026-11-21T08:29:10" } },
        { "times reversed", ProblemCodes.TimesReversed, Good with { CompletedAt = "2026-11-21T01:29:09Z" } },
        { "procedure malformed", ProblemCodes.CodeMalformed, Good with { Procedure = "thủ tục" } },
        { "device too long", ProblemCodes.CodeMalformed, Good with { Device = new string('a', 65) } },
        { "answers missing", ProblemCodes.FieldMissing, Good with { Answers = null } },
        { "item unknown", ProblemCodes.ItemUnknown, WithAnswer(new RawAnswer("Z9", RawAnswerKind.Whole, "5", 5)) },
        { "level 0", ProblemCodes.LevelZero, WithAnswer(new RawAnswer("K1", RawAnswerKind.Whole, "0", 0)) },
        { "level 6", ProblemCodes.LevelAbove, WithAnswer(new RawAnswer("K1", RawAnswerKind.Whole, "6", 6)) },
        { "level -1", ProblemCodes.LevelNegative, WithAnswer(new RawAnswer("K1", RawAnswerKind.Whole, "-1", -1)) },
        { "level 4.5", ProblemCodes.LevelFraction, WithAnswer(new RawAnswer("K1", RawAnswerKind.Fraction, "4.5")) },
        { "level as text", ProblemCodes.LevelText, WithAnswer(new RawAnswer("K1", RawAnswerKind.Text, "5")) },
        { "null", ProblemCodes.AnswerNull, WithAnswer(new RawAnswer("K1", RawAnswerKind.Null, "null")) },
        { "other type", ProblemCodes.AnswerType, WithAnswer(new RawAnswer("K1", RawAnswerKind.Other, "True")) },
        { "word unknown", ProblemCodes.SpecialUnknown, WithAnswer(new RawAnswer("K1", RawAnswerKind.Text, "maybe")) },
        { "special not offered", ProblemCodes.SpecialNotOffered, WithAnswer(new RawAnswer("K1", RawAnswerKind.Text, "refused")) },
        { "item missing", ProblemCodes.ItemMissing, Good with { Answers = [.. Good.Answers!.Skip(1)] } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Fault16_OneFault_HasItsOwnCodeAndBothLanguages(string fault, string code, BallotSubmission submission)
    {
        Assert.NotEmpty(fault);
        var problems = new List<Problem>();

        Assert.Null(_validator.Validate(submission, Units, problems));

        Problem problem = Assert.Single(problems);
        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain('{', problem.Message.Vi);
        Assert.DoesNotContain('{', problem.Message.En);
    }

    [Fact]
    public void Fault16_ItemOfAnotherVersion_NamesThatVersion()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        Questionnaire shorter = pack.Questionnaires[0] with { Version = "five-2", Items = [.. pack.Questionnaires[0].Items.Take(8)] };
        var validator = new BallotValidator(new MethodPackRegistry([pack with { Questionnaires = [.. pack.Questionnaires, shorter] }]));
        var problems = new List<Problem>();

        validator.Validate(Good with { QuestionnaireVersion = "five-2" }, Units, problems);

        Problem problem = Assert.Single(problems);
        Assert.Equal(ProblemCodes.ItemOfOtherVersion, problem.Code);
        Assert.Equal("five-1, two-1", problem.Allowed);
    }

    [Fact]
    public void Fault16_AnswerToAQuestionHiddenBySkipRules_IsRefused()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        Questionnaire asked = pack.Questionnaires[0] with
        {
            Version = "five-2",
            Items = [.. pack.Questionnaires[0].Items.Select(item => item.Code == "K9" ? item with { Required = false } : item)],
            Questions =
            [
                new Question { Code = "first", Kind = QuestionKind.Matrix, Part = QuestionPart.Satisfaction, Text = pack.Title,
                    Items = [.. Enumerable.Range(1, 8).Select(i => $"K{i}")] },
                new Question
                {
                    Code = "last", Kind = QuestionKind.Level, Part = QuestionPart.Satisfaction, Text = pack.Title, Items = ["K9"],
                    ShowWhen = [new AnswerCondition { Item = "K1", Levels = [1, 2] }],
                },
            ],
        };
        var validator = new BallotValidator(new MethodPackRegistry([pack with { Questionnaires = [.. pack.Questionnaires, asked] }]));
        var hidden = new List<Problem>();
        var leftOut = new List<Problem>();

        validator.Validate(Good with { QuestionnaireVersion = "five-2" }, Units, hidden);
        validator.Validate(Good with { QuestionnaireVersion = "five-2", Answers = [.. Good.Answers!.Take(8)] }, Units, leftOut);

        Assert.Equal(ProblemCodes.HiddenAnswered, Assert.Single(hidden).Code);
        Assert.Empty(leftOut);
    }

    [Fact]
    public void Validate_EverythingWrong_TellsAllAtOnce()
    {
        var problems = new List<Problem>();

        _validator.Validate(new BallotSubmission
        {
            Id = "x",
            Pack = "y",
            QuestionnaireVersion = "z",
            Unit = "u",
            Mode = "m",
            Basis = "b",
            StartedAt = "s",
            CompletedAt = "c",
            Answers = []
        }, Units, problems);

        Assert.Equal(
            [
                ProblemCodes.IdMalformed, ProblemCodes.ModeUnknown, ProblemCodes.BasisUnknown, ProblemCodes.TimeMalformed,
                ProblemCodes.TimeMalformed, ProblemCodes.UnitUnknown,
                ProblemCodes.BallotPackUnknown,
            ],
            problems.Select(problem => problem.Code));
    }

    private static BallotSubmission WithAnswer(RawAnswer answer) =>
        Good with { Answers = [.. Good.Answers!.Where(other => other.ItemCode != answer.ItemCode), answer] };
}
