using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace OneStopShop.Pages;

/// <summary>Signs a role in; a real application uses its own accounts here.</summary>
public sealed class SignInModel : PageModel
{
    private static readonly Dictionary<string, string> Roles = new() { ["clerk"] = "Cán bộ tiếp nhận", ["leader"] = "Lãnh đạo" };

    public async Task<IActionResult> OnPostAsync(string? role, string? returnUrl)
    {
        if (role is null || !Roles.TryGetValue(role, out string? name))
        {
            return BadRequest();
        }

        var identity = new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await HttpContext.SignInAsync(new ClaimsPrincipal(identity));
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl! : "/");
    }

    public async Task<IActionResult> OnPostOutAsync()
    {
        await HttpContext.SignOutAsync();
        return RedirectToPage("/SignIn");
    }
}
