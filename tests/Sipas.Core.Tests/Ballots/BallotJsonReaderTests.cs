using System.Text;
using FsCheck.Xunit;
using Sipas.Problems;

namespace Sipas.Ballots;

public class BallotJsonReaderTests
{
    [Theory]
    [InlineData("", ProblemCodes.BodyEmpty)]
    [InlineData("  \n", ProblemCodes.BodyEmpty)]
    [InlineData("[]", ProblemCodes.BodyEmpty)]
    [InlineData("null", ProblemCodes.BodyEmpty)]
    [InlineData("{", ProblemCodes.BodyMalformed)]
    [InlineData("{\"id\":\"x\",}", ProblemCodes.BodyMalformed)]
    [InlineData("{} {}", ProblemCodes.BodyMalformed)]
    [InlineData("{\"answers\":{\"K1\":NaN}}", ProblemCodes.BodyMalformed)]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}", ProblemCodes.KeyTwice)]
    [InlineData("{\"answers\":{\"K1\":1,\"K1\":2}}", ProblemCodes.KeyTwice)]
    [InlineData("{\"name\":\"Nguyễn\"}", ProblemCodes.FieldUnknown)]
    [InlineData("{\"id\":7}", ProblemCodes.FieldType)]
    [InlineData("{\"answers\":[1,2]}", ProblemCodes.FieldType)]
    public void Fault15_BadForm_IsNamedByItsCode(string json, string code)
    {
        var problems = new List<Problem>();

        BallotJsonReader.Read(Encoding.UTF8.GetBytes(json), problems);

        Assert.Equal(code, Assert.Single(problems).Code);
    }

    [Fact]
    public void Fault15_DepthTenThousand_IsTooDeepAndNothingElse()
    {
        var problems = new List<Problem>();
        string json = "{\"answers\":" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_001);

        Assert.Null(BallotJsonReader.Read(Encoding.UTF8.GetBytes(json), problems));

        Assert.Equal(ProblemCodes.BodyTooDeep, Assert.Single(problems).Code);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreMalformed()
    {
        var problems = new List<Problem>();

        BallotJsonReader.Read([.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8], problems);

        Assert.Equal(ProblemCodes.BodyMalformed, Assert.Single(problems).Code);
    }

    [Fact]
    public void Read_SeveralProblems_AreAllTold()
    {
        var problems = new List<Problem>();

        BallotJsonReader.Read("""{"id":1,"colour":"red","unit":{"a":[1]},"answers":{"K1":5,"K1":4}}"""u8, problems);

        Assert.Equal([ProblemCodes.FieldType, ProblemCodes.FieldUnknown, ProblemCodes.FieldType, ProblemCodes.KeyTwice],
            problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Read_EveryKindOfAnswer_KeepsWhatWasWritten()
    {
        var problems = new List<Problem>();

        BallotSubmission submission = BallotJsonReader.Read(
            """{"answers":{"A":5,"B":4.50,"C":"5","D":null,"E":true,"F":[1],"G":1e400,"H":-1}}"""u8, problems)!;

        Assert.Empty(problems);
        Assert.Equal(
            [
                (RawAnswerKind.Whole, "5"), (RawAnswerKind.Fraction, "4.50"), (RawAnswerKind.Text, "5"), (RawAnswerKind.Null, "null"),
                (RawAnswerKind.Other, "True"),
                (RawAnswerKind.Other, "StartArray"), (RawAnswerKind.Fraction, "1e400"), (RawAnswerKind.Whole, "-1"),
            ],
            submission.Answers!.Select(answer => (answer.Kind, answer.Text)));
    }

    [Property]
    public void Read_AnyBytes_NeverThrows(byte[]? bytes) => BallotJsonReader.Read(bytes ?? [], []);

    [Fact]
    public void Read_ABallotCutAnywhere_IsAProblemAndNeverThrows()
    {
        byte[] whole =
            """{"id":"0197b3c4-0000-7000-8000-000000000001","pack":"kiosk-9","answers":{"K1":5,"K2":"notApplicable"},"unit":"S01"}"""u8
                .ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            var problems = new List<Problem>();
            Assert.Null(BallotJsonReader.Read(whole.AsSpan(0, length), problems));
            Assert.Single(problems);
        }
    }
}
