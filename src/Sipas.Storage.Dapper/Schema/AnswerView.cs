using System.Globalization;
using System.Text;

namespace Sipas.Storage.Dapper.Schema;

/// <summary>A view of one questionnaire for analysts: one row per counted ballot, one column per item.</summary>
/// <param name="Name">Name of the view, for example <c>answers_kiosk_9_five_1</c>.</param>
/// <param name="PackId">The pack.</param>
/// <param name="QuestionnaireVersion">The questionnaire.</param>
/// <param name="Columns">The columns of its items, in questionnaire order: the item's code, with its number appended if
/// another column already has that name.</param>
/// <param name="Sql">The statements that create it.</param>
/// <remarks>It contains the counted ballots: ballots received after their survey was closed and ballots replaced by a
/// correction are left out. An item's column contains the level, or null where the answer is none; the column
/// <c>answers</c> contains all answer characters as stored.</remarks>
internal sealed record AnswerView(string Name, string PackId, string QuestionnaireVersion, IReadOnlyList<string> Columns, string Sql)
{
    /// <summary>The prefix of the name of every such view.</summary>
    internal const string Prefix = "answers_";

    // PostgreSQL truncates names at 63 bytes; the suffix that makes a name unique needs room.
    private const int MaximumName = 50;

    private static readonly string[] OwnColumns = ["sequence", "unit", "procedure_code", "mode", "basis", "counted_on", "answers"];

    /// <summary>Creates the views of questionnaires; a name that is already taken gets the questionnaire's number as a
    /// suffix.</summary>
    /// <param name="questionnaires">By number in the store, ascending, so that the name of a view never changes.</param>
    /// <param name="schema">The prefix of table names: empty, or the schema with a dot.</param>
    /// <param name="grant">The statement that the dialect adds for its roles, by the view's name.</param>
    internal static IReadOnlyList<AnswerView> Of(IEnumerable<(long Id, string PackId, string Version, string[] Items)> questionnaires,
        string schema, Func<string, string> grant)
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
                $",\n       case when substr(b.answers, {i + 1}, 1) between '1' and '9' then cast(substr(b.answers, {i + 1}, 1) as "
                + $"integer) end as \"{columns[i]}\"");
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

    // Codes are ASCII letters, digits, hyphens, dots and underscores; view names are written without quotes.
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
