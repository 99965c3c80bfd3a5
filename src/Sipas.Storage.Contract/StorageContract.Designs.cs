using Sipas.Audit;
using Sipas.Estimation;
using Sipas.Problems;

namespace Sipas.Storage.Contract;

/// <summary>The designs of sampled ballots are stored with them.</summary>
public abstract partial class StorageContract
{
    [StorageFact]
    public async Task SaveDesignAsync_NewAndReplaced_IsReadBackAndRecorded()
    {
        Assert.Empty(await Storage.Designs.ReadDesignsAsync(default));
        await Storage.Designs.SaveDesignAsync(Design("b", "2026-01"), default);
        await Storage.Designs.SaveDesignAsync(Design("a", "2025-01"), default);
        await Storage.Designs.SaveDesignAsync(Design("b", "2026-02", population: 900), default);

        IReadOnlyList<SampledSurveyDesign> stored = await Storage.Designs.ReadDesignsAsync(default);

        Assert.Equal(["a", "b"], stored.Select(design => design.Name));
        Assert.Equal(Design("b", "2026-02", population: 900).ToJson(), stored[1].ToJson());
        AuditRecord last = (await Storage.Audit.ReadAuditAsync(default))[^1];
        Assert.Equal((AuditActions.DesignSaved, SurveyDesigns.AuditDetail(stored[1])), (last.Action, last.Detail));
    }

    [StorageFact]
    public async Task SaveDesignAsync_FaultyOrOverlapping_IsRefusedAndNothingIsWritten()
    {
        await Storage.Designs.SaveDesignAsync(Design("a", "2026-01"), default);

        SipasException overlap = await Assert.ThrowsAsync<SipasException>(
            () => Storage.Designs.SaveDesignAsync(Design("b", "2026-01"), default));
        SipasException faulty = await Assert.ThrowsAsync<SipasException>(() =>
            Storage.Designs.SaveDesignAsync(Design("c", "2027-01", population: 0), default));

        Assert.Equal([ProblemCodes.SampledDesignOverlap, ProblemCodes.SampledDesignValue],
            [overlap.Problems[0].Code, faulty.Problems[0].Code]);
        Assert.Equal("a", Assert.Single(await Storage.Designs.ReadDesignsAsync(default)).Name);
    }

    private static SampledSurveyDesign Design(string name, string month, long population = 500) => new()
    {
        Name = name,
        Pack = "kiosk-9",
        From = month,
        To = month,
        Units = [new SurveyDesignUnit { Unit = "S01", Population = population, DesignEffect = 1.4, PrimaryUnits = 6 }],
        Transactions = [new TransactionCount("S01", month, 77)],
    };
}
