using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Units;

// Reads a pack, counts ballots, scores, estimates, ranks and writes JSON: everything that reflection or missing code
// would break in machine code.
MethodPack pack = MethodPacks.Shipped("kiosk-9");
AnswerLayout layout = new MethodPackRegistry([pack]).Layouts.First();
var moments = new BallotMoments(pack, layout);
var byUnit = new Dictionary<string, AnswerTally>(StringComparer.Ordinal);
for (int i = 0; i < 60; i++)
{
    string unit = i % 2 == 0 ? "A" : "B";
    byte[] codes = [.. layout.Items.Select(item => (byte)(1 + ((i + (i % 2 * 3)) % item.LevelCount)))];
    moments.Add(new CellKey(unit, SelectionBasis.Sampled, CollectionMode.Interview, 202611), codes);
    if (!byUnit.TryGetValue(unit, out AnswerTally? tally))
    {
        byUnit.Add(unit, tally = new AnswerTally(layout));
    }

    tally.Add(codes);
}

var design = SampledSurveyDesign.Read("""
    { "format": "sipas-survey-design/1", "name": "aot", "pack": "kiosk-9", "from": "2026-11", "to": "2026-11",
      "units": [ { "unit": "A", "population": 300 }, { "unit": "B" } ] }
    """u8);
var units = new UnitDirectory(
    [.. byUnit.Keys.Order().Select(code =>
        new OrganisationUnit { Code = code, Name = new LocalizedText(code, code), Block = "communes" })]);
SampledMargins margins = SampledMargins.Of(moments, [design]);
SurveyReport report = SurveyReport.Of(pack, layout, SelectionBasis.Sampled, byUnit, units);
RankDocument ranking = RankReport.Of(report, margins: RankMarginSource.Of(margins, "OVERALL"));
string json = Encoding.UTF8.GetString(ranking.ToJson());
string problem = new Problem(ProblemCodes.SampledDesignMissing, "kiosk-9").Message.Vi;
bool good = json.Contains("indistinguishableFrom", StringComparison.Ordinal) && ranking.Margins is not null
    && margins.Pooled("OVERALL")!.StandardError > 0
    && problem.Contains("kiosk-9", StringComparison.Ordinal) && design.ToJson().Length > 0
    && MethodPackSerializer.Write(pack).Length > 1_000;
Console.WriteLine(good ? $"AOT: {json.Length} characters of ranking" : "AOT: something is missing");
return good ? 0 : 1;
