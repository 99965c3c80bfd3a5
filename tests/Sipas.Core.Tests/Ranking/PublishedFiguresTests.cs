using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

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
        return PublishedFigure.Of(year < 2022 ? FiveCriteria : year == 2022 ? TwoDomains2022 : TwoDomains2023, "VN", year,
            row.Number("national_pct"));
    });

    [Fact]
    public void Series_Nation_ReproducesEveryPublishedChangeAndBreaksOnlyAt2022()
    {
        IReadOnlyList<FigureChange> changes = SeriesComparison.Series(Nation);

        foreach (IReadOnlyDictionary<string, string> row in Published.Read("national_index_by_year")
            .Where(row => row.Number("change_vs_previous_pp") is not null))
        {
            Assert.Equal(row.Number("change_vs_previous_pp"), changes.Single(change => change.To.Year == row.Number("year")).ChangePoints);
        }

        Assert.Equal(4, changes.Count(change => change.ChangePoints is not null));
        FigureChange broken = Assert.Single(changes, change => change.Break != SeriesBreak.None);
        Assert.Equal((2022, SeriesBreak.Method | SeriesBreak.Respondents, null, false),
            (broken.To.Year, broken.Break, broken.ChangePoints, broken.IsOverBreak));
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
            FigureChange change = SeriesComparison.Compare(Figure(row["component"], 2023, row.Number("pct_2023")),
                Figure(row["component"], 2024, row.Number("pct_2024")));
            Assert.Equal(row.Number("change_pp"), change.ChangePoints);
            Assert.Equal(row.Number("rank_change"), row.Number("rank_2023") - row.Number("rank_2024"));
        }
    }

    [Fact]
    public void Compare_Components_ReproduceThePublishedChanges()
    {
        Dictionary<string, decimal?> before = Published.Read("national_2023_components")
            .ToDictionary(row => row["code"], row => row.Number("pct"));
        foreach (IReadOnlyDictionary<string, string> row in Published.Read("national_2024_components")
            .Where(row => row.Number("change_vs_2023_pp") is not null))
        {
            Assert.Equal(row.Number("change_vs_2023_pp"),
                SeriesComparison.Compare(Figure(row["code"], 2023, before[row["code"]]),
                    Figure(row["code"], 2024, row.Number("pct"))).ChangePoints);
        }
    }

    [Theory]
    [InlineData(36, 24, 3)]
    [InlineData(57, 6, 0)]
    public void ChangeCounts_SixtyThreeProvinces_AddUp(int up, int down, int same)
    {
        ChangeCounts counts = ChangeCounts
            .Of([.. Enumerable.Repeat<ChangeDirection?>(ChangeDirection.Up, up),
                .. Enumerable.Repeat<ChangeDirection?>(ChangeDirection.Down, down),
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
        RankCandidate[] provinces =
            [.. table.Select(row => new RankCandidate { UnitCode = row["province"], Block = "provinces", Percent = row.Number("pct") })];

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

        Assert.Equal([("A", 5), ("B", 55), ("C", 3)], made.GroupBy(percent => groups.Find(percent)!.Code)
            .Select(group => (group.Key, group.Count())));
    }

    [Fact]
    public void PublishedShares_SumAsTheSourcesSay()
    {
        Assert.Equal(100.00m, Published.Read("national_2023_2024_perception_expectation")
            .Where(row => row["year"] == "2024" && row["indicator"] == "harassment by officials").Sum(row => row.Number("pct")));
        Assert.Equal(100m, Published.Read("qd766_groups").Sum(row => row.Number("max_points")));
        Assert.Equal(99.91m, Published.Read("other_local_and_sector_results").Where(row => row["who"] == "Ho Chi Minh City")
            .Sum(row => row.Number("pct")));
        Assert.True(Published.Read("national_incidents_2019_2021")
            .Where(row => row["indicator"].StartsWith("expects", StringComparison.Ordinal)).Sum(row => row.Number("pct")) > 100);
        Assert.Equal(96.28m, new ExactShare(35268, 36630).ToPercent(2, MidpointRule.AwayFromZero));
    }

    [Fact]
    public void Rank_Provinces2017_ReproducesTheElevenPlaces()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> table = Published.Read("provinces_2017_top11");

        BlockRanking ranking = Assert.Single(Ranker.Rank(new RankingRule { Ties = TieRule.Competition },
            [.. table.Reverse().Select(row =>
                new RankCandidate { UnitCode = row["province"], Block = "provinces", Percent = row.Number("pct") })]));

        Assert.Equal(table.Select(row => (row["province"], row.Number("rank"))),
            ranking.Units.Select(unit => (unit.Candidate.UnitCode, (decimal?)unit.Rank)));
    }

    [Theory]
    [InlineData("2020", 7)]
    [InlineData("2023", 9)]
    [InlineData("2024", 5)]
    public void Rank_SelectedProvinces_StandInTheOrderOfTheirPublishedPlaces(string year, int count)
    {
        IReadOnlyDictionary<string, string>[] ranked = [.. Published.Read("provinces_selected_by_year")
            .Where(row => row["year"] == year && row.Number("rank_of_63") is not null)];

        BlockRanking ranking = Assert.Single(Ranker.Rank(new RankingRule { Ties = TieRule.Competition },
            [.. ranked.Select(row => new RankCandidate { UnitCode = row["province"], Block = "provinces", Percent = row.Number("pct") })]));

        Assert.Equal(count, ranking.Units.Count);
        Assert.Equal(ranked.OrderBy(row => row.Number("rank_of_63")).Select(row => row["province"]),
            ranking.Units.Select(unit => unit.Candidate.UnitCode));
    }

    [Fact]
    public void Rank_QuangNam2019_HasItsFirstAndLastInsideEachBlock()
    {
        IReadOnlyDictionary<string, string>[] units = [.. Published.Read("quangnam_2018_2019_units").Where(row => row["year"] == "2019")];

        IReadOnlyList<BlockRanking> blocks = Ranker.Rank(new RankingRule { Ties = TieRule.Competition },
            [.. units.Select(row => new RankCandidate { UnitCode = row["unit"], Block = row["block"], Percent = row.Number("pct") })]);

        Assert.Equal(3, blocks.Count);
        foreach (BlockRanking block in blocks)
        {
            IReadOnlyDictionary<string, string>[] own = [.. units.Where(row => row["block"] == block.Block)];
            Assert.Equal(own.Single(row => row["position"] == "first")["unit"], block.Units[0].Candidate.UnitCode);
            Assert.Equal(own.Single(row => row["position"].StartsWith("last", StringComparison.Ordinal))["unit"],
                block.Units[^1].Candidate.UnitCode);
        }
    }

    // Two sources, one year: whoever feeds both is told, and neither is taken silently.
    [Theory]
    [InlineData("Binh Duong", 2019, 89.29, 88.2)]
    [InlineData("land use right certificate", 2015, 74.4, 63.1)]
    [InlineData("had to travel several times", 2021, 3.26, 10)]
    [InlineData("Khanh Hoa communes", 2025, 89.18, 85.08)]
    public void KnownConflicts_BothFigures_AreRefused(string what, int year, double stored, double other)
    {
        Assert.Equal((decimal)stored, PublishedValue(what));

        SipasException error = Assert.Throws<SipasException>(() =>
            SeriesComparison.Series([Figure(what, year - 1, 80), Figure(what, year, (decimal)stored), Figure(what, year, (decimal)other)]));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.FigureTwice, what), (problem.Code, problem.Place));

        static decimal? PublishedValue(string what) => what switch
        {
            "Binh Duong" => Published.Read("provinces_selected_by_year").Single(row => row["province"] == what && row["year"] == "2019")
                .Number("pct"),
            "land use right certificate" =>
                Published.Read("services_2015_final").Single(row => row["service"] == what).Number("overall_pct"),
            "had to travel several times" =>
                Published.Read("national_incidents_2019_2021").Single(row => row["year"] == "2021" && row["indicator"] == what)
                .Number("pct"),
            _ => Published.Read("khanhhoa_2025_units").Single(row => row["block"].StartsWith("communes", StringComparison.Ordinal))
                .Number("block_mean_pct"),
        };
    }

    [Fact]
    public void KnownConflicts_FirstReleaseOf2015_FitsNoServiceOfTheFinalOne()
    {
        Dictionary<string, decimal?> final = Published.Read("services_2015_final")
            .ToDictionary(row => row["service"], row => row.Number("overall_pct"));

        Assert.All(Published.Read("services_2015_first_release").Where(row => final.ContainsKey(row["service"])),
            row => Assert.NotEqual(final[row["service"]], row.Number("satisfied_pct")));
    }

    [Fact]
    public void KnownConflicts_Communes2024_DoNotFitTheDistrictsAndVillagesBesideThem()
    {
        IReadOnlyDictionary<string, string> sample = Published.Read("sample_sizes_national").Single(row => row["year"] == "2024");

        Assert.Equal(sample.Number("villages"), sample.Number("districts") * 3 * 2);
        Assert.NotEqual(sample.Number("communes"), sample.Number("districts") * 3);
    }

    [Fact]
    public void Services2015_OverallAboveEveryCriterion_IsNoMean()
    {
        IReadOnlyDictionary<string, string> land = Published.Read("services_2015_final")
            .Single(row => row["service"] == "land use right certificate");

        Assert.True(land.Number("overall_pct")
            > new[] { land.Number("procedures_pct"), land.Number("civil_servants_pct"), land.Number("results_pct") }.Max());
    }

    private static PublishedFigure Figure(string code, int year, decimal? percent) =>
        PublishedFigure.Of(TwoDomains2023, code, year, percent);
}
