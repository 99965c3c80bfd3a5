using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sipas.Hosting;

namespace Sipas.AspNetCore.Admin;

/// <summary>A host with accounts: who sends <c>Authorization: Account NAME</c> is signed in under that name and has the
/// claim <c>sub</c>.</summary>
internal static class TestAccounts
{
    private const string SchemeName = "Account";

    public static string HeaderOf(string account) => $"{SchemeName} {Uri.EscapeDataString(account)}";

    public static Task<TestHost> StartAsync(Action<IServiceCollection>? services = null,
        Action<SipasOptions>? options = null) => TestHost.StartAsync(options, services: added =>
    {
        added.AddAuthentication(SchemeName).AddScheme<AuthenticationSchemeOptions, SignIn>(SchemeName, null);
        services?.Invoke(added);
    });

    private sealed class SignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith(SchemeName + " ", StringComparison.Ordinal))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            string account = Uri.UnescapeDataString(header[(SchemeName.Length + 1)..]);
            var identity = new ClaimsIdentity([new Claim("sub", account), new Claim(ClaimTypes.Name, account)], SchemeName);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
        }
    }
}
