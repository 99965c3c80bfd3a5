using Microsoft.Extensions.Time.Testing;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class SqliteLibraryTests
{
    [Theory]
    [InlineData("3.49.1", false)]
    [InlineData("3.50.4", false)]
    [InlineData("3.51.2", false)]
    [InlineData("3.51.3", true)]
    [InlineData("3.53.3", true)]
    [InlineData("4.0.0", true)]
    [InlineData("3.50.6", false)]
    [InlineData("3.50.7", true)]
    [InlineData("3.44.5", false)]
    [InlineData("3.44.6", true)]
    [InlineData("3.45.9", false)]
    [InlineData("3.40.1", false)]
    [InlineData("3.9.3", false)]
    [InlineData("own build", false)]
    public void Check_AVersion_IsSoundFromTheMendOn(string version, bool sound)
    {
        Problem? warning = SqliteLibrary.Check(version);

        Assert.Equal(sound, warning is null);
    }

    [Fact]
    public void Check_AVersionBeforeTheMend_NamesThePackageTheVersionAndWhatIsNeededInBothLanguages()
    {
        Problem warning = SqliteLibrary.Check("3.50.4")!;

        Assert.Equal(("STO0110", "Microsoft.Data.Sqlite", "3.50.4", "3.51.3"),
            (warning.Code, warning.Place, warning.Value, warning.Allowed));
        Assert.All((string[])[warning.Message.Vi, warning.Message.En],
            sentence => Assert.All((string[])["Microsoft.Data.Sqlite", "10.0.14", "8.0.34", "3.50.4", "3.51.3"],
                part => Assert.Contains(part, sentence, StringComparison.Ordinal)));
    }

    [Fact]
    public void LoadedVersion_OfThePackagesThatWeBring_IsSound()
    {
        string version = SqliteLibrary.LoadedVersion!;

        Assert.Null(SqliteLibrary.Check(version));
    }

    [Theory]
    [InlineData("3.50.4", 1)]
    [InlineData(null, 0)]
    public async Task Warnings_OfAStore_TellOfAnUnsoundLibraryAndLetItOpen(string? version, int warnings)
    {
        using var folder = new TemporaryFolder();
        using var storage = new SqliteStorage(
            folder.File("sipas.db"), new MethodPackRegistry([MethodPacks.Shipped("kiosk-9")]), new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { SqliteVersion = version });

        await storage.OpenAsync(default);

        Assert.Equal(warnings, storage.Warnings.Count(warning => warning.Code == "STO0110"));
        Assert.Equal(warnings, storage.Warnings.Count);
    }
}
