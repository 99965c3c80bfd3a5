using Sipas.Fieldwork;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Storage.Contract;

public abstract partial class PersonalDataContract
{
    [StorageFact]
    public async Task RecordReinterviewAsync_LastWordOfEachUnit_GivesTheAgreement()
    {
        await PlanAsync();
        Assert.Null(await People.Reinterviews.FindReinterviewAsync(Survey, default));
        await People.Reinterviews.SaveReinterviewAsync(Survey, 0.25, "XSKT 048213", ["C2", "C7"], "Lan", default);

        await People.Reinterviews.RecordReinterviewAsync(Survey, Result("C2", 10, 20), "Minh", default);
        await People.Reinterviews.RecordReinterviewAsync(Survey, Result("C7", 22, 22), "Minh", default);
        await People.Reinterviews.RecordReinterviewAsync(Survey, Result("C2", 17, 20), "Minh", default);

        StoredReinterview found = (await People.Reinterviews.FindReinterviewAsync(Survey, default))!;
        Assert.Equal((0.25, "XSKT 048213", "Lan", SampleBallots.Noon.ToUniversalTime()),
            (found.Share, found.SeedText, found.DrawnBy, found.DrawnAt));
        Assert.Equal(["C2", "C7"], found.Codes);
        Assert.Equal([Result("C7", 22, 22), Result("C2", 17, 20)], found.Results);
        Assert.Equal(new ExactShare(39, 42), found.Agreement);
    }

    [StorageFact]
    public async Task KeepReinterviewAsync_DrawnBefore_IsRefused()
    {
        await PlanAsync();
        StoredReinterview drawn = await People.Reinterviews.SaveReinterviewAsync(Survey, 0.1, "1", ["C1"], "Lan", default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            People.Reinterviews.SaveReinterviewAsync(Survey, 0.1, "2", ["C2"], "Minh", default));
        SipasException unknown = await Assert.ThrowsAsync<SipasException>(() =>
            People.Reinterviews.SaveReinterviewAsync("none", 0.1, "2", ["C2"], "Minh", default));

        Assert.Equal([ProblemCodes.ReinterviewDrawn, ProblemCodes.SurveyUnknown],
            new[] { error, unknown }.Select(refused => refused.Problems[0].Code));
        Assert.Null(drawn.Agreement);
        Assert.Equal(["C1"], (await People.Reinterviews.FindReinterviewAsync(Survey, default))!.Codes);
    }

    [StorageTheory]
    [InlineData("C9", 1, 2, ProblemCodes.NotReinterviewed)]
    [InlineData("C1", 3, 2, ProblemCodes.AgreementMalformed)]
    [InlineData("C1", -1, 2, ProblemCodes.AgreementMalformed)]
    [InlineData("C1", 0, 0, ProblemCodes.AgreementMalformed)]
    public async Task RecordReinterviewAsync_WhatCannotBeTrue_IsRefused(string unit, long agreed, long compared, string code)
    {
        await PlanAsync();
        await People.Reinterviews.SaveReinterviewAsync(Survey, 0.1, "1", ["C1"], "Lan", default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            People.Reinterviews.RecordReinterviewAsync(Survey, Result(unit, agreed, compared), "Minh", default));

        Assert.Equal(code, error.Problems[0].Code);
        Assert.Empty((await People.Reinterviews.FindReinterviewAsync(Survey, default))!.Results);
    }

    private static ReinterviewResult Result(string unit, long agreed, long compared) =>
        new() { Code = unit, Day = new DateOnly(2026, 12, 1), AgreedCount = agreed, ComparedCount = compared };
}
