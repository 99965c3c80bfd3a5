namespace Sipas.AspNetCore.Browser;

/// <summary>A test that needs Chromium; where there is none, and no right to install it, it is skipped and says so.
/// Under <c>./test.sh --no-skips</c>, which CI runs, a skip is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.FindExecutable() is null)
        {
            Skip = "The program chromium is missing: install Debian's package 'chromium', or name a Chromium or Chrome in SIPAS_CHROMIUM.";
        }
    }
}
