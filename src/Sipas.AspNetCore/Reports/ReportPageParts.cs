using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

/// <summary>The parts common to the report pages: questionnaire, filter, texts, addresses.</summary>
internal sealed record ReportPageParts(
    PageRequest Request, FigureView View, SurveyChoice Choice, ReportFilter Filter, PageTexts Words, ReportAddresses Addresses)
{
    public SurveyState State => Request.State;

    public FigureService Figures => Request.Figures;

    /// <summary>Reads the query of a page.</summary>
    /// <param name="request">The common parameters.</param>
    /// <param name="query">The filter.</param>
    /// <param name="unit">Code of the unit of the page; null for all.</param>
    /// <param name="problems">Receives the problems of the query, apart from those of the filter.</param>
    /// <param name="readOwn">Reads the page's own parameters, with the questionnaire if it is known; null for none.</param>
    /// <returns>The parts; null when a problem was added.</returns>
    public static ReportPageParts? Of(
        PageRequest request, IndexFilter query, string? unit, List<Problem> problems, Action<SurveyChoice?>? readOwn = null)
    {
        FigureView view = FigureRoute.ViewOf(request.Context);
        string language = ReportEndpoints.ReadLanguage(request.Language, problems);
        var choice = SurveyChoice.Of(request.State, view, request.Pack, request.QuestionnaireVersion, problems);
        readOwn?.Invoke(choice);
        if (choice is null || problems.Count > 0)
        {
            return null;
        }

        var filter = ReportFilter.Read(query.WithoutBlanks(), request.State.Units, choice, unit);
        ReportAddresses addresses = new ReportAddresses(request.Links, request.Context).Keeping(filter);
        return new ReportPageParts(request, view, choice, filter, new PageTexts(language), addresses);
    }

    /// <summary>Answers with the page, or with its form if the filter is not valid.</summary>
    /// <param name="without">The page without figures.</param>
    /// <param name="render">Computes the page.</param>
    public async Task<IResult> AnswerAsync(PageWithoutFigures without, Func<Task<IResult>> render)
    {
        Request.Context.Features.Set(new BoundPage(this, without));
        return Filter.Problems.Count > 0
            ? ReportEndpoints.NoFigures(Without(without, Words["filter.faulty"]), StatusCodes.Status400BadRequest)
            : await render();
    }

    /// <summary>Reads the margins of the page's ballots, of one year or of all.</summary>
    public async Task<PageMargins> MarginsAsync(int? year, CancellationToken cancellationToken) => new(
        await Figures.MarginsAsync(
            Filter.Ballots(View, year: year), Request.Options.Value.AssumeSimpleRandomSampling, cancellationToken),
        Words, Choice.Pack.Rules.Rounding);

    /// <summary>Creates the form of a page.</summary>
    /// <param name="address">The page with its filter.</param>
    /// <param name="stored">The query parameters other than questionnaire, language and filter.</param>
    /// <param name="canSplit">Whether the page breaks figures down.</param>
    public FilterForm Form(string address, IReadOnlyList<(string Name, string? Value)> stored, bool canSplit = true)
    {
        string action = address.Split('?')[0];
        (string, string?)[] all = [("pack", Choice.Pack.Id), ("questionnaireVersion", Choice.Layout.QuestionnaireVersion), .. stored,
            ("lang", Words.Language)];
        return new FilterForm
        {
            Filter = Filter,
            Action = action,
            Stored = all,
            ClearHref = ReportAddresses.Of(action, all),
            CanSplit = canSplit,
        };
    }

    /// <summary>Gets the reason why a page has no figures; null when it has some, or has no filter.</summary>
    /// <param name="ballots">Number of ballots that the filter selects; null when it is withheld.</param>
    public string? UnavailableReason(long? ballots) =>
        ballots is null ? Words.Fill("filter.withheld", ("n", Words.Count(View.Minimum)))
        : ballots == 0 && Filter.IsActive ? Words["filter.noBallots"]
        : null;

    /// <summary>Creates a page that shows its form and the reason why there are no figures.</summary>
    public NoFiguresModel Without(string title, string? subtitle, string why, string? back, FilterForm form,
        IReadOnlyList<ReportChoices> choices) =>
        new(Words[title], subtitle, why, back) { Head = Head(form, choices) };

    /// <inheritdoc cref="Without(string, string?, string, string?, FilterForm, IReadOnlyList{ReportChoices})"/>
    public NoFiguresModel Without(PageWithoutFigures page, string why) =>
        Without(page.Title, page.Unit is { } unit ? Words.Of(unit.Name) : null, why, page.Back, page.Form, []);

    /// <summary>Creates the common elements of a page.</summary>
    /// <param name="form">Its form.</param>
    /// <param name="choices">Its rows of links.</param>
    public ReportHead Head(FilterForm form, IReadOnlyList<ReportChoices> choices) => new()
    {
        Words = Words,
        Pack = Choice.Pack,
        Questionnaire = Choice.Pack.FindQuestionnaire(Choice.Layout.QuestionnaireVersion)!,
        Notice = State.Notice,
        MadeAt = Request.Clock.GetUtcNow(),
        BallotsStored = View.BallotsStored,
        Published = View.AsOf is { } day ? Words.Published(day, View.Waiting(Choice.Layout, null, WaitingUnits)) : null,
        StyleHref = Addresses.Style,
        Choices = choices,
        Filter = form,
    };

    private IReadOnlyCollection<string>? WaitingUnits => Filter.Wanted?.Units ?? (Filter.Unit is { } unit ? [unit] : null);

    /// <summary>Gets the closed surveys with ballots of some bases, each with the address of the report of its ballots.</summary>
    public async Task<IReadOnlyList<(ClosedSurvey Closing, string Href)>> ClosingsAsync(
        IReadOnlyList<SelectionBasis> bases, CancellationToken cancellationToken) =>
    [
        .. (await State.ReadClosingsAsync(Choice.Layout, cancellationToken))
            .Where(closing => closing.Scope.Basis is not { } basis || bases.Contains(basis))
            .Select(closing => ClosedSurvey.Of(closing))
            .Select(closing => (closing, Addresses.Closed(Choice, closing, bases[0], Words.Language))),
    ];
}
