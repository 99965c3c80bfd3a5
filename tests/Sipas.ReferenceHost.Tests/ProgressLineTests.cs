using Microsoft.Extensions.Time.Testing;
using Sipas.ReferenceHost.Commands;
using Sipas.Verification;

namespace Sipas.ReferenceHost;

public class ProgressLineTests
{
    [Fact]
    public void Report_EveryTwoSeconds_TellsRateAndWhatIsLeft()
    {
        using var errors = new StringWriter();
        var clock = new FakeTimeProvider();
        var progress = new ProgressLine(errors, shown: true, clock);
        for (int second = 1; second <= 5; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            progress.Report(new LogProgress(second * 100_000, 1_000_000));
        }

        Assert.Equal(
            ["… 200,000 / 1,000,000 phiếu / ballots (20 %), 100,000/s, còn / left 0:00:08",
                "… 400,000 / 1,000,000 phiếu / ballots (40 %), 100,000/s, còn / left 0:00:06"],
            errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Report_IntoAFileUnasked_TellsNothing()
    {
        using var errors = new StringWriter();
        var clock = new FakeTimeProvider();
        var progress = new ProgressLine(errors, shown: false, clock);
        clock.Advance(TimeSpan.FromSeconds(60));

        progress.Report(new LogProgress(1_000, 2_000));

        Assert.Equal("", errors.ToString());
    }
}
