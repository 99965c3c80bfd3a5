using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using Dapper;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Registered questionnaires and their numbers in the store.</summary>
internal sealed class SqlQuestionnaires(SqlSession session, MethodPackRegistry registry)
{
    // They grow while the store is open: another process may add ballots of a pack that this process has not registered.
    private readonly ConcurrentDictionary<AnswerLayout, long> _questionnaireIds = new();
    private readonly ConcurrentDictionary<long, AnswerLayout> _layouts = new();

    /// <summary>The number of a registered questionnaire.</summary>
    public long IdOf(AnswerLayout layout) => _questionnaireIds[layout];

    /// <summary>Finds a questionnaire by its number; null when the process has not registered it.</summary>
    public AnswerLayout? Find(long id) => _layouts.GetValueOrDefault(id);

    /// <summary>Registers the questionnaires of the host and those of stored packs. Questionnaires are frozen: a stored one must have the
    /// layout of the registered one. If the store is only read, a questionnaire that it does not have is left out.</summary>
    /// <exception cref="SipasException">A questionnaire differs, or the pack of stored ballots is missing.</exception>
    public async Task RegisterAsync(DbConnection connection, DbTransaction? transaction)
    {
        var problems = new List<Problem>();
        foreach (AnswerLayout layout in registry.Layouts)
        {
            string text = LayoutText(layout);
            (long Id, string Layout)? stored = (await connection.QueryAsync<(long Id, string Layout)>(
                "select questionnaire_id, layout from questionnaire where pack = @PackId and version = @QuestionnaireVersion",
                new { layout.PackId, layout.QuestionnaireVersion }, transaction).ConfigureAwait(false))
                .Select(row => ((long, string)?)row).FirstOrDefault();
            if (stored is null && session.Options.ReadOnly)
            {
                continue;
            }

            long id = stored?.Id ?? await InsertAsync(connection, transaction!, layout, text).ConfigureAwait(false);
            bool sameQuestions = await RegisterValueQuestionsAsync(connection, transaction, id, layout).ConfigureAwait(false);
            IEnumerable<(long, string)> items = await connection.QueryAsync<(long, string)>(
                "select number, code from questionnaire_item where questionnaire_id = @id order by number", new { id }, transaction)
                .ConfigureAwait(false);
            if (!sameQuestions || (stored is { } known && known.Layout != text)
                || !items.SequenceEqual(layout.Items.Select(item => (item.Index + 1L, item.Item.Code))))
            {
                problems.Add(new Problem(ProblemCodes.StoredPackDiffers, session.Dialect.Place,
                    $"{layout.PackId}/{layout.QuestionnaireVersion}"));
            }

            _questionnaireIds[layout] = id;
            _layouts[id] = layout;
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        await RegisterStoredPacksAsync(connection, transaction).ConfigureAwait(false);
    }

    /// <summary>Registers the questionnaires of stored packs. Ballots of a pack that the host did not register use the stored pack: the
    /// newest version that has all their questionnaires.</summary>
    public async Task RegisterStoredPacksAsync(DbConnection connection, DbTransaction? transaction)
    {
        IEnumerable<(long Id, string Pack, string Version, string Layout)> stored =
            await connection.QueryAsync<(long, string, string, string)>(
            "select questionnaire_id, pack, version, layout from questionnaire order by questionnaire_id", transaction: transaction)
            .ConfigureAwait(false);
        var unknown = new List<(long Id, string Pack, string Version, string Layout)>();
        foreach ((long Id, string Pack, string Version, string Layout) row in stored.Where(row => !_layouts.ContainsKey(row.Id)))
        {
            if (await connection.ExecuteScalarAsync<bool>("select exists (select 1 from ballot where questionnaire_id = @Id)",
                new { row.Id }, transaction)
                .ConfigureAwait(false))
            {
                unknown.Add(row);
            }
        }

        var problems = new List<Problem>();
        foreach (IGrouping<string, (long Id, string Pack, string Version, string Layout)> pack in unknown.GroupBy(row => row.Pack))
        {
            string[] versions = [.. pack.Select(row => row.Version)];
            if (registry.Find(pack.Key) is null
                && await StoredWithAsync(connection, transaction, pack.Key, versions).ConfigureAwait(false) is { } found)
            {
                registry.AddStored(found);
            }

            foreach ((long id, _, string version, string text) in pack)
            {
                if (registry.FindLayout(pack.Key, version) is { } layout && LayoutText(layout) == text)
                {
                    _questionnaireIds[layout] = id;
                    _layouts[id] = layout;
                }
                else
                {
                    problems.Add(new Problem(ProblemCodes.StoredPackMissing, session.Dialect.Place, $"{pack.Key}/{version}"));
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    /// <summary>Reads the stored questionnaires, as a verification reads them.</summary>
    public static async Task<IReadOnlyList<StoredQuestionnaire>> ReadAsync(DbConnection connection, DbTransaction transaction)
    {
        ILookup<long, string> items = await CodesAsync("questionnaire_item").ConfigureAwait(false);
        ILookup<long, string> values = await CodesAsync("questionnaire_question").ConfigureAwait(false);
        return await QueryAsync(connection, transaction, "select questionnaire_id, pack, version from questionnaire order by pack, version",
            reader => new StoredQuestionnaire(reader.GetString(1), reader.GetString(2), [.. items[reader.GetInt64(0)]],
                [.. values[reader.GetInt64(0)]])).ConfigureAwait(false);

        async Task<ILookup<long, string>> CodesAsync(string table) =>
            (await QueryAsync(connection, transaction, $"select questionnaire_id, code from {table} order by questionnaire_id, number",
                reader => (Id: reader.GetInt64(0), Code: reader.GetString(1))).ConfigureAwait(false))
                .ToLookup(row => row.Id, row => row.Code);
    }

    private async Task<bool> RegisterValueQuestionsAsync(DbConnection connection, DbTransaction? transaction, long id, AnswerLayout layout)
    {
        (long Number, string Code, string Kind)[] own =
            [.. layout.ValueQuestions.Select((question, i) => (i + 1L, question.Code, question.Traits.Name))];
        (long Number, string Code, string Kind)[] stored = [.. await connection.QueryAsync<(long, string, string)>(
            "select number, code, kind from questionnaire_question where questionnaire_id = @id order by number", new { id }, transaction)
            .ConfigureAwait(false)];
        if (stored.Length == 0 && own.Length > 0 && !session.Options.ReadOnly)
        {
            await connection.ExecuteAsync("insert into questionnaire_question values (@id, @Number, @Code, @Kind)",
                own.Select(row => new { id, row.Number, row.Code, row.Kind }), transaction).ConfigureAwait(false);
            return true;
        }

        return stored.SequenceEqual(own);
    }

    private async Task<MethodPack?> StoredWithAsync(
        DbConnection connection, DbTransaction? transaction, string packId, IReadOnlyList<string> questionnaireVersions)
    {
        foreach ((StoredPack entry, byte[] content) in await QueryAsync(
            connection, transaction, "select pack, version, content_hash, stored_at, content from method_pack where pack = @packId order "
            + "by pack_number desc",
            reader => (SqlPacks.ReadPack(session.Dialect, reader), Encoding.UTF8.GetBytes(reader.GetString(4))), new { packId })
                .ConfigureAwait(false))
        {
            PackDraft.RequireIntact(entry, content);
            MethodPack pack = MethodPackSerializer.Read(content);
            if (questionnaireVersions.All(version => pack.FindQuestionnaire(version) is not null))
            {
                return pack;
            }
        }

        return null;
    }

    private static async Task<long> InsertAsync(DbConnection connection, DbTransaction transaction, AnswerLayout layout, string text)
    {
        long id = await connection.ExecuteScalarAsync<long>(
            "insert into questionnaire (pack, version, layout) values (@PackId, @QuestionnaireVersion, @text) returning questionnaire_id",
            new { layout.PackId, layout.QuestionnaireVersion, text }, transaction).ConfigureAwait(false);
        await connection.ExecuteAsync("insert into questionnaire_item values (@id, @Number, @Code)",
            layout.Items.Select(item => new { id, Number = item.Index + 1, item.Item.Code }), transaction).ConfigureAwait(false);
        return id;
    }

    // For example "K1:5:4,5:notApplicable": item, levels, satisfied levels, special answers.
    private static string LayoutText(AnswerLayout layout) => string.Join('\n', layout.Items.Select(item =>
    {
        string satisfied = string.Join(',', item.Scale.Levels.Where(level => level.Satisfied).Select(level => level.Level));
        string special = string.Join(',', item.Scale.Special.Select(value => BallotNames.Of(value.Answer)));
        return FormattableString.Invariant($"{item.Item.Code}:{item.LevelCount}:{satisfied}:{special}");
    }));
}
