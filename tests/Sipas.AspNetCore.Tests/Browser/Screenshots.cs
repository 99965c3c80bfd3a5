namespace Sipas.AspNetCore.Browser;

/// <summary>Where pictures of the pages are kept: <c>artifacts/screenshots</c>, or the folder named in SIPAS_SCREENSHOTS.</summary>
internal static class Screenshots
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        string folder = Environment.GetEnvironmentVariable("SIPAS_SCREENSHOTS") is { Length: > 0 } named
            ? named
            : Repository.PathOf("artifacts/screenshots");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
