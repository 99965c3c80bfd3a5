using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The texts of the officer's pages and those of Sipas.AspNetCore, which they use too; read once.</summary>
internal static class AdminTexts
{
    private static readonly Lazy<TextCatalogue> Texts = new(() => TextCatalogue.Read(typeof(AdminTexts).Assembly, WebTexts.Catalogue));

    public static TextCatalogue Catalogue => Texts.Value;
}
