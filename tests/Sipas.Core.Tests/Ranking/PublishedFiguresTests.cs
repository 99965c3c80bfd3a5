using Sipas.Numerics;
using Sipas.Questionnaires;

namespace Sipas.Ranking;

/// <summary>What was published, reproduced from the published values.</summary>
public class PublishedFiguresTests
{
    private static readonly MethodPack FiveCriteria = MethodPacks.Shipped("bnv-2640-2017");
    private static readonly MethodPack TwoDomains2022 = MethodPacks.Shipped("bnv-2022");
    private static readonly MethodPack TwoDomains2023 = MethodPacks.Shipped("bnv-1001-2023");

    private static IEnumerable<PublishedFigure> Nation => Published.Read("national_index_by_year").Select(row =>
    {
        int year = (int)row.Number("year")!.Value;
        return PublishedFigure.Of(year < 2022 ? FiveCriteria : year == 2022 ? TwoDomains2022 : TwoDomains2023, "VN", year, row.Number("national_pct"));
    });

    [Fact]
    public void Series_Nation_ReproducesEveryPublishedChangeAndBreaksOnlyAt2022()
    {
        IReadOnlyList<FigureChange> changes = SeriesComparison.Series(Nation);

        foreach (IReadOnlyDictionary<string, string> row in Published.Read("national_index_by_year").Where(row => row.Number("change_vs_previous_pp") is not null))
        {
            Assert.Equal(row.Number("change_vs_previous_pp"), changes.Single(change => change.To.Year == row.Number("year")).ChangePoints);
        }

        Assert.Equal(4, changes.Count(change => change.ChangePoints is not null));
        FigureChange broken = Assert.Single(changes, change => change.Break != SeriesBreak.None);
        Assert.Equal((2022, SeriesBreak.Method | SeriesBreak.Respondents, null, false), (broken.To.Year, broken.Break, broken.ChangePoints, broken.IsOverBreak));
    }

    [Fact]
    public void Series_OverTheBreakWhenAsked_IsComputedAndLabelled()
    {
        FigureChange broken = SeriesComparison.Series(Nation, overBreak: true).Single(change => change.To.Year == 2022);

        Assert.Equal((-7.08m, true), (broken.ChangePoints, broken.IsOverBreak));
    }

    [Fact]
    public void Compare_HaNoi_ReproducesChangesAndPlacesGained()
    {
        foreach (IReadOnlyDictionary<string, string> row in Published.Read("hanoi_2023_2024_domains"))
        {
            FigureChange change = SeriesComparison.Compare(Figure(row["component"], 2023, row.Number("pct_2023")), Figure(row["component"], 2024, row.Number("pct_2024")));
            Assert.Equal(row.Number("change_pp"), change.ChangePoints);
            Assert.Equal(row.Number("rank_change"), row.Number("rank_2023") - row.Number("rank_2024"));
        }
    }

    [Fact]
    public void Compare_Components_ReproduceThePublishedChanges()
    {
        Dictionary<string, decimal?> before = Published.Read("national_2023_components").ToDictionary(row => row["code"], row => row.Number("pct"));
        foreach (IReadOnlyDictionary<string, string> row in Published.Read("national_2024_components").Where(row => row.Number("change_vs_2023_pp") is not null))
        {
            Assert.Equal(row.Number("change_vs_2023_pp"), SeriesComparison.Compare(Figure(row["code"], 2023, before[row["code"]]), Figure(row["code"], 2024, row.Number("pct"))).ChangePoints);
        }
    }

    [Theory]
    [InlineData(36, 24, 3)]
    [InlineData(57, 6, 0)]
    public void ChangeCounts_SixtyThreeProvinces_AddUp(int up, int down, int same)
    {
        ChangeCounts counts = ChangeCounts.Of([.. Enumerable.Repeat<ChangeDirection?>(ChangeDirection.Up, up), .. Enumerable.Repeat<ChangeDirection?>(ChangeDirection.Down, down),
            .. Enumerable.Repeat<ChangeDirection?>(ChangeDirection.Same, same)]);

        Assert.Equal(new ChangeCounts(up, down, same, 0), counts);
        Assert.Equal(63, counts.Up + counts.Down + counts.Same);
    }

    [Theory]
    [InlineData(TieRule.Ordinal, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(TieRule.Competition, new[] { 1, 2, 3, 4, 4, 6, 7, 8, 9, 10 })]
    [InlineData(TieRule.Dense, new[] { 1, 2, 3, 4, 4, 5, 6, 7, 8, 9 })]
    public void Rank_Provinces2015_HasTheTieAt8494(TieRule ties, int[] expected)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> table = Published.Read("provinces_2015");
        RankCandidate[] provinces = [.. table.Select(row => new RankCandidate { UnitCode = row["province"], Block = "provinces", Percent = row.Number("pct") })];

        BlockRanking ranking = Assert.Single(Ranker.Rank(new RankingRule { Ties = ties, TieBreak = TieBreak.GivenOrder }, provinces));

        Assert.Equal(expected, ranking.Units.Select(unit => unit.Rank!.Value));
        Assert.Equal(["Ha Tinh", "Lai Chau"], ranking.Units.Where(unit => unit.IsTied).Select(unit => unit.Candidate.UnitCode));
        if (ties == TieRule.Ordinal)
        {
            Assert.Equal(table.Select(row => row["province"]), ranking.Units.Select(unit => unit.Candidate.UnitCode));
        }
    }

    [Fact]
    public void Find_Groups2024_SplitSixtyThreeProvinces()
    {
        BandTable groups = TwoDomains2023.FindBands("groups")!;
        decimal[] made = [.. Enumerable.Repeat(90.59m, 5), .. Enumerable.Repeat(83.94m, 55), .. Enumerable.Repeat(78.16m, 3)];

        Assert.Equal([("A", 5), ("B", 55), ("C", 3)], made.GroupBy(percent => groups.Find(percent)!.Code).Select(group => (group.Key, group.Count())));
    }

    [Fact]
    public void PublishedShares_SumAsTheSourcesSay()
    {
        Assert.Equal(100.00m, Published.Read("national_2023_2024_perception_expectation").Where(row => row["year"] == "2024" && row["indicator"] == "harassment by officials").Sum(row => row.Number("pct")));
        Assert.Equal(100m, Published.Read("qd766_groups").Sum(row => row.Number("max_points")));
        Assert.Equal(99.91m, Published.Read("other_local_and_sector_results").Where(row => row["who"] == "Ho Chi Minh City").Sum(row => row.Number("pct")));
        Assert.True(Published.Read("national_incidents_2019_2021").Where(row => row["indicator"].StartsWith("expects", StringComparison.Ordinal)).Sum(row => row.Number("pct")) > 100);
        Assert.Equal(96.28m, new ExactShare(35268, 36630).ToPercent(2, MidpointRule.AwayFromZero));
    }

    [Fact]
    public void KnownConflicts_AreKeptApart()
    {
        decimal? First(string service) => Published.Read("services_2015_first_release").Single(row => row["service"] == service).Number("satisfied_pct");
        decimal? Final(string service) => Published.Read("services_2015_final").Single(row => row["service"] == service).Number("overall_pct");

        // Two releases of one year differ: neither may be mixed into the other.
        Assert.Equal((63.1m, 74.4m), (First("land use right certificate"), Final("land use right certificate")));
        Assert.Equal(89.29m, Published.Read("provinces_selected_by_year").Single(row => row["province"] == "Binh Duong" && row["year"] == "2019").Number("pct"));
        Assert.NotEqual(88.2m, 89.29m);
        Assert.Equal(3.26m, Published.Read("national_incidents_2019_2021").Single(row => row["year"] == "2021" && row["indicator"] == "had to travel several times").Number("pct"));
        Assert.Equal(89.18m, Published.Read("khanhhoa_2025_units").Single(row => row["block"].StartsWith("communes", StringComparison.Ordinal)).Number("block_mean_pct"));
        Assert.NotEqual(85.08m, 89.18m);
        Assert.Equal(585, 195 * 3);
        Assert.NotEqual(385, 585);
    }

    [Fact]
    public void Services2015_OverallAboveEveryCriterion_IsNoMean()
    {
        IReadOnlyDictionary<string, string> land = Published.Read("services_2015_final").Single(row => row["service"] == "land use right certificate");

        Assert.True(land.Number("overall_pct") > new[] { land.Number("procedures_pct"), land.Number("civil_servants_pct"), land.Number("results_pct") }.Max());
    }

    private static PublishedFigure Figure(string code, int year, decimal? percent) => PublishedFigure.Of(TwoDomains2023, code, year, percent);
}
