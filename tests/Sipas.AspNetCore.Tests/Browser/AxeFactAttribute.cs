namespace Sipas.AspNetCore.Browser;

/// <summary>A test that needs Chromium and axe-core; where either is missing it is skipped and says so. Under
/// <c>./test.sh --no-skips</c>, which CI runs, a skip is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AxeFactAttribute : FactAttribute
{
    public AxeFactAttribute()
    {
        if (Chromium.FindExecutable() is null)
        {
            Skip = new ChromiumFactAttribute().Skip;
        }
        else if (!File.Exists(Axe.Script))
        {
            Skip = "axe-core is missing: ./test.sh fetches it with npm into artifacts/axe; or name its axe.min.js in SIPAS_AXE.";
        }
    }
}
