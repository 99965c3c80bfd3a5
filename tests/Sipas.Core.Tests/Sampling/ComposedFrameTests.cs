using Sipas.Plans;

namespace Sipas.Sampling;

public class ComposedFrameTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    private static readonly string[] Columns = ["mã", "phường"];

    private static readonly string[] Decomposed = ["ma\u0303", "ph\u01B0\u01A1\u0300ng"];

    [Fact]
    public void Draw_FrameInMemoryTypedInAnyWay_HasOneChecksumAndOneList()
    {
        string[][] rows = [.. Enumerable.Range(1, 60).Select(i => (string[])[$"HS-{i}", i % 2 == 0 ? "Việt Hưng" : "Đức Giang"])];
        string[][] typed = [.. rows
            .Select(row => (string[])[$" {row[0]}\u200B", row[1] == "Việt Hưng"
                ? "Vie\u0323\u0302t\u00A0Hu\u031Bng"
                : "\u00D0\u01B0\u0301c Giang "])];

        DrawResult[] drawn = [Draw(new InMemoryFrame("f", Columns, rows)), Draw(new InMemoryFrame("f", Decomposed, typed)),
            Draw(new RawFrame(Decomposed, typed))];

        Assert.All(drawn, result =>
        {
            Assert.Equal(drawn[0].Certificate.FrameChecksum, result.Certificate.FrameChecksum);
            Assert.Equal(drawn[0].Official.Entries.Select(entry => (entry.UnitId, entry.Cell)),
                result.Official.Entries.Select(entry => (entry.UnitId, entry.Cell)));
        });
    }

    private static DrawResult Draw(IFrameSource frame)
    {
        var design = new DrawDesign
        {
            IdColumn = "mã",
            StratumColumns = ["phường"],
            Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }]
        };
        Assert.Equal(["Đức Giang", "Việt Hưng"], FrameSeal.Of(frame, design, Noon).Strata.Select(stratum => stratum.Stratum));
        return SampleDrawer.Draw(
            new DrawRequest
            {
                Design = design,
                Quotas = new Dictionary<string, long> { ["\u00D0ức Giang"] = 5, ["Vie\u0323\u0302t Hưng"] = 5 },
                Seed = DrawSeed.FromNumber(7),
                DrawnAt = Noon
            }, frame);
    }

    // A source of a host that gives its cells as they come.
    private sealed class RawFrame(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) : IFrameSource
    {
        public string Name => "f";

        public IReadOnlyList<string> Columns => columns;

        public IEnumerable<FrameRow> ReadRows() => rows.Select((row, i) => new FrameRow(i + 2, row));
    }
}
