using System.Text;
using Microsoft.AspNetCore.Http;
using Sipas.Disclosure;

namespace Sipas.AspNetCore.Reports;

/// <summary>Computes a canonical key for requests for figures.</summary>
internal static class FigureQuestion
{
    /// <summary>
    /// Gets a text that is equal for two requests exactly when their responses are equal: order and case of parameters,
    /// parameters that the route does not use, and explicit default values make no difference.
    /// </summary>
    public static string KeyOf(string pattern, FigureRoute route, FigureView view, HttpRequest request)
    {
        var key = new StringBuilder(view.Version).Append('\n').Append(request.PathBase.Value).Append('\n').Append(pattern);
        foreach ((string name, object? value) in request.RouteValues.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            Append(key, name, value?.ToString() ?? "");
        }

        foreach ((string name, string? value) in request.Query
            .Where(part => route.Parameters.ContainsKey(part.Key))
            .Select(part => (Name: part.Key.ToUpperInvariant(), Value: part.Value.Count == 0 ? null : part.Value.ToString()))
            .OrderBy(part => part.Name, StringComparer.Ordinal))
        {
            if (value is not null && !string.Equals(value, route.Parameters[name], StringComparison.Ordinal))
            {
                Append(key, name, value);
            }
        }

        return key.ToString();
    }

    // Prefixed with its length, so that values cannot be confused.
    private static void Append(StringBuilder key, string name, string value) =>
        key.Append('\n').Append(name).Append('=').Append(value.Length).Append(':').Append(value);
}
