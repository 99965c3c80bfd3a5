namespace Sipas.Packs;

/// <summary>The shipped packs against what domain/README.md says was seen.</summary>
public class MethodPackContentTests
{
    [Fact]
    public void Shipped_AreTheSevenOfTheIssue_AndNoneClaimsToBeOfficial()
    {
        Assert.Equal(["bnv-1001-2023", "bnv-2022", "bnv-2640-2017", "kiosk-9", "nd61-2018", "three-level", "ward-9-2026"],
            MethodPacks.ShippedIds);
        Assert.DoesNotContain(MethodPacks.ShippedIds, id => MethodPacks.Shipped(id).Status == PackStatus.Official);
    }

    [Theory]
    [InlineData("bnv-1001-2023", new[] { 2, 2, 9, 10 }, new[] { 3, 4, 3, 3, 3 })]
    [InlineData("bnv-2022", new[] { 2, 2, 8, 2 }, new[] { 4, 4, 5, 3, 3 })]
    public void Shipped_TwoDomains_HaveTheItemsThatWereSeen(string id, int[] policy, int[] service)
    {
        IndexNode index = MethodPacks.Shipped(id).Index;

        Assert.Equal(policy, index.Children[0].Children.Select(criterion => criterion.Items.Count));
        Assert.Equal(service, index.Children[1].Children.Select(criterion => criterion.Items.Count));
    }

    [Fact]
    public void Shipped_Bnv1001_HasFiftyOneSatisfactionIndicesAndTenExpectations()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-1001-2023");

        Assert.Equal(51, pack.Index.AllItems().Count() + pack.Index.SelfAndDescendants().Count());
        Assert.Equal(10, pack.Questionnaires[0].Questions.Single(question => question.Part == QuestionPart.Expectation).Items.Count);
    }

    [Fact]
    public void Shipped_Bnv1001_JoinsPoliciesByCodeAcrossDifferentOrders()
    {
        Questionnaire form = MethodPacks.Shipped("bnv-1001-2023").Questionnaires[0];
        string[] asked = [.. Enumerable.Range(1, 9).Select(i => form.Items.Single(item => item.Code == $"1.{i}").Topic!)];
        string[] rated = [.. Enumerable.Range(5, 9).Select(i => form.Items.Single(item => item.Code == $"9.{i}").Topic!)];

        Assert.Equal(["economy", "health", "education", "water", "electricity", "order", "traffic", "security", "par"], asked);
        Assert.Equal(["economy", "health", "education", "order", "traffic", "electricity", "water", "security", "par"], rated);
    }

    [Fact]
    public void Shipped_Bnv1001_HasEveryPartOfTheForm()
    {
        Questionnaire form = MethodPacks.Shipped("bnv-1001-2023").Questionnaires[0];

        Assert.Equal(Enum.GetValues<QuestionPart>(), form.Questions.Select(question => question.Part).Distinct().Order());
        Assert.Equal(Enum.GetValues<QuestionKind>().Except([QuestionKind.Number]),
            form.Questions.Select(question => question.Kind).Distinct().Order());
        Assert.True(form.Questions.Single(question => question.Code == "A2").Sensitive);
        Assert.Equal(5 + 9 + 7 + 7 + 3 + 3 + 7 + 39 + 10, form.Items.Count);
    }

    [Fact]
    public void Shipped_Bnv2022_HasTheQuestionsOfWhichTheStructureWasSeenAndNoOthers()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-2022");
        Questionnaire form = pack.Questionnaires[0];

        Assert.Equal(["B1", "B2", "A2", "A3", "A4", "A5", "1", "3", "4", "5", "8", "9", "10", "11"],
            form.Questions.Select(question => question.Code));
        Assert.Equal([2, 3, 3, 5, 3, 2, 5, 3], ((string[])["B1", "B2", "1.1", "3", "4", "8.1", "9.1", "10.1"])
            .Select(code => pack.FindScale(form.Items.Single(item => item.Code == code).Scale)!.Levels.Count));
        Assert.Equal([8, 7, 33, 10], ((string[])["1", "8", "9", "10"])
            .Select(code => form.Questions.Single(question => question.Code == code).Items.Count));
        Assert.Equal(pack.Topics.Select(topic => topic.Code),
            form.Items.Where(item => item.Code.StartsWith("1.", StringComparison.Ordinal)).Select(item => item.Topic));
        Assert.Equal(form.Questions.Single(question => question.Code == "9").Items,
            form.Items.Where(item => item.Required).Select(item => item.Code));
        Assert.True(form.Questions.Single(question => question.Code == "A2").Sensitive);
    }

    [Fact]
    public void Shipped_Nd61_HasNineIndicatorsEighteenPointsAndEndsOnTheThirtiethOfJune2025()
    {
        MethodPack pack = MethodPacks.Shipped("nd61-2018");

        Assert.Equal(18, pack.Questionnaires[0].Items.Sum(item => pack.FindScale(item.Scale)!.Levels[^1].Points));
        Assert.Equal(new DateOnly(2025, 6, 30), pack.Validity.To);
        Assert.Equal(["1", "2", "3", "4", "7"], pack.Index.Children[0].Items);
        Assert.Equal(["5", "6", "8", "9"], pack.Index.Children[1].Items);
    }

    [Fact]
    public void Target_IsReached_FollowsItsOperator()
    {
        Target above = MethodPacks.Shipped("bnv-2640-2017").Targets.Single();
        Target atLeast = MethodPacks.Shipped("bnv-1001-2023").Targets.Single();

        Assert.Equal((false, true), (above.IsReached(80.00m), above.IsReached(80.01m)));
        Assert.Equal((false, true), (atLeast.IsReached(89.99m), atLeast.IsReached(90.00m)));
    }

    [Fact]
    public void Find_AtTheLimitsOfABand_LowerBelongsUpperDoesNot()
    {
        BandTable groups = MethodPacks.Shipped("bnv-2640-2017").FindBands("groups")!;

        Assert.Equal(["C", "B", "B", "A", "A"],
            new[] { 79.99m, 80.00m, 89.99m, 90.00m, 100m }.Select(percent => groups.Find(percent)!.Code));
    }
}
