using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The parts common to the report pages: questionnaire, filter, texts, addresses.</summary>
internal sealed record ReportPageParts(SurveyState State, FigureView View, SurveyChoice Choice, ReportFilter Filter, PageTexts Words,
    ReportAddresses Addresses, TimeProvider Clock)
{
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
    /// <param name="minimum">Minimum number of ballots of a figure about respondents.</param>
    public string? UnavailableReason(long? ballots, long minimum) =>
        ballots is null ? Words.Fill("filter.withheld", ("n", Words.Count(minimum)))
        : ballots == 0 && Filter.IsActive ? Words["filter.noBallots"]
        : null;

    /// <summary>Creates a page whose filter has errors.</summary>
    public NoFiguresModel Faulty(string title, FilterForm form, OrganisationUnit? unit = null, string? back = null) =>
        Without(title, unit is null ? null : Words.Of(unit.Name), Words["filter.faulty"], back, form, []);

    /// <summary>Creates a page whose figures the reader may not see under its filter.</summary>
    public NoFiguresModel Refused(string title, FilterForm form, SipasException error, OrganisationUnit? unit = null,
        string? back = null) =>
        Without(title, unit is null ? null : Words.Of(unit.Name),
            string.Join(' ', error.Problems.Select(problem => $"{Words.Of(problem.Message)} ({problem.Code})")), back, form, [])
            with
        {
            UnfilteredHref = form.ClearHref,
        };

    /// <summary>Creates a page that shows its form and the reason why there are no figures.</summary>
    public NoFiguresModel Without(string title, string? subtitle, string why, string? back, FilterForm form,
        IReadOnlyList<ReportChoices> choices) =>
        new(Words[title], subtitle, why, back) { Head = Head(form, choices) };

    /// <summary>Creates the common elements of a page.</summary>
    /// <param name="form">Its form.</param>
    /// <param name="choices">Its rows of links.</param>
    public ReportHead Head(FilterForm form, IReadOnlyList<ReportChoices> choices) => new()
    {
        Words = Words,
        Pack = Choice.Pack,
        Questionnaire = Choice.Pack.FindQuestionnaire(Choice.Layout.QuestionnaireVersion)!,
        Notice = State.Notice,
        MadeAt = Clock.GetUtcNow(),
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
