namespace Sipas.ReferenceHost.Web;

/// <summary>Excludes requests from the host's log, whatever its configuration specifies: the path of a ticket's page
/// contains the ticket.</summary>
internal static class RequestLogs
{
    private const string Framework = "Microsoft.AspNetCore";

    // This category logs each request, and adds the path to the scope of every other line.
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static IServiceCollection KeepRequestsOut(this IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(options =>
    {
        LoggerFilterRule[] rules = [new(null, null, options.MinLevel, null), .. options.Rules];
        options.Rules.Clear();
        foreach (LoggerFilterRule rule in rules)
        {
            options.Rules.Add(new LoggerFilterRule(
                rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => Tells(category, level) && (rule.Filter?.Invoke(provider, category, level) ?? true)));
        }
    });

    private static bool Tells(string? category, LogLevel level) =>
        category is null || !category.StartsWith(Framework, StringComparison.Ordinal)
        || (level >= LogLevel.Warning && category != Requests);
}
