namespace Sipas.AspNetCore.Browser;

/// <summary>Browser tests one after another; those of <see cref="PageTests"/> run beside them in a browser of their own.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
