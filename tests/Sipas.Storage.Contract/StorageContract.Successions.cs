using Sipas.Problems;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>What became of units is kept beside them, and never contradicts them.</summary>
public abstract partial class StorageContract
{
    private static readonly OrganisationUnit[] Heirs =
    [
        .. new[] { "H01", "H02", "H03" }.Select(code => new OrganisationUnit { Code = code, Name = new LocalizedText($"Phường {code}", $"Ward {code}"), Block = "wards", ValidFrom = new DateOnly(2030, 7, 1) }),
    ];

    private static readonly UnitSuccession[] Links =
    [
        new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Split, Share = 0.3333333333333333333333333333m },
        new() { PredecessorCode = "Q01", SuccessorCode = "H02", Kind = SuccessionKind.Split, Share = 0.6666666666666666666666666667m },
    ];

    [StorageFact]
    public async Task SaveSuccessionsAsync_Links_KeepOrderKindAndEveryDigit()
    {
        Assert.Empty(await Storage.ReadSuccessionsAsync(default));
        await Storage.SaveAsync(Heirs, default);

        await Storage.SaveSuccessionsAsync(Links, default);

        Assert.Equal(Links, await Storage.ReadSuccessionsAsync(default));
        Assert.Equal("2 Q01", Assert.Single(await Storage.ReadAuditAsync(default), record => record.Action == AuditActions.SuccessionsSaved).Detail);
    }

    [StorageFact]
    public async Task SaveSuccessionsAsync_SamePredecessorAgain_TakesThePlaceOfAllItsLinks()
    {
        await Storage.SaveAsync([.. Heirs, SampleBallots.Units[2] with { ValidTo = new DateOnly(2030, 6, 30) }], default);
        UnitSuccession other = new() { PredecessorCode = "X01", SuccessorCode = "H03", Kind = SuccessionKind.Renamed };
        await Storage.SaveSuccessionsAsync([other, .. Links], default);
        UnitSuccession whole = new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Merged };

        await Storage.SaveSuccessionsAsync([whole], default);

        Assert.Equal([other, whole], await Storage.ReadSuccessionsAsync(default));
    }

    [StorageFact]
    public async Task SaveSuccessionsAsync_FaultyLinks_AreRefusedWhole()
    {
        await Storage.SaveAsync(Heirs, default);
        await Storage.SaveSuccessionsAsync(Links, default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => Storage.SaveSuccessionsAsync(
            [new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Merged, Share = 0.5m }, new() { PredecessorCode = "S01", SuccessorCode = "H404", Kind = SuccessionKind.Merged }], default));

        Assert.Equal([ProblemCodes.SuccessionUnknown, ProblemCodes.SuccessionSum], error.Problems.Select(problem => problem.Code));
        Assert.Equal(Links, await Storage.ReadSuccessionsAsync(default));
    }

    [StorageFact]
    public async Task SaveAsync_UnitThatNoLongerFitsItsSuccession_IsRefused()
    {
        await Storage.SaveAsync(Heirs, default);
        await Storage.SaveSuccessionsAsync(Links, default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => Storage.SaveAsync([SampleBallots.Units[1] with { ValidTo = null }], default));

        Assert.All(error.Problems, problem => Assert.Equal(ProblemCodes.SuccessionDates, problem.Code));
        Assert.Equal(SampleBallots.Units[1], (await ((IUnitStore)Storage).ReadAsync(default)).Find("Q01"));
    }
}
