using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OneStopShop.Dossiers;

namespace OneStopShop.Pages;

/// <summary>The counter's list of dossiers, where results are handed over.</summary>
[Authorize("staff")]
public sealed class IndexModel(DossierBook book, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Dossier> Dossiers => book.All;

    public IActionResult OnPostReturn(string? number) =>
        number is not null && book.Return(number, clock.GetUtcNow()) is not null ? RedirectToPage() : NotFound();
}
