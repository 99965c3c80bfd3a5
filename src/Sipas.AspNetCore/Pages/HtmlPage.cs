using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Pages;

/// <summary>A complete page as the response to a request: rendered here, so that a host need not register anything for
/// it.</summary>
/// <param name="page">The page, beginning with <c>html</c>.</param>
/// <param name="status">HTTP status.</param>
/// <param name="hasForms">Whether the page may send forms to its own host.</param>
internal sealed class HtmlPage(RenderFragment page, int status = StatusCodes.Status200OK, bool hasForms = false) : IResult
{
    /// <summary>What a page may load and do: only scripts, styles and endpoints of this library.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        + "media-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static readonly IServiceProvider Services = new ServiceCollection()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
        .BuildServiceProvider();

    /// <summary>Creates the page of a component. Its parts get the texts and the model as cascading values, because a
    /// <c>[Parameter]</c> must have a public type.</summary>
    /// <typeparam name="TPage">The component, whose markup begins with <c>html</c>.</typeparam>
    /// <param name="words">The texts, cascaded as <see cref="PageTexts"/>.</param>
    /// <param name="model">The model, cascaded as its run-time type.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="hasForms">Whether the page may send forms to its own host.</param>
    internal static HtmlPage Of<TPage>(PageTexts words, object model, int status = StatusCodes.Status200OK, bool hasForms = false)
        where TPage : IComponent =>
        new(Cascade.Around(words, Cascade.To<TPage>(model)), status, hasForms);

    /// <summary>Creates the page of a component that shows all languages.</summary>
    /// <inheritdoc cref="Of{TPage}(PageTexts, object, int, bool)"/>
    internal static HtmlPage Of<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(Cascade.To<TPage>(model), status);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        string html = await RenderAsync();
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = hasForms
            ? ContentSecurityPolicy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal)
            : ContentSecurityPolicy;
        AnswerHeaders.AddToPage(response.Headers);

        // Content-Length is set explicitly, because HEAD needs it too.
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + html);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private async Task<string> RenderAsync()
    {
        await using var renderer = new HtmlRenderer(Services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Host.Content)] = page });
            return (await renderer.RenderComponentAsync<Host>(parameters)).ToHtmlString();
        });
    }

    private sealed class Host : ComponentBase
    {
        [Parameter]
        public required RenderFragment Content { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }
}
