using System.Text.Json;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>An object of a SurveyJS form that records which members were read: the others are listed as lost.</summary>
internal sealed class SurveyJsObject
{
    private readonly JsonElement _element;
    private readonly DraftForm _form;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public SurveyJsObject(JsonElement element, string place, DraftForm form)
    {
        (_element, Place, _form) = (element, place, form);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new SipasException(new Problem(ProblemCodes.FormUnreadable, place, element.ValueKind.ToString()));
        }
    }

    /// <summary>Its JSON path.</summary>
    public string Place { get; }

    /// <summary>Gets a member and marks it as read; null when it is missing or null.</summary>
    public JsonElement? Take(string name)
    {
        _read.Add(name);
        return _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>Whether the member exists; does not mark it as read.</summary>
    public bool Has(string name) => _element.TryGetProperty(name, out _);

    /// <summary>Gets a member that is an array; an undefined element when it is missing.</summary>
    public JsonElement Array(string name) => Take(name) is not { } value ? default
        : value.ValueKind == JsonValueKind.Array ? value
        : throw Unreadable(name, value);

    /// <summary>Gets a member that is a text.</summary>
    public string? String(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Unreadable(name, value);

    /// <summary>Whether a member is true.</summary>
    public bool IsTrue(string name) => Take(name) is { ValueKind: JsonValueKind.True };

    /// <summary>Gets a member that is a number; any other value is listed as lost.</summary>
    public decimal? Number(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number))
        {
            return number;
        }

        Lose(name, value);
        return null;
    }

    /// <summary>Gets a member that is a whole number of 1 or more; any other value is listed as lost.</summary>
    public int? Count(string name)
    {
        decimal? number = Number(name);
        if (number is { } value && !(decimal.IsInteger(value) && value is >= 1 and <= int.MaxValue))
        {
            Lose(name, _element.GetProperty(name));
            return null;
        }

        return (int?)number;
    }

    /// <summary>Lists every member that was not read.</summary>
    public void LoseRest(params string[] passedOver)
    {
        foreach (JsonProperty member in _element.EnumerateObject()
            .Where(member => !_read.Contains(member.Name) && !passedOver.Contains(member.Name)))
        {
            Lose(member.Name, member.Value);
        }
    }

    public void Lose(string name, JsonElement value) => _form.Lose(ProblemCodes.FormPropertyUnkept, $"{Place}.{name}", value.GetRawText());

    private SipasException Unreadable(string name, JsonElement value) =>
        new(new Problem(ProblemCodes.FormUnreadable, $"{Place}.{name}", value.ValueKind.ToString()));
}
