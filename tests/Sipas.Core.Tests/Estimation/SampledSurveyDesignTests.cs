using System.Text;
using Sipas.Problems;

namespace Sipas.Estimation;

public class SampledSurveyDesignTests
{
    private const string Sound = """
        {
          "format": "sipas-survey-design/1", "name": "2026", "pack": "kiosk-9",
          "from": "2026-10", "to": "2026-12", "selection": "sampledUnits",
          "strata": [ { "stratum": "north", "unitCount": 5 } ],
          "units": [
            { "unit": "A", "stratum": "north", "population": 300, "issued": 60 },
            { "unit": "B", "stratum": "north", "designEffect": 1.5, "primaryUnits": 8 } ],
          "transactions": [ { "unit": "A", "month": "2026-09", "count": 12 } ]
        }
        """;

    [Fact]
    public void Read_SoundDesign_ComesBackFromItsOwnJson()
    {
        SampledSurveyDesign design = SampledSurveyDesign.Read(Encoding.UTF8.GetBytes(Sound));

        Assert.Equal((202610, 202612, UnitSelection.SampledUnits), (design.FirstMonth, design.LastMonth, design.Selection));
        Assert.Equal((300L, 60L, null), (design.Units[0].Population, design.Units[0].Issued, design.Units[0].DesignEffect));
        Assert.Equal(202609, Assert.Single(design.Transactions).MonthNumber);
        Assert.Equal(design.ToJson(), SampledSurveyDesign.Read(design.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("sipas-survey-design/1", "sipas-survey-design/9", ProblemCodes.SampledDesignValue)]
    [InlineData("\"from\": \"2026-10\"", "\"from\": \"2026-13\"", ProblemCodes.SampledDesignValue)]
    [InlineData("\"from\": \"2026-10\"", "\"from\": \"2027-10\"", ProblemCodes.SampledDesignValue)]
    [InlineData("\"name\": \"2026\"", "\"name\": \" \"", ProblemCodes.SampledDesignValue)]
    [InlineData("\"population\": 300", "\"population\": 0", ProblemCodes.SampledDesignValue)]
    [InlineData("\"population\": 300", "\"population\": 59", ProblemCodes.SampledDesignIssuedAbovePopulation)]
    [InlineData("\"unit\": \"B\"", "\"unit\": \"A\"", ProblemCodes.SampledDesignTwice)]
    [InlineData(", \"primaryUnits\": 8", "", ProblemCodes.SampledDesignCluster)]
    [InlineData("\"designEffect\": 1.5", "\"designEffect\": 1e9", ProblemCodes.SampledDesignValue)]
    [InlineData("\"primaryUnits\": 8", "\"primaryUnits\": 1", ProblemCodes.SampledDesignValue)]
    [InlineData("\"stratum\": \"north\", \"designEffect\"", "\"stratum\": \"south\", \"designEffect\"", ProblemCodes.SampledDesignStratum)]
    [InlineData("\"unitCount\": 5", "\"unitCount\": 1", ProblemCodes.DesignSampleAbovePopulation)]
    [InlineData("\"selection\": \"sampledUnits\",", "", ProblemCodes.SampledDesignStratum)]
    [InlineData("\"count\": 12", "\"count\": -1", ProblemCodes.SampledDesignValue)]
    [InlineData("{ \"unit\": \"A\", \"month\"", "null, { \"unit\": \"A\", \"month\"", ProblemCodes.SampledDesignValue)]
    [InlineData("\"issued\"", "\"isued\"", ProblemCodes.DesignFileUnreadable)]
    [InlineData("\"units\":", "\"units\": 7, \"u\":", ProblemCodes.DesignFileUnreadable)]
    public void Read_FaultyDesign_IsRefusedWithItsCodeAndBothSentences(string sound, string faulty, string code)
    {
        string json = Sound.Replace(sound, faulty, StringComparison.Ordinal);
        Assert.NotEqual(Sound, json);

        SipasException error = Assert.Throws<SipasException>(() => SampledSurveyDesign.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(error.Problems, problem => problem.Code == code);
        Assert.All(error.Problems,
            problem => Assert.DoesNotContain("{", problem.Message.Vi + problem.Message.En, StringComparison.Ordinal));
    }

    [Fact]
    public void Overlaps_SamePackAndMonths_AndOnlyThen()
    {
        SampledSurveyDesign design = SampledSurveyDesign.Read(Encoding.UTF8.GetBytes(Sound));

        Assert.True(design.Overlaps(design with { From = "2026-12", To = "2027-02" }));
        Assert.False(design.Overlaps(design with { From = "2027-01", To = "2027-02" }));
        Assert.False(design.Overlaps(design with { Pack = "other" }));
        Assert.False((design with { QuestionnaireVersion = "a" }).Overlaps(design with { QuestionnaireVersion = "b" }));
        Assert.True((design with { QuestionnaireVersion = "a" }).Overlaps(design));
    }
}
