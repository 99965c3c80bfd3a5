using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sipas.AspNetCore.Admin.Http;

/// <summary>The antiforgery tokens. Over http they are the host's own; over https their cookie is one that no other
/// host, and nothing over http, can set or read.</summary>
internal sealed class FormMarks : IDisposable
{
    private const string Prefix = "__Host-";

    private readonly IAntiforgery _plain;
    private readonly string _plainCookie;
    private readonly ServiceProvider _services;
    private readonly IAntiforgery _secure;
    private readonly string _secureCookie;

    public FormMarks(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> options, IDataProtectionProvider protection,
        ILoggerFactory loggers)
    {
        AntiforgeryOptions own = options.Value;
        _plain = antiforgery;
        _plainCookie = own.Cookie.Name!;
        _secureCookie = _plainCookie.StartsWith(Prefix, StringComparison.Ordinal) ? _plainCookie : Prefix + _plainCookie;

        // The name of a cookie is the same for all requests of one antiforgery service, and browsers reject this prefix
        // over http.
        _services = new ServiceCollection()
            .AddSingleton(protection)
            .AddSingleton(loggers)
            .AddAntiforgery(secure =>
            {
                (secure.FormFieldName, secure.HeaderName, secure.SuppressXFrameOptionsHeader) =
                    (own.FormFieldName, own.HeaderName, own.SuppressXFrameOptionsHeader);
                secure.Cookie.Name = _secureCookie;
                secure.Cookie.Path = "/";
                secure.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                secure.Cookie.HttpOnly = true;
                secure.Cookie.SameSite = SameSiteMode.Strict;
            })
            .BuildServiceProvider();
        _secure = _services.GetRequiredService<IAntiforgery>();
    }

    /// <summary>Creates the token that every form of a response must contain; sets the corresponding cookie.</summary>
    public AntiforgeryTokenSet Make(HttpContext context) => Of(context).GetAndStoreTokens(context);

    /// <summary>Whether a request has a valid token, in its form or its header, that belongs to its cookie.</summary>
    public Task<bool> IsValidAsync(HttpContext context) => Of(context).IsRequestValidAsync(context);

    /// <summary>Whether a request comes from a browser that has received a form of this library: only there can a token
    /// be valid.</summary>
    public bool HasCookie(HttpContext context) => BrowserOf(context).Length > 0;

    /// <summary>Gets the id of the browser from its cookie; empty when it has none.</summary>
    public string BrowserOf(HttpContext context) => context.Request.Cookies[context.Request.IsHttps ? _secureCookie : _plainCookie] ?? "";

    public void Dispose() => _services.Dispose();

    private IAntiforgery Of(HttpContext context) => context.Request.IsHttps ? _secure : _plain;
}
