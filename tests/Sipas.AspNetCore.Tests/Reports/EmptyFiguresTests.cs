using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sipas.AspNetCore.Reports;

/// <summary>Figures of nothing: a store without ballots, and one whose ballots are all of the other basis.</summary>
public sealed class EmptyFiguresTests
{
    private static readonly string[] Bases = ["sampled", "selfSelected"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryFigure_WithoutBallotsOfItsBasis_IsNotComputableAndNoError(bool hasKioskBallots)
    {
        await using TestHost host = await TestHost.StartAsync();
        if (hasKioskBallots)
        {
            await host.SubmitAsync(new TestBallot());
        }

        RouteEndpoint[] routes = [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && endpoint.RoutePattern.RawText is { } text
                && (text.StartsWith("/reports", StringComparison.Ordinal) || text.StartsWith("/sipas/v1", StringComparison.Ordinal))
                && !text.StartsWith("/sipas/v1/devices", StringComparison.Ordinal))]; // what a device asks for is no figure
        Assert.InRange(routes.Length, 12, 60);
        foreach (RouteEndpoint route in routes)
        {
            string address = route.RoutePattern.RawText!.Replace("{code}", "SO-01", StringComparison.Ordinal)
                .Replace("{id}", "kiosk-9", StringComparison.Ordinal);
            bool compares = address.EndsWith("/comparison", StringComparison.Ordinal);
            foreach (string basis in Bases)
            {
                foreach (string more in (string[])["", "&year=2025", "&format=table", "&combination=meanOfUnits", "&lang=en",
                    "&from=2026-01-01&to=2026-01-02"])
                {
                    string years = compares ? "&from=2025&to=2026" : "";
                    if (compares && more.Contains("from", StringComparison.Ordinal))
                    {
                        continue;
                    }

                    using HttpResponseMessage response = await host.Client
                        .GetAsync(new Uri($"{address}?basis={basis}{years}{more}", UriKind.Relative));

                    // A pack without a table of points is refused whatever is counted.
                    bool isRefused = address.EndsWith("/points", StringComparison.Ordinal);
                    Assert.True(response.StatusCode == (isRefused ? HttpStatusCode.BadRequest : HttpStatusCode.OK),
                        $"{address} {basis} {more}: {response.StatusCode}");
                }
            }
        }
    }

    [Theory]
    [InlineData("pooledBallots")]
    [InlineData("meanOfUnits")]
    public async Task Combined_WithoutBallots_SaysForEachNodeThatThereAreNone(string combination)
    {
        await using TestHost host = await TestHost.StartAsync();

        JsonNode json = JsonNode.Parse(
            await host.Client.GetStringAsync(new Uri($"/sipas/v1/combined?combination={combination}", UriKind.Relative)))!;

        JsonNode[] figures = [.. json["figures"]!.AsArray().Select(figure => figure!)];
        Assert.Equal(host.State.Packs.Packs[0].Index.SelfAndDescendants().Count(), figures.Length);
        Assert.All(figures, figure =>
        {
            Assert.Null(figure["percent"]);
            Assert.Equal("noBallots", figure["notComputable"]!.GetValue<string>());
            Assert.Equal((0L, 0), (figure["ballots"]!.GetValue<long>(), figure["unitsIn"]!.GetValue<int>()));
        });
    }
}
