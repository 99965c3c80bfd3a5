using System.Globalization;
using System.Text;

namespace Sipas.Storage.Dapper;

/// <summary>A view of one questionnaire for analysts: a row a ballot that counts, a column an item.</summary>
/// <param name="Name">Name of the view, for example <c>answers_kiosk_9_five_1</c>.</param>
/// <param name="PackId">The pack.</param>
/// <param name="QuestionnaireVersion">The questionnaire.</param>
/// <param name="Columns">The columns of its items, in questionnaire order: the item's code, or the code with its number where another column has that name.</param>
/// <param name="Sql">The statements that make it.</param>
/// <remarks>It shows the ballots that count: none that came after its survey was closed, none whose place another took. A column of an item holds the level, or null where the answer is none; the column <c>answers</c> holds all characters as they are stored.</remarks>
public sealed record AnswerView(string Name, string PackId, string QuestionnaireVersion, IReadOnlyList<string> Columns, string Sql)
{
    /// <summary>How the name of every such view begins.</summary>
    internal const string Prefix = "answers_";

    // PostgreSQL cuts names at 63 bytes; what is added to tell two apart needs room.
    private const int MaximumName = 50;

    private static readonly string[] OwnColumns = ["sequence", "unit", "procedure_code", "mode", "basis", "counted_on", "answers"];

    /// <summary>Makes the views of questionnaires; a name that an earlier one bears gets the questionnaire's number.</summary>
    /// <param name="questionnaires">By number in the store, rising: a view keeps its name for ever.</param>
    /// <param name="schema">What stands before names of tables: empty, or the schema with a dot.</param>
    /// <param name="grant">What the dialect adds for its roles, by the view's name.</param>
    internal static IReadOnlyList<AnswerView> Of(IEnumerable<(long Id, string PackId, string Version, string[] Items)> questionnaires, string schema, Func<string, string> grant)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var views = new List<AnswerView>();
        foreach ((long id, string packId, string version, string[] items) in questionnaires)
        {
            string name = Unique($"{Prefix}{Plain(packId)}_{Plain(version)}", id, names);
            var taken = new HashSet<string>(OwnColumns, StringComparer.OrdinalIgnoreCase);
            string[] columns = [.. items.Select((code, i) => Unique(code, i + 1, taken))];
            views.Add(new AnswerView(name, packId, version, columns, Script(schema + name, schema, id, columns) + grant(schema + name)));
        }

        return views;
    }

    private static string Script(string name, string schema, long questionnaireId, string[] columns)
    {
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture,
            $"""
            create view {name} as
            select b.sequence, u.code as unit, b.procedure_code, m.word as mode, s.word as basis, b.counted_on, b.answers
            """);
        for (int i = 0; i < columns.Length; i++)
        {
            sql.Append(CultureInfo.InvariantCulture,
                $",\n       case when substr(b.answers, {i + 1}, 1) between '1' and '9' then cast(substr(b.answers, {i + 1}, 1) as integer) end as \"{columns[i]}\"");
        }

        sql.Append(CultureInfo.InvariantCulture,
            $"""

            from {schema}counted_ballot b
            join {schema}unit u on u.unit_id = b.unit_id
            join {schema}collection_mode m on m.mode = b.mode
            join {schema}selection_basis s on s.basis = b.basis
            where b.questionnaire_id = {questionnaireId};

            """);
        return sql.ToString();
    }

    // Codes are ASCII letters, digits, hyphens, dots and underscores; names of views are written without quotes.
    private static string Plain(string code) => new([.. code.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')]);

    private static string Unique(string name, long number, HashSet<string> taken)
    {
        name = name.Length > MaximumName ? name[..MaximumName] : name;
        for (string own = name; ; own = string.Create(CultureInfo.InvariantCulture, $"{own}_{number}"))
        {
            if (taken.Add(own))
            {
                return own;
            }
        }
    }
}
