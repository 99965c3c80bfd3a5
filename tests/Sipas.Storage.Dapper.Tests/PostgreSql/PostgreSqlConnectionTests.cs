using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.Storage.PostgreSql;

public sealed class PostgreSqlConnectionTests
{
    [Theory]
    [InlineData("Host=h;Password=geheim-7;Port=many")]
    [InlineData("Host=h;Password=geheim-7;Nonsense=many")]
    [InlineData("geheim-7 many")]
    public void New_MalformedConnectionString_IsRefusedAndNotRepeated(string connectionString)
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            new PostgreSqlStorage(connectionString, SampleBallots.Packs, TimeProvider.System));

        Assert.Equal(ProblemCodes.OptionOutOfRange, Assert.Single(error.Problems).Code);
        Assert.DoesNotContain("geheim-7", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("many", error.ToString(), StringComparison.Ordinal);
    }
}
