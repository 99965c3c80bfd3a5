using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper;

/// <summary>Compares the views for analysts with the ballots that count, read by the library's own way, and with what
/// the engine makes of them.</summary>
internal static class AnswerViews
{
    /// <summary>Compares every row and column of the views of questionnaires with the ballots that count: none that is
    /// late, none whose place another took.</summary>
    public static async Task AssertEqualToBallotsAsync(SqlStorage storage, DbConnection connection, string schema)
    {
        await FillAsync(storage);
        IReadOnlyList<AnswerView> views = await storage.ReadViewsAsync(default);
        Assert.Equal(SampleBallots.Packs.Layouts.Count, views.Count);
        Assert.Equal(views.Count, views.Select(view => view.Name).Distinct().Count());
        Assert.Equal("answers_kiosk_9_five_1", views.Single(view => view is { PackId: "kiosk-9", QuestionnaireVersion: "five-1" }).Name);
        var expected = new Dictionary<long, string>();
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            if (!ballot.Late && !ballot.IsReplaced)
            {
                string levels = string.Join(',', ballot.Answers.Select(c => char.IsDigit(c) ? c.ToString() : "–"));
                expected.Add(ballot.Sequence, string.Create(CultureInfo.InvariantCulture,
                    $"{ballot.PackId} {ballot.QuestionnaireVersion} {ballot.UnitCode} {BallotNames.Of(ballot.Mode)} "
                    + $"{BallotNames.Of(ballot.Basis)} {ballot.ProcedureCode} {ballot.Answers} {levels}"));
            }
        }

        var found = new Dictionary<long, string>();
        foreach (AnswerView view in views)
        {
            string columns = string.Join(", ", view.Columns.Select(column => $"\"{column}\""));
            foreach (IDictionary<string, object?> row
                in (await connection.QueryAsync(
                    $"select sequence, unit, mode, basis, procedure_code, answers, {columns} from {schema}{view.Name}"))
                    .Cast<IDictionary<string, object?>>())
            {
                string levels = string.Join(',', view.Columns.Select(column => row[column] ?? "–"));
                found.Add(Convert.ToInt64(row["sequence"], CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture,
                    $"{view.PackId} {view.QuestionnaireVersion} {row["unit"]} {row["mode"]} {row["basis"]} "
                    + $"{row["procedure_code"]} {row["answers"]} {levels}"));
            }
        }

        Assert.Equal(103, expected.Count);
        Assert.Equal(expected.OrderBy(row => row.Key), found.OrderBy(row => row.Key));
    }

    /// <summary>Counts over the views by plain SQL and compares with what the engine counts and scores, unit by unit
    /// and item by item: neither has a ballot twice, or one that does not count.</summary>
    public static async Task AssertCountsEqualToScoresAsync(SqlStorage storage, DbConnection connection, string schema)
    {
        await FillAsync(storage);
        var counts = new LiveCube(SampleBallots.Packs);
        await foreach (CountedBallot ballot in storage.Ballots.ReadAsync(0, default))
        {
            counts.Apply([ballot]);
        }

        foreach ((AnswerLayout layout, SelectionBasis basis)
            in new[] { (SampleBallots.Kiosk, SelectionBasis.SelfSelected), (SampleBallots.Sampled, SelectionBasis.Sampled) })
        {
            string word = BallotNames.Of(basis);
            AnswerView answers = (await storage.ReadViewsAsync(default)).Single(view =>
                view.PackId == layout.PackId && view.QuestionnaireVersion == layout.QuestionnaireVersion);
            string view = $"{schema}{answers.Name}";
            IReadOnlyDictionary<string, AnswerTally> units = counts.ByUnit(layout, basis);
            Assert.Equal(3, units.Count);
            foreach ((string unit, AnswerTally tally) in units)
            {
                ScoreCard card = Scorer.Score(SampleBallots.Packs.Find(layout.PackId)!, tally);
                Assert.Equal(card.BallotCount,
                    connection.ExecuteScalar<long>($"select count(*) from {view} where unit = @unit and basis = @word", new
                    {
                        unit,
                        word
                    }));
                Assert.Equal(card.BallotCount, connection.ExecuteScalar<long>(
                    $"select sum(counts) from {schema}ballot_readable where unit = @unit and basis = @word and pack = @PackId and "
                    + $"questionnaire_version = @QuestionnaireVersion",
                    new { unit, word, layout.PackId, layout.QuestionnaireVersion }));
                ILookup<string, (string Item, int? Level, long Count)> counted = connection.Query<(string Item, int? Level, long Count)>(
                    $"""
                    select item, level, count(*) from {schema}ballot_answer
                    where unit = @unit and basis = @word and pack = @PackId and questionnaire_version = @QuestionnaireVersion
                    group by item, level
                    """,
                    new { unit, word, layout.PackId, layout.QuestionnaireVersion }).ToLookup(row => row.Item, StringComparer.Ordinal);
                foreach (ItemScore item in card.Items)
                {
                    var levels = counted[item.Item.Item.Code].Where(row => row.Level is not null)
                        .ToDictionary(row => row.Level!.Value, row => row.Count);
                    int[] satisfied = [.. item.Item.Scale.Levels.Where(level => level.Satisfied).Select(level => level.Level)];
                    Assert.Equal((item.Score.Counts.Satisfied, item.Score.Counts.Valid),
                        (levels.Where(row => satisfied.Contains(row.Key)).Sum(row => row.Value), levels.Values.Sum()));
                }
            }
        }

        // All that was kept is there for whoever asks for it.
        Assert.Equal(106, connection.ExecuteScalar<long>($"select count(*) from {schema}ballot_readable"));
        Assert.Equal((1L, 2L), connection.QuerySingle<(long, long)>($"select sum(late), count(replaced_by) from {schema}ballot_readable"));
        Assert.Equal(["tốt"], connection.Query<string>($"select value from {schema}ballot_value_readable"));
    }

    // 103 ballots that count, two that were replaced one after the other, one that is late.
    private static async Task FillAsync(SqlStorage storage)
    {
        await storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 60).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))], false,
            default);
        await storage.Ballots.AppendAsync(
            [.. Enumerable.Range(101, 40)
                .Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code, SampleBallots.Sampled,
                    basis: SelectionBasis.Sampled))], false, default);
        Ballot sheet = SampleBallots.ValueBallot(201, ("O", "xấu")).WithHeader(header => header with
        {
            Id = SampleBallots.Numbers.ToId("sample-values", "S01", "1"),
            Mode = CollectionMode.Paper,
        });
        Ballot paper = SampleBallots.Ballot(202).WithHeader(header => header with
        {
            Id = SampleBallots.Numbers.ToId("kiosk-9", "S01", "2"),
            Mode = CollectionMode.Paper,
        });
        await storage.Ballots.AppendAsync([Officers(sheet), Officers(paper)], false, default);
        foreach (Ballot right in new[]
        {
            sheet.Replacement() with { Values = [new AnswerValue("O", "tốt")] },
            paper.Replacement() with { Codes = SampleBallots.Ballot(1, answer: 5).Codes },
        })
        {
            Assert.Equal(AppendStatus.Appended,
                (await storage.Ballots.AppendAsync(
                    [Officers(right) with { Correction = new BallotCorrection("Nhập nhầm", "Lan", "Minh") }], false,
                    default))[0].Status);
        }

        await storage.Ballots.AppendAsync([SampleBallots.Draft(203, "X01")], false, default);
        await storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9" }, default);
        Assert.True((await storage.Ballots.AppendAsync([SampleBallots.Draft(301)], false, default))[0].Late);

        PendingBallot Officers(Ballot ballot) =>
            PendingBallot.Of(ballot, SampleBallots.Noon, storage.Ballots.Sealer) with { Channel = CollectionChannel.Officer };
    }

    /// <summary>A script that is printed makes the same views again, where none is.</summary>
    public static async Task AssertScriptsMakeThemAgainAsync(SqlStorage storage, DbConnection connection, string schema)
    {
        IReadOnlyList<AnswerView> views = await storage.ReadViewsAsync(default);
        foreach (AnswerView view in views)
        {
            await connection.ExecuteAsync($"drop view {schema}{view.Name}");
        }

        await connection.ExecuteAsync(views[0].Sql);
        Assert.Equal(views.Count - 1, await storage.ApplyViewsAsync(default));
        Assert.Equal(0, await storage.ApplyViewsAsync(default));
        Assert.All(views, view =>
            Assert.Equal(0L, Convert.ToInt64(connection.ExecuteScalar($"select count(*) from {schema}{view.Name}"),
                CultureInfo.InvariantCulture)));
    }
}
