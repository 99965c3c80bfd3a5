using Microsoft.AspNetCore.Http;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.AspNetCore.Pages;

/// <summary>The values of a form, and the problems of each of its fields.</summary>
internal sealed partial class FormState
{
    private readonly Dictionary<string, string> _values;
    private readonly List<(string Field, Problem Problem)> _problems = [];

    public FormState(IEnumerable<KeyValuePair<string, string>> values) => _values = new(values, StringComparer.Ordinal);

    /// <summary>Problems that belong to no displayed field.</summary>
    public IReadOnlyList<Problem> General => [.. _problems.Where(pair => pair.Field.Length == 0).Select(pair => pair.Problem)];

    public bool HasProblems => _problems.Count > 0;

    /// <summary>All problems with their fields, in the order in which they were found; an empty field for problems without one.</summary>
    public IReadOnlyList<(string Field, Problem Problem)> Problems => _problems;

    /// <summary>All fields with their texts.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The text of a field, normalized (NFC) and trimmed; empty when it is missing.</summary>
    public string this[string field]
    {
        get => _values.GetValueOrDefault(field, "");
        set => _values[field] = value;
    }

    /// <summary>Reads a submitted form. Several values of one field, as ticked boxes send them, are joined by commas.</summary>
    public static FormState Of(IFormCollection form) =>
        new(form.Select(pair => KeyValuePair.Create(pair.Key, VietnameseText.Compose(string.Join(',', (IEnumerable<string?>)pair.Value)))));

    /// <summary>The text of a field; null when it is empty.</summary>
    public string? Text(string field) => this[field] is { Length: > 0 } text ? text : null;

    /// <summary>Whether the field exists, filled or not.</summary>
    public bool Knows(string field) => _values.ContainsKey(field);

    public bool IsTicked(string field, string value = "on") => this[field].Split(',').Contains(value, StringComparer.Ordinal);

    public void Add(string field, Problem problem) => _problems.Add((field, problem));

    public IReadOnlyList<Problem> Of(string field) => [.. _problems.Where(pair => pair.Field == field).Select(pair => pair.Problem)];
}
