using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>A form as it was read, before it becomes a pack.</summary>
internal sealed class DraftForm(FormDialect dialect)
{
    public FormDialect Dialect { get; } = dialect;

    public string? Id { get; set; }

    public string? Version { get; set; }

    public DraftText? Title { get; set; }

    public DraftText? Introduction { get; set; }

    /// <summary>Names of languages by tag, including Vietnamese and English.</summary>
    public Dictionary<string, string> Languages { get; } = new(StringComparer.Ordinal);

    public List<DraftQuestion> Questions { get; } = [];

    public List<DraftCheck> Checks { get; } = [];

    /// <summary>All lists of choices in their order, used or not.</summary>
    public List<DraftScale> Scales { get; } = [];

    public List<Problem> Losses { get; } = [];

    public void Lose(string code, string place, string? value = null, string? allowed = null) =>
        Losses.Add(new Problem(code, place, value, allowed) { Severity = ProblemSeverity.Warning });
}
