using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    private readonly Dictionary<AnswerLayout, long> _questionnaireIds = [];
    private readonly Dictionary<long, AnswerLayout> _layouts = [];

    // Questionnaires are frozen: one that is stored must be laid out as the registered one, and one that has ballots must be registered.
    private async Task RegisterQuestionnairesAsync(DbConnection connection, DbTransaction transaction)
    {
        var problems = new List<Problem>();
        foreach (AnswerLayout layout in Packs.Layouts)
        {
            string text = LayoutText(layout);
            (long Id, string Layout)? stored = (await connection.QueryAsync<(long Id, string Layout)>(
                "select questionnaire_id, layout from questionnaire where pack = @PackId and version = @QuestionnaireVersion",
                new { layout.PackId, layout.QuestionnaireVersion }, transaction).ConfigureAwait(false))
                .Select(row => ((long, string)?)row).FirstOrDefault();
            long id = stored?.Id ?? await RegisterAsync(connection, transaction, layout, text).ConfigureAwait(false);
            bool sameQuestions = await RegisterValueQuestionsAsync(connection, transaction, id, layout).ConfigureAwait(false);
            IEnumerable<(long, string)> items = await connection.QueryAsync<(long, string)>(
                "select number, code from questionnaire_item where questionnaire_id = @id order by number", new { id }, transaction).ConfigureAwait(false);
            if (!sameQuestions || (stored is { } known && known.Layout != text) || !items.SequenceEqual(layout.Items.Select(item => (item.Index + 1L, item.Item.Code))))
            {
                problems.Add(new Problem(ProblemCodes.StoredPackDiffers, Place, $"{layout.PackId}/{layout.QuestionnaireVersion}"));
            }

            _questionnaireIds[layout] = id;
            _layouts[id] = layout;
        }

        problems.AddRange((await connection.QueryAsync<(long Id, string Pack, string Version)>(
            "select questionnaire_id, pack, version from questionnaire q where exists (select 1 from ballot b where b.questionnaire_id = q.questionnaire_id)",
            transaction: transaction).ConfigureAwait(false))
            .Where(row => !_layouts.ContainsKey(row.Id))
            .Select(row => new Problem(ProblemCodes.StoredPackMissing, Place, $"{row.Pack}/{row.Version}")));
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private static async Task<long> RegisterAsync(DbConnection connection, DbTransaction transaction, AnswerLayout layout, string text)
    {
        long id = await connection.ExecuteScalarAsync<long>(
            "insert into questionnaire (pack, version, layout) values (@PackId, @QuestionnaireVersion, @text) returning questionnaire_id",
            new { layout.PackId, layout.QuestionnaireVersion, text }, transaction).ConfigureAwait(false);
        await connection.ExecuteAsync("insert into questionnaire_item values (@id, @Number, @Code)",
            layout.Items.Select(item => new { id, Number = item.Index + 1, item.Item.Code }), transaction).ConfigureAwait(false);
        return id;
    }

    // For example "K1:5:4,5:notApplicable": item, levels, satisfied levels, special answers.
    private static string LayoutText(AnswerLayout layout) => string.Join('\n', layout.Items.Select(item => FormattableString.Invariant(
        $"{item.Item.Code}:{item.LevelCount}:{string.Join(',', item.Scale.Levels.Where(level => level.Satisfied).Select(level => level.Level))}:{string.Join(',', item.Scale.Special.Select(special => BallotWords.Of(special.Answer)))}")));
}
