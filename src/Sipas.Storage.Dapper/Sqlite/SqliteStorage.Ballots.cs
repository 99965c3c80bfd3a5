using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed partial class SqliteStorage
{
    private const string BeforeAppend = "before_append";

    private readonly Dictionary<string, long> _unitIds = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        ArgumentOutOfRangeException.ThrowIfZero(drafts.Count);
        return await WriteAsync((connection, transaction) => Append(connection, transaction, drafts, allOrNothing, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using SqliteConnection connection = Explained(_database.Connect);
        Dictionary<long, string> units = connection.Query<(long Id, string Code)>("select unit_id, code from unit").ToDictionary(row => row.Id, row => row.Code);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "select sequence, questionnaire_id, unit_id, basis, mode, completed_at, received_at, answers from ballot where sequence > $after order by sequence";
        command.Parameters.AddWithValue("$after", afterSequence);
        using SqliteDataReader reader = Explained(command.ExecuteReader);
        while (Explained(reader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Explained(() => ReadRow(reader, units));
        }
    }

    /// <inheritdoc/>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.ExecuteScalar<long?>("select max(sequence) from ballot") ?? 0, cancellationToken);

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) => ReadAsync(
        connection =>
        {
            using SqliteCommand find = FindCommand(connection, null);
            return Find(find, ballotId)?.Receipt;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountConflictsAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.ExecuteScalar<long>("select count(*) from ballot_conflict"), cancellationToken);

    private List<AppendOutcome> Append(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        transaction.Save(BeforeAppend);
        using SqliteCommand find = FindCommand(connection, transaction);
        using var append = new AppendCommand(connection, transaction);
        var outcomes = new List<AppendOutcome>(drafts.Count);
        var heads = new Dictionary<long, (long Position, byte[] Chain)>();
        var conflicts = new List<BallotDraft>();
        foreach (BallotDraft draft in drafts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Find(find, draft.Ballot.Id) is { } kept)
            {
                bool same = string.Equals(kept.Receipt!.ContentHash, Convert.ToHexString(draft.ContentHash), StringComparison.OrdinalIgnoreCase);
                outcomes.Add(same ? kept : new AppendOutcome(AppendStatus.Conflict, null, 0));
                if (!same)
                {
                    conflicts.Add(draft);
                }

                continue;
            }

            outcomes.Add(AppendOne(connection, transaction, append, draft, heads));
        }

        if (allOrNothing && conflicts.Count > 0)
        {
            // The statuses stay; what was inserted goes, and only the record of the attempt is committed.
            transaction.Rollback(BeforeAppend);
            outcomes = [.. outcomes.Select(outcome => new AppendOutcome(outcome.Status, null, 0))];
        }

        connection.Execute("insert into ballot_conflict (ballot_id, content_hash, received_at) values (@Id, @ContentHash, @ReceivedAt)",
            conflicts.Select(draft => new { Id = IdBytes(draft.Ballot.Id), draft.ContentHash, ReceivedAt = draft.ReceivedAt.ToUnixTimeMilliseconds() }), transaction);
        return outcomes;
    }

    private AppendOutcome AppendOne(
        SqliteConnection connection, SqliteTransaction transaction, AppendCommand append, BallotDraft draft, Dictionary<long, (long Position, byte[] Chain)> heads)
    {
        Ballot ballot = draft.Ballot;
        long unitId = UnitId(connection, transaction, ballot.UnitCode);
        if (!heads.TryGetValue(unitId, out (long Position, byte[] Chain) head))
        {
            (long Position, byte[] ChainHash)? last = connection.Query<(long Position, byte[] ChainHash)>(
                "select position, chain_hash from ballot where unit_id = @unitId order by position desc limit 1", new { unitId }, transaction)
                .Select(row => ((long, byte[])?)row).FirstOrDefault();
            head = last ?? (0, UnitChain.Start(ballot.UnitCode));
        }

        head = (head.Position + 1, UnitChain.Next(head.Chain, draft.ContentHash));
        heads[unitId] = head;
        Receipt receipt = ReceiptFactory.Make(_signer!, draft, head.Position);
        long sequence = append.Execute(draft, _questionnaireIds[ballot.Layout], unitId, head, receipt);
        return new AppendOutcome(AppendStatus.Appended, receipt, sequence);
    }

    private long UnitId(SqliteConnection connection, SqliteTransaction transaction, string code)
    {
        if (!_unitIds.TryGetValue(code, out long id))
        {
            id = connection.QuerySingle<long>("select unit_id from unit where code = @code", new { code }, transaction);
            _unitIds.Add(code, id);
        }

        return id;
    }

    private static SqliteCommand FindCommand(SqliteConnection connection, SqliteTransaction? transaction)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "select b.sequence, b.content_hash, u.code, b.position, b.received_at, b.key_id, b.signature from ballot b join unit u using (unit_id) where b.ballot_id = $id";
        command.Parameters.Add("$id", SqliteType.Blob);
        return command;
    }

    private static AppendOutcome? Find(SqliteCommand find, Guid ballotId)
    {
        find.Parameters[0].Value = IdBytes(ballotId);
        using SqliteDataReader reader = find.ExecuteReader();
        return !reader.Read()
            ? null
            : new AppendOutcome(
                AppendStatus.AlreadyKept,
                new Receipt
                {
                    BallotId = ballotId,
                    ContentHash = Convert.ToHexString(reader.GetFieldValue<byte[]>(1)).ToLowerInvariant(),
                    UnitCode = reader.GetString(2),
                    Position = reader.GetInt64(3),
                    ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                    KeyId = reader.GetString(5),
                    Signature = Base64Text.Encode(reader.GetFieldValue<byte[]>(6)),
                },
                reader.GetInt64(0));
    }

    private static byte[] IdBytes(Guid id) => id.ToByteArray(bigEndian: true);

    private CountedBallot ReadRow(SqliteDataReader reader, Dictionary<long, string> units)
    {
        long questionnaireId = reader.GetInt64(1);
        AnswerLayout layout = _layouts[questionnaireId];
        byte[] codes = new byte[layout.Items.Count];
        try
        {
            layout.FromCharacters(reader.GetString(7), codes);
        }
        catch (FormatException error)
        {
            throw new SipasException(new Problem(ProblemCodes.DatabaseDamaged, _database.Path, error.Message), error);
        }

        var day = CountingDay.Of(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)));
        return new CountedBallot(reader.GetInt64(0), layout,
            CellKey.Of(units[reader.GetInt64(2)], (SelectionBasis)reader.GetInt32(3), (CollectionMode)reader.GetInt32(4), day), codes);
    }

    // Questionnaires are frozen: one that is stored must be laid out as the registered one, and one that has ballots must be registered.
    private void RegisterQuestionnaires(SqliteConnection connection, SqliteTransaction transaction)
    {
        var problems = new List<Problem>();
        foreach (AnswerLayout layout in _packs.Layouts)
        {
            string text = LayoutText(layout);
            (long Id, string Layout)? stored = connection.Query<(long Id, string Layout)>(
                "select questionnaire_id, layout from questionnaire where pack = @PackId and version = @QuestionnaireVersion", layout, transaction)
                .Select(row => ((long, string)?)row).FirstOrDefault();
            long id = stored?.Id ?? Register(connection, transaction, layout, text);
            if (stored is { } known && known.Layout != text)
            {
                problems.Add(new Problem(ProblemCodes.StoredPackDiffers, _database.Path, $"{layout.PackId}/{layout.QuestionnaireVersion}"));
            }

            _questionnaireIds[layout] = id;
            _layouts[id] = layout;
        }

        problems.AddRange(connection.Query<(long Id, string Pack, string Version)>(
            "select questionnaire_id, pack, version from questionnaire q where exists (select 1 from ballot b where b.questionnaire_id = q.questionnaire_id)", transaction: transaction)
            .Where(row => !_layouts.ContainsKey(row.Id))
            .Select(row => new Problem(ProblemCodes.StoredPackMissing, _database.Path, $"{row.Pack}/{row.Version}")));
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private static long Register(SqliteConnection connection, SqliteTransaction transaction, AnswerLayout layout, string text)
    {
        long id = connection.ExecuteScalar<long>(
            "insert into questionnaire (pack, version, layout) values (@PackId, @QuestionnaireVersion, @text) returning questionnaire_id",
            new { layout.PackId, layout.QuestionnaireVersion, text }, transaction);
        connection.Execute("insert into questionnaire_item values (@id, @Number, @Code)",
            layout.Items.Select(item => new { id, Number = item.Index + 1, item.Item.Code }), transaction);
        return id;
    }

    // For example "K1:5:4,5:notApplicable": item, levels, satisfied levels, special answers.
    private static string LayoutText(AnswerLayout layout) => string.Join('\n', layout.Items.Select(item => FormattableString.Invariant(
        $"{item.Item.Code}:{item.LevelCount}:{string.Join(',', item.Scale.Levels.Where(level => level.Satisfied).Select(level => level.Level))}:{string.Join(',', item.Scale.Special.Select(special => BallotWords.Of(special.Answer)))}")));

    private T Explained<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw _database.Explain(error);
        }
    }

    // The insert, prepared once for all ballots of an append.
    private sealed class AppendCommand : IDisposable
    {
        private static readonly (string Name, SqliteType Type)[] Columns =
        [
            ("ballot_id", SqliteType.Blob), ("questionnaire_id", SqliteType.Integer), ("unit_id", SqliteType.Integer), ("procedure_code", SqliteType.Text),
            ("mode", SqliteType.Integer), ("basis", SqliteType.Integer), ("device_code", SqliteType.Text), ("language", SqliteType.Text),
            ("started_at", SqliteType.Integer), ("started_offset", SqliteType.Integer), ("completed_at", SqliteType.Integer), ("completed_offset", SqliteType.Integer),
            ("received_at", SqliteType.Integer), ("answers", SqliteType.Text), ("content_hash", SqliteType.Blob), ("position", SqliteType.Integer),
            ("chain_hash", SqliteType.Blob), ("key_id", SqliteType.Text), ("signature", SqliteType.Blob),
        ];

        private static readonly string Sql =
            $"insert into ballot ({string.Join(", ", Columns.Select(column => column.Name))}) values ({string.Join(", ", Columns.Select(column => "$" + column.Name))}) returning sequence";

        private readonly SqliteCommand _command;

        public AppendCommand(SqliteConnection connection, SqliteTransaction transaction)
        {
            _command = connection.CreateCommand();
            _command.Transaction = transaction;
            _command.CommandText = Sql;
            foreach ((string name, SqliteType type) in Columns)
            {
                _command.Parameters.Add("$" + name, type);
            }
        }

        public long Execute(BallotDraft draft, long questionnaireId, long unitId, (long Position, byte[] Chain) head, Receipt receipt)
        {
            Ballot ballot = draft.Ballot;
            int next = 0;
            Set(IdBytes(ballot.Id));
            Set(questionnaireId);
            Set(unitId);
            Set(ballot.ProcedureCode);
            Set((int)ballot.Mode);
            Set((int)ballot.Basis);
            Set(ballot.DeviceCode);
            Set(ballot.Language);
            Set(ballot.StartedAt.ToUnixTimeMilliseconds());
            Set((int)ballot.StartedAt.Offset.TotalMinutes);
            Set(ballot.CompletedAt.ToUnixTimeMilliseconds());
            Set((int)ballot.CompletedAt.Offset.TotalMinutes);
            Set(draft.ReceivedAt.ToUnixTimeMilliseconds());
            Set(ballot.Layout.ToCharacters(ballot.Codes.Span));
            Set(draft.ContentHash);
            Set(head.Position);
            Set(head.Chain);
            Set(receipt.KeyId);
            Set(Base64Text.Decode(receipt.Signature));
            return (long)_command.ExecuteScalar()!;

            void Set(object? value) => _command.Parameters[next++].Value = value ?? DBNull.Value;
        }

        public void Dispose() => _command.Dispose();
    }
}
