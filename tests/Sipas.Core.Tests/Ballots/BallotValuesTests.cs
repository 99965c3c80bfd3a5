using System.Security.Cryptography;
using System.Text;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Units;

namespace Sipas.Ballots;

/// <summary>Numbers, texts and days in a ballot: read from JSON, validated, sealed, hashed.</summary>
public class BallotValuesTests
{
    private static readonly UnitDirectory Units = new(SampleBallots.Units);

    private readonly BallotValidator _validator = new(SampleBallots.Packs);

    [Fact]
    public void Validate_Values_AreCanonicalAndInQuestionnaireOrder()
    {
        (Ballot? ballot, List<Problem> problems) = Validate(
            """{ "D": "2026-05-01", "O": "  góp y\u0301\r\n ", "V.count": 3.0, "S": "" }""");

        Assert.Empty(problems);
        Assert.Equal([new AnswerValue("V.count", "3"), new AnswerValue("O", "góp ý"), new AnswerValue("D", "2026-05-01")], ballot!.Values);
    }

    [Theory]
    [InlineData("""{ "Z": "x" }""", ProblemCodes.ValueQuestionUnknown, "Z")]
    [InlineData("""{ "V": 1 }""", ProblemCodes.ValueOfCodedItem, "V")]
    [InlineData("""{ "E": "x" }""", ProblemCodes.ValueOfCodedItem, "E")]
    [InlineData("""{ "E1": 2 }""", ProblemCodes.ValueOfCodedItem, "E1")]
    [InlineData("""{ "V.count": "3" }""", ProblemCodes.ValueType, "V.count")]
    [InlineData("""{ "V.count": null }""", ProblemCodes.ValueType, "V.count")]
    [InlineData("""{ "V.count": [3] }""", ProblemCodes.ValueType, "V.count")]
    [InlineData("""{ "O": 3 }""", ProblemCodes.ValueType, "O")]
    [InlineData("""{ "O": true }""", ProblemCodes.ValueType, "O")]
    [InlineData("""{ "D": 20260501 }""", ProblemCodes.ValueType, "D")]
    [InlineData("""{ "V.count": 1 }""", ProblemCodes.ValueOutOfRange, "V.count")]
    [InlineData("""{ "V.count": 51 }""", ProblemCodes.ValueOutOfRange, "V.count")]
    [InlineData("""{ "V.count": 1e1 }""", ProblemCodes.ValueMalformed, "V.count")]
    [InlineData("""{ "V.count": 1e400 }""", ProblemCodes.ValueMalformed, "V.count")]
    [InlineData("""{ "V.count": 99999999999999999999 }""", ProblemCodes.ValueMalformed, "V.count")]
    [InlineData("""{ "D": "1/5/2026" }""", ProblemCodes.ValueMalformed, "D")]
    [InlineData("""{ "S": "mười ba ký tự" }""", ProblemCodes.TextTooLong, "S")]
    [InlineData("""{ "O": "a", "O": "b" }""", ProblemCodes.KeyTwice, "values")]
    [InlineData("""[ 1 ]""", ProblemCodes.FieldType, "values")]
    public void Validate_OneFaultOfAValue_HasItsOwnCodeAndPlace(string values, string code, string place)
    {
        (Ballot? ballot, List<Problem> problems) = Validate(values);

        Assert.Null(ballot);
        Problem problem = Assert.Single(problems);
        Assert.Equal((code, place), (problem.Code, problem.Place));
        Assert.DoesNotContain('{', problem.Message.Vi + problem.Message.En);
    }

    [Fact]
    public void Validate_ValueOfAHiddenQuestion_IsRefused()
    {
        (Ballot? ballot, List<Problem> problems) = Validate("""{ "V.count": 3 }""", visited: 2);

        Assert.Null(ballot);
        Assert.Equal((ProblemCodes.HiddenAnswered, "V.count"), (problems[0].Code, problems[0].Place));
    }

    [Fact]
    public void Validate_ManyFaults_AreToldAllAtOnce()
    {
        (Ballot? ballot, List<Problem> problems) = Validate("""{ "V.count": 1, "O": 3, "D": "x", "Z": "" }""");

        Assert.Null(ballot);
        Assert.Equal([ProblemCodes.ValueOutOfRange, ProblemCodes.ValueType, ProblemCodes.ValueMalformed, ProblemCodes.ValueQuestionUnknown],
            problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Validate_RequiredValue_IsMissedOnlyWhereItsQuestionIsShown()
    {
        MethodPack pack = SampleBallots.Packs.Find("sample-values")!;
        Questionnaire form = pack.Questionnaires[0];
        MethodPack strict = pack with
        {
            Questionnaires = [
                form with { Questions = [
                    .. form.Questions.Select(question => question.Code == "V.count" ? question with { Required = true } : question)] }],
        };
        var validator = new BallotValidator(new MethodPackRegistry([strict]));
        var problems = new List<Problem>();

        Assert.NotNull(validator.Validate(Submission("{ }", visited: 2, problems), Units, problems));
        Assert.Empty(problems);
        Assert.Null(validator.Validate(Submission("""{ "V.count": null }""", visited: 1, problems), Units, problems));
        Assert.Null(validator.Validate(Submission("{ }", visited: 1, problems), Units, problems));

        Assert.Equal([ProblemCodes.ValueType, ProblemCodes.ValueMissing], problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Bytes_BallotWithValues_AreThePublishedForm()
    {
        byte[] secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        var sealer = new ValueSealer(secret);
        Ballot ballot = SampleBallots.ValueBallot(4, ("V.count", "34"), ("O", "góp ý"));
        SealedValue[] values = [.. ballot.Values.Select(value => sealer.Seal(ballot.Id, value))];

        string text = Encoding.UTF8.GetString(CanonicalBallot.Bytes(ballot, values));

        // Recomputed by what docs/canonical-ballot.md says alone.
        string[] commitments = [.. new[] { ("V.count", "34"), ("O", "góp ý") }.Select(pair =>
        {
            byte[] salt = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("00000004-0000-7000-8000-000000000001\n" + pair.Item1))[..16];
            return Convert.ToHexString(SHA256.HashData(salt.Concat(Encoding.UTF8.GetBytes(pair.Item2)).ToArray())).ToLowerInvariant();
        })];
        string first = Encoding.UTF8.GetString(CanonicalBallot.Bytes(ballot with { Values = [] }));
        Assert.Equal("sipas-ballot/2" + first["sipas-ballot/1".Length..]
            + $"value.V.count={commitments[0]}\nvalue.O={commitments[1]}\n", text);
        Assert.DoesNotContain("góp", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ValuesWithoutASealerOrOtherValues_AreTheCallersMistake()
    {
        Ballot ballot = SampleBallots.ValueBallot(1, ("V.count", "3"));

        Assert.Throws<ArgumentException>(() => PendingBallot.Of(ballot, SampleBallots.Noon));
        Assert.Throws<ArgumentException>(() => CanonicalBallot.Bytes(ballot));
        Assert.Throws<ArgumentException>(() => new ValueSealer(new byte[31]));
    }

    [Fact]
    public void ContentHash_AnotherSecretOrValue_IsAnother()
    {
        var sealer = new ValueSealer(ValueSealer.NewSecret());
        PendingBallot Draft(string value, ValueSealer with) =>
            PendingBallot.Of(SampleBallots.ValueBallot(1, ("V.count", value)), SampleBallots.Noon, with);

        Assert.Equal(Draft("3", sealer).ContentHash, Draft("3", sealer).ContentHash);
        Assert.NotEqual(Draft("3", sealer).ContentHash, Draft("4", sealer).ContentHash);
        Assert.NotEqual(Draft("3", sealer).ContentHash, Draft("3", new ValueSealer(ValueSealer.NewSecret())).ContentHash);
    }

    [Fact]
    public void IsWhole_ChangedHalfErasedOrResalted_IsFalse()
    {
        SealedValue value = new ValueSealer(ValueSealer.NewSecret()).Seal(SampleBallots.Id(1), new AnswerValue("O", "tốt"));

        Assert.True(value.IsWhole && value.Erased().IsWhole);
        Assert.False((value with { Value = "xấu" }).IsWhole);
        Assert.False((value with { Salt = new byte[16] }).IsWhole);
        Assert.False((value with { Salt = null }).IsWhole);
        Assert.False((value with { Value = null }).IsWhole);
    }

    private static BallotSubmission Submission(string values, int visited, List<Problem> problems)
    {
        string answers = string.Join(", ",
            SampleBallots.Values.Items.Select(item => $"\"{item.Item.Code}\": {(item.Item.Code == "V" ? visited : 1)}"));
        return BallotJsonReader.Read(Encoding.UTF8.GetBytes(
            $$"""
            { "id": "0197b3c4-0000-7000-8000-000000000001", "pack": "sample-values", "questionnaireVersion": "1",
              "unit": "S01", "mode": "web", "basis": "selfSelected",
              "startedAt": "2026-11-21T08:29:10+07:00", "completedAt": "2026-11-21T08:30:00+07:00",
              "answers": { {{answers}} }, "values": {{values}} }
            """), problems)!;
    }

    private (Ballot? Ballot, List<Problem> Problems) Validate(string values, int visited = 1)
    {
        var problems = new List<Problem>();
        BallotSubmission submission = Submission(values, visited, problems);
        Ballot? ballot = _validator.Validate(submission, Units, problems);
        return (problems.Count > 0 ? null : ballot, problems);
    }
}
