using Sipas.Ballots;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin;
using Sipas.Audit;
using Sipas.Paper;

namespace Sipas.AspNetCore.Browser;

/// <summary>Every page of the officer, found among the routes, in the state of a survey in the field with a paper
/// batch: no violation of WCAG A or AA, nor of the best practices.</summary>
[Collection(PageTests.Name)]
public sealed class OfficerAxeTests(Chromium chromium)
{
    [AxeFact]
    public async Task Admin_EveryPage_PassesAxe()
    {
        await using TestHost host = await TestHost.StartAsync(notice: TestHost.DemoNotice);
        await OfficerRun.DrawnAsync(host.People);
        await host.SubmitAsync(new TestBallot());
        var service = host.Services.GetRequiredService<PaperEntryService>();
        using (AuditActor.Begin("An"))
        {
            Assert.Empty(await service.OpenAsync(new PaperBatch
            {
                Code = "L-01",
                PackId = "kiosk-9",
                QuestionnaireVersion = "five-1",
                UnitCode = "SO-01",
                Day = new DateOnly(2026, 5, 1),
                SheetCount = 2,
                Basis = SelectionBasis.Sampled,
            }, default));
            await KeyAsync(service, KeyingPass.First, "5");
        }

        using (AuditActor.Begin("Bình"))
        {
            await KeyAsync(service, KeyingPass.Second, "1");
        }

        await using Visitor officer = await Visitor.AtTabletAsync(chromium, host);
        var found = new List<string>();
        string[] addresses =
        [
            .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText is { } text && text.StartsWith("/admin", StringComparison.Ordinal)
                    && !text.Contains('.', StringComparison.Ordinal)
                    && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
                .Select(endpoint => endpoint.RoutePattern.RawText!.Replace("{number:long}", "1", StringComparison.Ordinal)
                    .Replace("{survey}", "PX-2026", StringComparison.Ordinal).Replace("{unit}", "C1", StringComparison.Ordinal)
                    .Replace("{batch}", "L-01", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal)
                    .Replace("}", "", StringComparison.Ordinal))
                .Distinct(),
            "/admin/paper/L-01/key?pass=3&number=001", "/admin?lang=en", "/admin/unknown",
        ];
        Assert.InRange(addresses.Length, 20, 100);
        foreach (string address in addresses)
        {
            await officer.OpenAsync(address);
            if (await officer.Page.Locator("html[lang]").CountAsync() > 0)
            {
                found.AddRange((await Axe.FindAsync(officer.Page)).Select(finding => $"{address}: {finding}"));
            }
        }

        Assert.Empty(found);

        static async Task KeyAsync(PaperEntryService service, KeyingPass pass, string answer) => Assert.Empty(await service.KeyAsync(
            "L-01", "001", pass, Enumerable.Range(1, 9)
            .ToDictionary(i => System.FormattableString.Invariant($"K{i}"), i => i == 4 ? answer : "3"), default));
    }
}
