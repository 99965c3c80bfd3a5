using System.CommandLine;
using System.Globalization;
using Sipas.Verification;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Reports on the error stream the progress of reading a log, with its rate and the remaining time; not into a
/// file, unless requested.</summary>
/// <remarks>Not System.Progress, which reports later, from another thread, and possibly after the result.</remarks>
internal sealed class ProgressLine(TextWriter errors, bool shown, TimeProvider clock) : IProgress<LogProgress>
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _next = Step;

    /// <summary>The option that requests it.</summary>
    public static Option<bool> NewOption() =>
        new("--progress") { Description = "Report progress on the error stream even if it is not a terminal" };

    /// <summary>Creates the progress of a command.</summary>
    public static ProgressLine Of(ParseResult parsed, Option<bool> option) =>
        new(parsed.InvocationConfiguration.Error, parsed.GetValue(option) || !Console.IsErrorRedirected, parsed.Clock());

    public void Report(LogProgress value)
    {
        TimeSpan passed = clock.GetElapsedTime(_start);
        if (!shown || passed < _next || value.Done == 0)
        {
            return;
        }

        _next = passed + Step;
        double rate = value.Done / passed.TotalSeconds;
        TimeSpan left = TimeSpan.FromSeconds(Math.Max(value.Total - value.Done, 0) / rate);
        errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"… {value.Done:N0} / {value.Total:N0} phiếu / ballots ({100.0 * value.Done / Math.Max(value.Total, 1):F0} %), {rate:N0}/s, "
            + $"còn / left {left:h\\:mm\\:ss}"));
    }
}
