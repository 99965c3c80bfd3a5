using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>Successions of organisation units are stored with them, and never contradict them.</summary>
public abstract partial class StorageContract
{
    private static readonly OrganisationUnit[] Heirs =
    [
        .. new[] { "H01", "H02", "H03" }.Select(code =>
            new OrganisationUnit { Code = code, Name = new LocalizedText($"Phường {code}", $"Ward {code}"), Block = "wards",
                ValidFrom = new DateOnly(2030, 7, 1) }),
    ];

    private static readonly UnitSuccession[] Links =
    [
        new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Split, Share = 0.3333333333333333333333333333m },
        new() { PredecessorCode = "Q01", SuccessorCode = "H02", Kind = SuccessionKind.Split, Share = 0.6666666666666666666666666667m },
    ];

    [StorageFact]
    public async Task SaveSuccessionsAsync_Links_KeepOrderKindAndEveryDigit()
    {
        Assert.Empty(await Storage.Units.ReadSuccessionsAsync(default));
        await Storage.Units.SaveAsync(Heirs, default);

        await Storage.Units.SaveSuccessionsAsync(Links, default);

        Assert.Equal(Links, await Storage.Units.ReadSuccessionsAsync(default));
        Assert.Equal("2 Q01", Assert.Single(await Storage.Audit.ReadAuditAsync(default),
            record => record.Action == AuditActions.SuccessionsSaved).Detail);
    }

    [StorageFact]
    public async Task SaveSuccessionsAsync_SamePredecessorAgain_TakesThePlaceOfAllItsLinks()
    {
        await Storage.Units.SaveAsync([.. Heirs, SampleBallots.Units[2] with { ValidTo = new DateOnly(2030, 6, 30) }], default);
        UnitSuccession other = new() { PredecessorCode = "X01", SuccessorCode = "H03", Kind = SuccessionKind.Renamed };
        await Storage.Units.SaveSuccessionsAsync([other, .. Links], default);
        UnitSuccession whole = new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Merged };

        await Storage.Units.SaveSuccessionsAsync([whole], default);

        Assert.Equal([other, whole], await Storage.Units.ReadSuccessionsAsync(default));
    }

    [StorageFact]
    public async Task SaveSuccessionsAsync_FaultyLinks_AreRefusedWhole()
    {
        await Storage.Units.SaveAsync(Heirs, default);
        await Storage.Units.SaveSuccessionsAsync(Links, default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => Storage.Units.SaveSuccessionsAsync(
            [new() { PredecessorCode = "Q01", SuccessorCode = "H01", Kind = SuccessionKind.Merged, Share = 0.5m },
                new() { PredecessorCode = "S01", SuccessorCode = "H404", Kind = SuccessionKind.Merged }], default));

        Assert.Equal([ProblemCodes.SuccessionUnknown, ProblemCodes.SuccessionSum], error.Problems.Select(problem => problem.Code));
        Assert.Equal(Links, await Storage.Units.ReadSuccessionsAsync(default));
    }

    [StorageFact]
    public async Task SaveAsync_UnitThatNoLongerFitsItsSuccession_IsRefused()
    {
        await Storage.Units.SaveAsync(Heirs, default);
        await Storage.Units.SaveSuccessionsAsync(Links, default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            Storage.Units.SaveAsync([SampleBallots.Units[1] with { ValidTo = null }], default));

        Assert.All(error.Problems, problem => Assert.Equal(ProblemCodes.SuccessionDates, problem.Code));
        Assert.Equal(SampleBallots.Units[1], (await Storage.Units.ReadAsync(default)).Find("Q01"));
    }

    [StorageFact]
    public async Task SaveAsync_E01CodeOfAUnitThatEnded_IsRefusedAndTheFormerUnitStays()
    {
        var old = new OrganisationUnit
        {
            Code = "26740",
            Name = new LocalizedText("Phường Bến Cũ", "Old Ward"),
            Block = "communes",
            ValidFrom = new DateOnly(2020, 1, 1),
            ValidTo = new DateOnly(2025, 6, 30)
        };
        var next = new OrganisationUnit
        {
            Code = "26740",
            Name = new LocalizedText("Phường Mới", "New Ward"),
            Block = "communes",
            ValidFrom = new DateOnly(2025, 7, 1)
        };
        await Storage.Units.SaveAsync([old], default);

        foreach (OrganisationUnit given in (OrganisationUnit[])[next, next with { ValidFrom = new DateOnly(2025, 1, 1) },
            old with { ValidFrom = new DateOnly(2010, 1, 1), ValidTo = new DateOnly(2019, 12, 31) }])
        {
            Problem problem = Assert.Single(
                (await Assert.ThrowsAsync<SipasException>(() => Storage.Units.SaveAsync([given], default))).Problems);
            Assert.Equal((ProblemCodes.UnitCodeReused, "26740", "'Phường Bến Cũ' (2020-01-01 – 2025-06-30)"),
                (problem.Code, problem.Place, problem.Allowed));
        }

        Assert.Equal(old, (await Storage.Units.ReadAsync(default)).Find("26740"));

        // A correction of the same unit is not a reuse of its code.
        await Storage.Units.SaveAsync([old with { Name = new LocalizedText("Phường Bến Cũ Đông", "Old Ward East") }], default);
        await Storage.Units.SaveAsync([old with { ValidTo = new DateOnly(2025, 6, 29) }], default);
        Assert.Equal(new DateOnly(2025, 6, 29), (await Storage.Units.ReadAsync(default)).Find("26740")!.ValidTo);
    }

    [StorageFact]
    public async Task SaveAsync_E01ValidityThatLeavesBallotsWithoutTheirUnit_IsRefused()
    {
        await Storage.Ballots.AppendAsync([SampleBallots.Draft(1), SampleBallots.Draft(2)], false, default);
        OrganisationUnit unit = SampleBallots.Units[0];
        DateOnly day = VietnameseTime.DayOf(SampleBallots.Noon);

        foreach (OrganisationUnit given in (OrganisationUnit[])[unit with { ValidTo = day.AddDays(-1) },
            unit with { ValidFrom = day.AddDays(1) }])
        {
            Problem problem = Assert.Single(
                (await Assert.ThrowsAsync<SipasException>(() => Storage.Units.SaveAsync([given], default))).Problems);
            Assert.Equal((ProblemCodes.UnitOfBallots, "S01", "2"), (problem.Code, problem.Place, problem.Value));
        }

        Assert.Equal(unit, (await Storage.Units.ReadAsync(default)).Find("S01"));
        await Storage.Units.SaveAsync([unit with { ValidFrom = day, ValidTo = day }], default);
    }
}
