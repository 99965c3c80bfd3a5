using System.Globalization;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <summary>Writes the conditions of a questionnaire as an expression of a form.</summary>
/// <remarks>Each kind of condition has a distinct shape, so that reading it returns the identical condition and not
/// only an equivalent one.</remarks>
internal sealed class ConditionText
{
    private readonly FormDialect _dialect;
    private readonly Dictionary<string, (string Name, bool IsOption)> _variables = new(StringComparer.Ordinal);

    public ConditionText(FormDialect dialect) => _dialect = dialect;

    /// <summary>Registers the name of the answer to an item: its own variable, or that of the multiple choice whose
    /// option it is.</summary>
    public void Add(string itemCode, string variable, bool isOption) => _variables[itemCode] = (variable, isOption);

    /// <summary>Formats conditions that must all hold.</summary>
    /// <param name="conditions">One or more.</param>
    /// <param name="self">The variable that is written as the question's own answer; null for none.</param>
    public string Write(IReadOnlyList<AnswerCondition> conditions, string? self = null) =>
        string.Join(" and ", conditions.Select(condition => Write(condition, self)));

    /// <summary>Formats conditions that must not all hold.</summary>
    public string Forbid(IReadOnlyList<AnswerCondition> conditions, string? self = null) =>
        _dialect == FormDialect.XlsForm ? $"not({Write(conditions, self)})" : $"!({Write(conditions, self)})";

    private string Write(AnswerCondition condition, string? self)
    {
        (string name, bool isOption) = _variables[condition.Item];
        string variable = _dialect == FormDialect.SurveyJs ? $"{{{name}}}" : name == self ? "." : $"${{{name}}}";
        string[] parts = (isOption, condition.Levels.Count) switch
        {
            (false, 0) => [$"{variable} >= 1"],
            (false, _) => [.. condition.Levels.Select(level => Equal(variable, level))],
            (true, 0) => [Ticked(variable, condition.Item), Answered(variable)],
            (true, _) => [.. condition.Levels
                .Select(level => level == 2
                    ? Ticked(variable, condition.Item)
                    : $"({NotTicked(variable, condition.Item)} and {Answered(variable)})")],
        };
        return parts.Length == 1 ? parts[0] : $"({string.Join(" or ", parts)})";
    }

    private string Equal(string variable, int level) =>
        _dialect == FormDialect.XlsForm
        ? string.Create(CultureInfo.InvariantCulture, $"{variable} = '{level}'")
        : string.Create(CultureInfo.InvariantCulture, $"{variable} = {level}");

    private string Ticked(string variable, string option) =>
        _dialect == FormDialect.XlsForm ? $"selected({variable}, '{option}')" : $"{variable} contains '{option}'";

    private string NotTicked(string variable, string option) =>
        _dialect == FormDialect.XlsForm ? $"not(selected({variable}, '{option}'))" : $"{variable} notcontains '{option}'";

    private string Answered(string variable) => _dialect == FormDialect.XlsForm ? $"{variable} != ''" : $"{variable} notempty";
}
