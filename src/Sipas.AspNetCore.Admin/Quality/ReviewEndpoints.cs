using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Quality;

namespace Sipas.AspNetCore.Admin.Quality;

/// <summary>The review of flagged ballots: <c>/admin/review</c>.</summary>
internal static class ReviewEndpoints
{
    private const string DecideName = "SipasAdminReviewDecide";
    private const string RunName = "SipasAdminReviewRun";
    private const int PageSize = 25;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/review", ShowAsync).AlsoHead(routes.MapMethods("/admin/review", ReadRoutes.Head, ShowAsync))
            .WithName(AdminSection.Review.EndpointName);
        routes.MapPost("/admin/review/{ballot:long}", DecideAsync).WithName(DecideName);
        routes.MapPost("/admin/review/run", RunAsync).WithName(RunName);
    }

    private static Task<IResult> ShowAsync(HttpContext context, BallotReviewService service, IQualityStore quality, string? state,
        int? page) =>
        RenderAsync(new AdminRequest(context), service, quality, state, page ?? 1, null, [], context.RequestAborted);

    private static async Task<IResult> DecideAsync(HttpContext context, long ballot, BallotReviewService service, IQualityStore quality,
        string? state, int? page)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        if (!Enum.TryParse(form["decision"], ignoreCase: true, out ReviewDecision decision) || !Enum.IsDefined(decision))
        {
            return request.Fault(StatusCodes.Status400BadRequest,
                [new Problem(ProblemCodes.QueryValue, "decision", form["decision"], "accept, reject, comment")]);
        }

        using IDisposable actor = request.Act();
        IReadOnlyList<Problem> problems = await service.ReviewAsync(ballot, decision, form["comment"], request.Actor,
            context.RequestAborted);
        return problems.Count == 0
            ? AdminRequest.Next(request.Path(AdminSection.Review.EndpointName, ("state", state), ("page", page)))
            : await RenderAsync(request, service, quality, state, page ?? 1, ballot, problems, context.RequestAborted);
    }

    private static async Task<IResult> RunAsync(HttpContext context, BallotReviewService service, IQualityStore quality)
    {
        var request = new AdminRequest(context);
        using IDisposable actor = request.Act();

        // The rules of the last run remain in force until a run with other rules.
        QualityRun? last = await quality.FindLastRunAsync(context.RequestAborted);
        QualityRules rules = last is null ? new QualityRules() : QualityRules.Read(System.Text.Encoding.UTF8.GetBytes(last.Rules));
        await service.RunAsync(rules, context.RequestAborted);
        return AdminRequest.Next(request.Path(AdminSection.Review.EndpointName));
    }

    private static async Task<IResult> RenderAsync(
        AdminRequest request, BallotReviewService service, IQualityStore quality, string? state, int page, long? refused,
        IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        FlaggedBallots flagged = await service.ReadAsync(cancellationToken);
        string shown = state is "accepted" or "rejected" or "all" ? state : "open";
        FlaggedBallot[] all = [.. flagged.All];
        FlaggedBallot[] wanted = [.. all.Where(ballot => shown == "all" || StateOf(ballot) == shown)];
        int pages = Math.Max(1, (wanted.Length + PageSize - 1) / PageSize);
        int number = Math.Clamp(page, 1, pages);
        var rows = new List<ReviewRow>();
        foreach (FlaggedBallot ballot in wanted.Skip((number - 1) * PageSize).Take(PageSize))
        {
            StoredBallot? stored = await service.FindBallotAsync(ballot.Sequence, cancellationToken);
            rows.Add(new ReviewRow(ballot, StateOf(ballot), stored, stored is null ? null : BallotReviewService.DeviceOf(stored),
                request.Path(DecideName, ("ballot", ballot.Sequence), ("state", shown), ("page", number)),
                ballot.Sequence == refused ? problems : []));
        }

        return request.Show<ReviewPage>(AdminSection.Review, request.Words["review.title"], new ReviewModel
        {
            Mark = request.Mark(),
            Run = await quality.FindLastRunAsync(cancellationToken),
            RunHref = request.Path(RunName),
            Notices = [.. (await service.ReadNoticesAsync(cancellationToken)).Reverse()],
            States = [.. new[] { "open", "accepted", "rejected", "all" }.Select(LinkTo)],
            Rows = rows,
            Pages = pages == 1 ? [] : [.. Enumerable.Range(1, pages)
                .Select(n => new PageLink(n.ToString(CultureInfo.InvariantCulture),
                    request.Path(AdminSection.Review.EndpointName, ("state", shown), ("page", n)), n == number))],
        }, status: problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

        PageLink LinkTo(string word)
        {
            string count = request.Words.Count(all.LongCount(ballot => word == "all" || StateOf(ballot) == word));
            return new PageLink($"{request.Words["review.state." + word]} ({count})",
                request.Path(AdminSection.Review.EndpointName, ("state", word)), word == shown);
        }
    }

    private static string StateOf(FlaggedBallot ballot) =>
        ballot.Decision switch { ReviewDecision.Accept => "accepted", ReviewDecision.Reject => "rejected", _ => "open" };
}
