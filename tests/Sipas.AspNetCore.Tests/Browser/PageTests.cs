namespace Sipas.AspNetCore.Browser;

[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<Chromium>
{
    public const string Name = "pages in a browser";
}
