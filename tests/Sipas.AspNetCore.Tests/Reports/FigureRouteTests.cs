using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.AspNetCore.Http;
using Sipas.Limits;
using Sipas.Problems;

namespace Sipas.AspNetCore.Reports;

/// <summary>Every route that shows figures asks who may see them, few are computed at the same time, and equal questions once.</summary>
public sealed class FigureRouteTests
{
    // Routes that give no figure made of ballots, each with the reason.
    private static readonly string[] WithoutFigures =
    [
        "/sipas/v1/units", // names and codes
        "/sipas/v1/packs", "/sipas/v1/packs/{id}", // questionnaires
        "/sipas/v1/keys", // public keys
        "/kiosk/{unit}", "/kiosk/enrol", "/kiosk/sw.js", "/kiosk/{unit}/manifest.webmanifest", "/q/{unit}", "/t/{token}", // questions only
        "/counter/{unit}", "/sipas/v1/devices/counter", // codes of the counter
    ];

    [Fact]
    public async Task Routes_OfReportsAndKiosks_ShowFiguresOnlyThroughAView()
    {
        await using TestHost host = await TestHost.StartAsync();
        RouteEndpoint[] routes =
        [
            .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.RoutePattern.RawText is { } pattern && pattern != "/"
                    && !pattern.StartsWith("/admin", StringComparison.Ordinal) && !pattern.Contains("/assets/", StringComparison.Ordinal)
                    && !pattern.Contains("{**", StringComparison.Ordinal) && !pattern.Contains("{*", StringComparison.Ordinal))
                .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(method => method is "GET" or "HEAD")
                    == true),
        ];

        Assert.Equal(WithoutFigures.Order(), routes.Where(route => route.Metadata.GetMetadata<FigureRoute>() is null)
            .Select(route => route.RoutePattern.RawText!).Distinct().Order());
        Assert.Equal(
            ["/reports", "/reports/ranking", "/reports/units/{code}", "/sipas/v1/combined", "/sipas/v1/comparison", "/sipas/v1/points",
                "/sipas/v1/questions", "/sipas/v1/ranking", "/sipas/v1/units/{code}/index"],
            routes.Where(route => route.Metadata.GetMetadata<FigureRoute>() is not null).Select(route => route.RoutePattern.RawText!)
            .Distinct().Order(StringComparer.Ordinal));

        // The parameters by which answers are kept are all that a handler takes.
        foreach (RouteEndpoint route in routes.Where(route => route.Metadata.GetMetadata<FigureRoute>() is not null))
        {
            System.Reflection.MethodInfo handler = route.Metadata.GetMetadata<System.Reflection.MethodInfo>()!;
            IEnumerable<string> taken = handler.GetParameters().Where(parameter => parameter.ParameterType == typeof(string))
                .Select(parameter => parameter.Name!)
                .Concat(handler.GetParameters().Where(parameter => parameter.IsDefined(typeof(AsParametersAttribute), false))
                    .SelectMany(parameter => parameter.ParameterType.GetProperties())
                    .Where(property => property.PropertyType == typeof(string))
                    .Select(property => property.GetCustomAttribute<FromQueryAttribute>()!.Name!))
                .Except(route.RoutePattern.Parameters.Select(parameter => parameter.Name));
            Assert.Equal(
                taken.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal),
                route.Metadata.GetMetadata<FigureRoute>()!.Parameters.Keys.Select(name => name.ToUpperInvariant())
                .Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Gate_Full_RefusesFiguresWithARetryAfterAndNoBallot()
    {
        await using TestHost host = await TestHost.StartAsync(options => (options.Reads.AtOnce, options.Reads.Waiting) = (1, 0));
        await host.Client.GetStringAsync(new Uri("/sipas/v1/ranking", UriKind.Relative));
        using (await host.Services.GetRequiredService<ReadGate>().EnterAsync(default))
        {
            // What was computed is given to everybody who asks the same, however it is spelt.
            foreach (string same in (string[])["/sipas/v1/ranking", "/sipas/v1/ranking?lang=vi&format=json",
                "/sipas/v1/ranking?FORMAT=json&basis=sampled&any=1"])
            {
                using HttpResponseMessage stored = await host.Client.GetAsync(new Uri(same, UriKind.Relative));
                Assert.True(stored.IsSuccessStatusCode, same);
                Assert.Equal("no-store", stored.Headers.CacheControl!.ToString());
            }

            foreach (string other in (string[])["/sipas/v1/ranking?seed=4", "/sipas/v1/ranking?basis=selfSelected",
                "/sipas/v1/units/SO-01/index", "/sipas/v1/points"])
            {
                using HttpResponseMessage refused = await host.Client.GetAsync(new Uri(other, UriKind.Relative));
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
                Assert.Contains("LIM0010", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            using HttpResponseMessage page = await host.Client.GetAsync(new Uri("/reports", UriKind.Relative));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
            Assert.NotNull(page.Headers.RetryAfter);

            using HttpResponseMessage ballot = await host.Client
                .PostAsync(new Uri("/sipas/v1/ballots", UriKind.Relative), new TestBallot().ToContent());
            Assert.Equal(HttpStatusCode.Created, ballot.StatusCode);

            // The ballot changed what a live figure is.
            using HttpResponseMessage outdated = await host.Client.GetAsync(new Uri("/sipas/v1/ranking", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, outdated.StatusCode);
        }

        using HttpResponseMessage again = await host.Client.GetAsync(new Uri("/sipas/v1/ranking?seed=4", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Cache_EqualQuestionsAtTheSameTime_AreComputedOnceAndBounded()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(7)));
        var cache = new AnswerCache(new ReadSettings { CachedAnswers = 2 }, clock);
        var release = new TaskCompletionSource();
        int computed = 0;

        Task<StoredAnswer>[] equal = [.. Enumerable.Range(0, 5).Select(_ => AskAsync("a"))];
        Assert.Equal(1, computed);
        release.SetResult();
        StoredAnswer[] answers = await Task.WhenAll(equal);
        Assert.Single(answers.Distinct());
        await AskAsync("a");
        Assert.Equal(1, computed);

        // Two are kept, the last that were asked for, and for a minute.
        await AskAsync("b");
        await AskAsync("a");
        await AskAsync("c");
        Assert.Equal(3, computed);
        await AskAsync("a");
        Assert.Equal(3, computed);
        await AskAsync("b");
        Assert.Equal(4, computed);
        clock.Advance(TimeSpan.FromMinutes(2));
        await AskAsync("b");
        Assert.Equal(5, computed);

        Task<StoredAnswer> AskAsync(string key)
        {
            var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
            return cache.AnswerAsync(key, keep: true, context, async () =>
            {
                Interlocked.Increment(ref computed);
                await release.Task;
                return await StoredAnswer.TakeAsync(context, () => ValueTask.FromResult<object?>(SipasResults.PlainText(key)));
            });
        }
    }

    [Fact]
    public async Task Cache_WhoComputesGoesAway_AnotherComputes()
    {
        var cache = new AnswerCache(new ReadSettings(), TimeProvider.System);
        var gone = new TaskCompletionSource<StoredAnswer>();
        var context = new DefaultHttpContext();
        Task<StoredAnswer> first = cache.AnswerAsync("a", keep: true, context, () => gone.Task);
        Task<StoredAnswer> second = cache.AnswerAsync("a", keep: true, context,
            () => StoredAnswer.TakeAsync(context, () => ValueTask.FromResult<object?>(SipasResults.PlainText("a"))));

        gone.SetCanceled();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(StatusCodes.Status200OK, (await second).Status);
    }

    [Theory]
    [InlineData("officer", 3)]
    [InlineData("", 0)]
    public async Task Live_OnlyForTheRoleThatTheHostNames(string role, long ballots)
    {
        await using TestHost host = await TestHost.StartAsync(
            liveFigures: false, sipas: added =>
            added.AddLiveFigures(context => ValueTask.FromResult(context.Request.Headers["X-Role"] == "officer")));
        for (int i = 0; i < 3; i++)
        {
            await host.SubmitAsync(new TestBallot());
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/sipas/v1/units/SO-01/index?pack=kiosk-9&questionnaireVersion=five-1");
        request.Headers.Add("X-Role", role);
        using HttpResponseMessage response = await host.Client.SendAsync(request);

        JsonElement document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(ballots, document.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("ballots").GetInt64()));
        Assert.Equal(role.Length == 0, document.TryGetProperty("waiting", out JsonElement waiting));
        Assert.Equal(3 - ballots, role.Length == 0 ? waiting.GetInt64() : 0);
        using HttpResponseMessage live = await host.Client
            .GetAsync(new Uri("/sipas/v1/units/SO-01/index?pack=kiosk-9&mode=kiosk", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, live.StatusCode);
    }

    [Fact]
    public async Task Live_PolicyThatTheHostDoesNotHave_StopsTheStart()
    {
        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            TestHost.StartAsync(liveFigures: false, sipas: added => added.AddLiveFigures("không-có")));

        Assert.Equal(ProblemCodes.OptionOutOfRange, error.Problems[0].Code);
    }
}
