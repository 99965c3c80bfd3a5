using System.Text;
using System.Text.Json;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Verification;

namespace Sipas.Ballots;

/// <summary>Each row of the table has the same field behind its names.</summary>
public class BallotFieldsTests
{
    public static TheoryData<string> Names => [.. BallotFields.All.Select(row => row.Name)];

    public static TheoryData<string> StatedNames => [.. BallotFields.Stated.Select(row => row.Name)];

    public static TheoryData<string> CodeNames => [.. BallotFields.Codes.Select(row => row.Name)];

    [Fact]
    public void Rows_Names_AreUniqueInEachForm()
    {
        Assert.Equal(BallotFields.All.Length, BallotFields.All.Select(field => field.Name).Distinct().Count());
        Assert.Equal(BallotFields.Stated.Length, BallotFields.Stated.Select(field => field.JsonName).Distinct().Count());
        Assert.Equal(BallotFields.Codes.Length, BallotFields.Codes.Select(field => field.Column).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(StatedNames))]
    public void Stated_TextInJson_IsRead(string name)
    {
        BallotField field = Field(name);
        var problems = new List<Problem>();

        BallotSubmission? submission = BallotJsonReader.Read(
            Encoding.UTF8.GetBytes($$"""{"{{field.JsonName}}":"x"}"""), problems);

        Assert.Empty(problems);
        Assert.All(BallotFields.Stated, other => Assert.Equal(other == field ? "x" : null, other.Stated!(submission!)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WriteLine_AnyField_BeginsWithItsName(string name)
    {
        BallotHeader header = HeaderOf(new Codes("x")) with { Replaces = SampleBallots.Id(7) };
        string text = Encoding.UTF8.GetString(CanonicalBallot.Bytes(SampleBallots.Ballot(6) with { Header = header }));

        Assert.Contains($"\n{name}=", text, StringComparison.Ordinal);
        if (Field(name).Text is { } exported)
        {
            Assert.Contains($"\n{name}={exported(header)}\n", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(CodeNames))]
    public void Codes_HeaderOfASource_TakesEachFromItsOwnRow(string name)
    {
        BallotHeader header = HeaderOf(new Codes("", name));

        Assert.All(BallotFields.Codes, field => Assert.Equal(field.Name == name ? "x" : "", field.Text!(header)));
    }

    [Fact]
    public void ExportLine_Keys_AreInTheOrderOfTheTable()
    {
        string[] keys = [.. ExportJsonContext.Ballot.Properties.Select(property => property.Name)];

        Assert.Equal(["type", "sequence", "id", "replaces"], keys.Take(4));
        Assert.Equal([.. BallotFields.Exported.Select(field => field.Name), "answers"],
            keys.SkipWhile(key => key != BallotFields.Exported[0].Name).Take(BallotFields.Exported.Length + 1));
    }

    [Fact]
    public void ExportLine_FieldWithoutAText_IsOmitted() => Assert.DoesNotContain(
        BallotFields.Exported[0].Name, JsonSerializer.Serialize(new BallotLine(), ExportJsonContext.Ballot), StringComparison.Ordinal);

    private static BallotField Field(string name) => BallotFields.All.Single(field => field.Name == name);

    private static BallotHeader HeaderOf(Codes codes) => BallotHeader.Of(
        codes, (SampleBallots.Id(1), null), ("kiosk-9", "five-1"), "S01", CollectionMode.Kiosk, SelectionBasis.SelfSelected,
        (SampleBallots.Noon, SampleBallots.Noon));

    private readonly struct Codes(string others, string? name = null) : IBallotCodes
    {
        public string CodeOf(BallotField field) => field.Name == name ? "x" : others;
    }
}
