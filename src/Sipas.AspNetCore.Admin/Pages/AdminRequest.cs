using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>A request to one of the officer's pages: its language, its actor, the addresses of other pages, and its
/// responses.</summary>
internal sealed class AdminRequest
{
    private readonly HttpContext _context;
    private readonly LinkGenerator _links;

    public AdminRequest(HttpContext context)
    {
        _context = context;
        _links = context.RequestServices.GetRequiredService<LinkGenerator>();
        string? asked = context.Request.Query["lang"];
        Words = new PageTexts(asked is not null && PageTexts.Languages.Contains(asked) ? asked : PageTexts.Languages[0],
            AdminTexts.Catalogue);
    }

    public PageTexts Words { get; }

    /// <summary>The actor: the signed-in account, or the option's default.</summary>
    public string Actor => AccountName.Of(_context, Options) ?? Options.DefaultActor;

    /// <summary>Whether <see cref="Actor"/> is a signed-in account.</summary>
    public bool IsSignedIn => AccountName.Of(_context, Options) is not null;

    /// <summary>The current time of the host's clock.</summary>
    public DateTimeOffset Now => _context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    public SipasAdminOptions Options => _context.RequestServices.GetRequiredService<IOptions<SipasAdminOptions>>().Value;

    /// <summary>Gets the address of a page, in the language of this one.</summary>
    /// <param name="endpointName">Name of its route.</param>
    /// <param name="values">Values of the route and the query.</param>
    public string Path(string endpointName, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var route = new RouteValueDictionary();
        foreach ((string name, object? value) in values)
        {
            route[name] = value;
        }

        if (Words.Language != PageTexts.Languages[0])
        {
            route["lang"] = Words.Language;
        }

        return _links.GetPathByName(_context, endpointName, route)
            ?? throw new InvalidOperationException($"The route '{endpointName}' is missing.");
    }

    /// <summary>Gets the parameters of these names from the query string.</summary>
    public FormState Query(params string[] names) =>
        new(_context.Request.Query.Where(pair => names.Contains(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, VietnameseText.Compose(pair.Value.ToString()))));

    /// <summary>Creates a page as the response.</summary>
    /// <typeparam name="TPage">The component below the heading.</typeparam>
    /// <param name="section">The navigation entry to which it belongs; null for none.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="model">Its model, which the component gets as a cascading value.</param>
    /// <param name="over">A line above the heading, for example the survey; null for none.</param>
    /// <param name="status">HTTP status.</param>
    public IResult Show<TPage>(AdminSection? section, string title, object model, string? over = null,
        int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        HtmlPage.Of<AdminDocument<TPage>>(Words, new AdminView(Frame(section), title, over, model), status, hasForms: true);

    /// <summary>Creates a page for printing as the response.</summary>
    /// <typeparam name="TPage">The component with the sheets.</typeparam>
    /// <param name="title">Its title.</param>
    /// <param name="model">Its model, which the component gets as a cascading value.</param>
    /// <param name="back">The previous page.</param>
    public IResult Print<TPage>(string title, object model, string back)
        where TPage : IComponent =>
        HtmlPage.Of<PrintDocument<TPage>>(Words, new PrintView(Styles, title, back, model));

    /// <summary>Redirects after a form was processed, so that a reload sends nothing twice.</summary>
    /// <param name="path">Address of the page.</param>
    public static IResult Next(string path) => new SeeOther(path);

    /// <summary>Creates a page that shows problems and leads back.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="title">Key of the page's heading.</param>
    /// <param name="back">Target of the link back; the list of surveys when null.</param>
    public IResult Fault(int status, IReadOnlyList<Problem> problems, string title = "admin.fault", string? back = null)
    {
        Refusals.Note(_context, status, problems.Select(problem => problem.Code));
        PeopleReads.None(_context);
        return Show<AdminFaultPage>(
            null, Words[title],
            new AdminFaultModel(problems, back ?? Path(AdminSection.Surveys.EndpointName),
                Words[back is null ? "admin.back" : "admin.backToForm"]),
            status: status);
    }

    /// <summary>Writes an action to the store's audit log. Never a person's name or number.</summary>
    /// <param name="action">Two lower-case words joined by a dot.</param>
    /// <param name="detail">Codes, counts and hashes.</param>
    public async Task AuditAsync(string action, string detail)
    {
        using (Act())
        {
            await _context.RequestServices.GetRequiredService<IAuditStore>().AppendAuditAsync(action, detail, _context.RequestAborted);
        }
    }

    /// <summary>Sets <see cref="Actor"/> for the audit log until the result is disposed, and whether it is an account.</summary>
    public IDisposable Act() => AuditActor.Begin(Actor, IsSignedIn);

    /// <summary>Creates the antiforgery token that every form of this response must contain.</summary>
    public AntiforgeryTokenSet Mark() => _context.RequestServices.GetRequiredService<FormMarks>().Make(_context);

    private string[] Styles => [AdminAssets.BaseStyle.Address(_links, _context), AdminAssets.Style.Address(_links, _context)];

    private AdminFrame Frame(AdminSection? section) => new()
    {
        StyleHrefs = Styles,
        UploadScriptHref = AdminAssets.UploadScript.Address(_links, _context),
        Notice = _context.RequestServices.GetRequiredService<SurveyState>().Notice,
        Actor = Actor,
        Navigation = [.. AdminSection.All.Select(entry =>
            new PageLink(Words["admin.nav." + entry.Key], Path(entry.EndpointName), entry == section))],
        Languages = [.. PageTexts.Languages.Select(language =>
            new PageLink(AdminTexts.Catalogue.Of("language." + language).Vi, InLanguage(language), language == Words.Language,
                Language: language))],
    };

    private string InLanguage(string language)
    {
        QueryString query = QueryString.Create(_context.Request.Query.Where(pair => pair.Key != "lang").Append(new("lang", language)));
        return _context.Request.PathBase.Add(_context.Request.Path) + query.ToUriComponent();
    }

    /// <summary>Whether a response only redirects to another page.</summary>
    public static bool Leads(object? answer) => answer is SeeOther;

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
