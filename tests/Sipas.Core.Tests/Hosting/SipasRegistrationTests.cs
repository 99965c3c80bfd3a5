using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.Hosting;

public class SipasRegistrationTests
{
    [Fact]
    public async Task AddSipas_StorageAndPack_StartsAndTakesBallots()
    {
        using IHost host = Build(services => services.AddSipas().UseInMemory().AddMethodPack("kiosk-9"));

        await host.StartAsync();

        Assert.Equal(["kiosk-9"], host.Services.GetRequiredService<SurveyState>().Packs.Packs.Select(pack => pack.Id));
        Assert.NotNull(host.Services.GetRequiredService<BallotIntake>());
        await host.StopAsync();
    }

    [Fact]
    public async Task AddUnits_ListAndService_AreSavedOnceAndCorrected()
    {
        var storage = new InMemoryStorage();
        OrganisationUnit first = new() { Code = "X01", Name = new LocalizedText("Xã Một", "First"), Block = "communes" };
        OrganisationUnit second = first with { Code = "X02" };

        await StartAsync(first);
        int records = (await storage.Audit.ReadAuditAsync(default)).Count;
        await StartAsync(first);
        Assert.Equal(records, (await storage.Audit.ReadAuditAsync(default)).Count);
        await StartAsync(first with { Name = new LocalizedText("Xã Một mới", "First, new") });

        Assert.Equal(records + 1, (await storage.Audit.ReadAuditAsync(default)).Count);
        Assert.Equal(["First, new", "First"], (await storage.Units.ReadAsync(default)).Units.Select(unit => unit.Name.En));

        async Task StartAsync(OrganisationUnit listed)
        {
            using IHost host = Build(services =>
            {
                services.AddScoped(_ => new UnitRegister(second));
                services.AddSipas().UseStorage("test", _ => storage).AddMethodPack("kiosk-9").AddUnits(listed)
                    .AddUnits((own, _) => Task.FromResult(own.GetRequiredService<UnitRegister>().Units));
            });
            await host.StartAsync();
            Assert.Equal(listed, host.Services.GetRequiredService<SurveyState>().Units.Find("X01"));
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task AddUnits_ParentUnknown_HostDoesNotStart()
    {
        using IHost host = Build(services => services.AddSipas().UseInMemory().AddMethodPack("kiosk-9").AddUnits(
            new OrganisationUnit { Code = "X01", Name = new LocalizedText("Xã", "Commune"), Block = "communes", ParentCode = "H01" }));

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => host.StartAsync());

        Assert.Equal(ProblemCodes.UnitParentUnknown, Assert.Single(error.Problems).Code);
    }

    [Fact]
    public void AddSipas_Twice_GivesTheSameBuilderAndTheSameServices()
    {
        var services = new ServiceCollection();
        ISipasBuilder first = services.AddSipas();
        int count = services.Count;

        ISipasBuilder second = services.AddSipas();

        Assert.Same(first, second);
        Assert.Equal(count, services.Count);
    }

    [Fact]
    public async Task StartAsync_NothingConfigured_NamesStorageAndPacks()
    {
        using IHost host = Build(services => services.AddSipas());

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal([ProblemCodes.StorageMissing, ProblemCodes.PacksMissing], error.Failures.Select(failure => failure[..7]));
        Assert.Contains("UseSqlite", error.Message, StringComparison.Ordinal);
        Assert.Contains("kiosk-9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseStorage_Twice_NamesBoth()
    {
        ISipasBuilder builder = new ServiceCollection().AddSipas().UseInMemory();

        SipasException error = Assert.Throws<SipasException>(() => builder.UseStorage("UseOther", _ => new InMemoryStorage()));

        Assert.Equal(ProblemCodes.StorageTwice, error.Problems[0].Code);
        Assert.Equal("UseInMemory, UseOther", error.Problems[0].Value);
    }

    [Fact]
    public async Task StartAsync_OptionsOutOfRange_NamesOptionValueAndRange()
    {
        using IHost host = Build(services => services.AddSipas(options =>
        {
            options.MaximumBallotBytes = 12;
            options.KioskIdleSeconds = 0;
            options.KioskPack = "other";
        }).UseInMemory().AddMethodPack("kiosk-9"));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(3, error.Failures.Count());
        Assert.All(error.Failures, failure => Assert.StartsWith(ProblemCodes.OptionOutOfRange, failure, StringComparison.Ordinal));
        Assert.Contains("SipasOptions.MaximumBallotBytes is 12; it must be 1024–1048576", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddMethodPack_SameIdTwice_IsRefused()
    {
        ISipasBuilder builder = new ServiceCollection().AddSipas().AddMethodPack("kiosk-9");

        SipasException error = Assert.Throws<SipasException>(() => builder.AddMethodPack(MethodPacks.Shipped("kiosk-9")));

        Assert.Equal(ProblemCodes.PackTwice, error.Problems[0].Code);
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class UnitRegister(OrganisationUnit unit)
    {
        public IReadOnlyList<OrganisationUnit> Units { get; } = [unit];
    }
}
