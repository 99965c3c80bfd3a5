using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Sipas.ReferenceHost.Faults;

/// <summary>A form that a page shows, with what a browser would send of it as it stands.</summary>
internal sealed partial record FoundForm
{
    public const string MarkField = "__RequestVerificationToken";

    public required string Page { get; init; }

    public required string Action { get; init; }

    public required bool IsPost { get; init; }

    public required bool HasFile { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    /// <summary>What tells it from other forms: where it goes and what it asks.</summary>
    public string Key => $"{Action.Split('?')[0]} {string.Join(',', Fields.Select(one => one.Key).Distinct())}";

    public static IEnumerable<FoundForm> Of(string page, string html)
    {
        foreach (Match form in Form().Matches(html))
        {
            var fields = new List<KeyValuePair<string, string>>();
            string inside = form.Groups["inside"].Value;
            foreach (Match field in Field().Matches(inside))
            {
                string tag = field.Groups["tag"].Value;
                string text = field.Groups["text"].Value;
                if (Attribute(tag, "name") is { } name && Attribute(tag, "type") != "file")
                {
                    string value = field.Groups["kind"].Value switch
                    {
                        "textarea" => WebUtility.HtmlDecode(text),
                        "select" => Option().Matches(text) is { Count: > 0 } options
                            ? Attribute((options.FirstOrDefault(option => option.Value.Contains(" selected", StringComparison.Ordinal))
                                ?? options[^1]).Value, "value") ?? ""
                            : "",
                        _ => Attribute(tag, "value") ?? "",
                    };
                    fields.Add(new(name, value));
                }
            }

            string head = form.Groups["head"].Value;
            yield return new FoundForm
            {
                Page = page,
                Action = Attribute(head, "action") is { Length: > 0 } action ? action : page,
                IsPost = Attribute(head, "method")?.Equals("post", StringComparison.OrdinalIgnoreCase) == true,
                HasFile = head.Contains("multipart/form-data", StringComparison.Ordinal),
                Fields = fields,
            };
        }
    }

    public HttpContent ToContent(string? changed = null, string? value = null, (string Name, byte[] Bytes)? file = null)
    {
        KeyValuePair<string, string>[] fields = [.. Fields.Select(field => field.Key == changed ? new(field.Key, value!) : field)];
        if (!HasFile)
        {
            return new FormUrlEncodedContent(fields);
        }

        var content = new MultipartFormDataContent();
        foreach ((string name, string text) in fields)
        {
            content.Add(new StringContent(text, Encoding.UTF8), name);
        }

        (string fileName, byte[] bytes) = file ?? ("a.csv", "a,b\n1,2\n"u8.ToArray());
        content.Add(new ByteArrayContent(bytes), "file", fileName);
        return content;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"(?<value>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(10)) is { Success: true } match
        ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;

    [GeneratedRegex("(?<head><form[^>]*>)(?<inside>[\\s\\S]*?)</form>")]
    private static partial Regex Form();

    [GeneratedRegex("(?<tag><(?<kind>input|button)\\b[^>]*>)|(?<tag><(?<kind>select|textarea)\\b[^>]*>)(?<text>[\\s"
        + "\\S]*?)</(?:select|textarea)>")]
    private static partial Regex Field();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Option();
}
