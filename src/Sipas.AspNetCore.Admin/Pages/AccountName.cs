using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Sipas.Common;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The account of a request.</summary>
internal static class AccountName
{
    /// <summary>Whether a user is signed in.</summary>
    public static bool IsAuthenticated(HttpContext context) => context.User.Identities.Any(identity => identity.IsAuthenticated);

    /// <summary>Gets the type of the claim that identifies accounts, for messages.</summary>
    public static string ClaimOf(SipasAdminOptions options) => options.AccountClaim ?? ClaimTypes.Name;

    /// <summary>Gets the account from its claim, normalized (NFC); null if no user is signed in or the account has no
    /// such claim.</summary>
    public static string? Of(HttpContext context, SipasAdminOptions options)
    {
        string? name = options.AccountClaim is { } claim
            ? context.User.Identities.Where(identity => identity.IsAuthenticated).Select(identity => identity.FindFirst(claim)?.Value)
                .FirstOrDefault(value => value is not null)
            : context.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null;
        return name is null ? null : VietnameseText.Compose(name) is { Length: > 0 } composed ? composed : null;
    }
}
