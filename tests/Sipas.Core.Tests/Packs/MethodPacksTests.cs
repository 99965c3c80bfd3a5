using Sipas.Problems;

namespace Sipas.Packs;

public class MethodPacksTests
{
    public static TheoryData<string> ShippedIds => [.. MethodPacks.ShippedIds];

    [Theory]
    [MemberData(nameof(ShippedIds))]
    public void Shipped_EachPack_VerifiesCleanAndSurvivesARoundTrip(string id)
    {
        MethodPack pack = MethodPacks.Shipped(id);

        Assert.Equal(id, pack.Id);
        Assert.Empty(MethodPackVerifier.Verify(pack));
        byte[] written = MethodPackSerializer.Write(pack);
        Assert.Equal(written, MethodPackSerializer.Write(MethodPackSerializer.Read(written)));
    }

    [Fact]
    public void Shipped_UnknownId_NamesWhatThereIs()
    {
        SipasException error = Assert.Throws<SipasException>(() => MethodPacks.Shipped("bnv-9999"));

        Problem problem = Assert.Single(error.Problems);
        Assert.Equal(ProblemCodes.PackUnknown, problem.Code);
        Assert.Contains("kiosk-9", problem.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Shipped_Bnv2640_HasFiveCriteriaOfFourFiveSixThreeFourItems()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-2640-2017");

        Assert.Equal(PackStatus.Draft, pack.Status);
        Assert.Equal([4, 5, 6, 3, 4], pack.Index.Children.Single().Children.Select(criterion => criterion.Items.Count));
        Assert.All(pack.Scales, scale => Assert.Equal(5, scale.Levels.Count));
    }

    [Fact]
    public void Shipped_Kiosk9_HasNineItemsOverFiveCriteriaOnTwoLevelsOrFive()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");

        Assert.Equal(PackStatus.Local, pack.Status);
        Assert.Equal(5, pack.Index.Children.Single().Children.Count);
        Assert.All(pack.Questionnaires, questionnaire => Assert.Equal(9, questionnaire.Items.Count));
        Assert.Equal([5, 2], pack.Questionnaires.Select(questionnaire => new AnswerLayout(pack, questionnaire).Items[0].LevelCount));
    }
}
