using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Ballots;
using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper;

/// <summary>Compares the views of a column an item with the ballots, read by the library's own way.</summary>
internal static class AnswerViews
{
    /// <summary>Appends ballots of three questionnaires, some of them late, and compares every row and column of their views.</summary>
    public static async Task AssertEqualToBallotsAsync(SqlStorage storage, DbConnection connection, string schema)
    {
        await storage.AppendAsync([.. Enumerable.Range(1, 60).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))], false, default);
        await storage.AppendAsync([.. Enumerable.Range(101, 40).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code, SampleBallots.Listed, basis: SelectionBasis.Listed))], false, default);
        await storage.AppendAsync([BallotDraft.Of(SampleBallots.ValueBallot(201, ("O", "tốt")), SampleBallots.Noon, storage.Sealer)], false, default);
        await storage.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9" }, default);
        await storage.AppendAsync([SampleBallots.Draft(301)], false, default);

        IReadOnlyList<AnswerView> views = await storage.ReadViewsAsync(default);
        Assert.Equal(SampleBallots.Packs.Layouts.Count, views.Count);
        Assert.Equal(views.Count, views.Select(view => view.Name).Distinct().Count());
        Assert.Equal("answers_kiosk_9_five_1", views.Single(view => view is { PackId: "kiosk-9", QuestionnaireVersion: "five-1" }).Name);
        var expected = new Dictionary<long, string>();
        await foreach (KeptBallot ballot in storage.ReadKeptAsync(0, default))
        {
            expected.Add(ballot.Sequence, string.Create(CultureInfo.InvariantCulture,
                $"{ballot.PackId} {ballot.QuestionnaireVersion} {ballot.UnitCode} {BallotWords.Of(ballot.Mode)} {BallotWords.Of(ballot.Basis)} {ballot.ProcedureCode} {(ballot.Late ? 1 : 0)} {ballot.Answers} {string.Join(',', ballot.Answers.Select(c => char.IsDigit(c) ? c.ToString() : "–"))}"));
        }

        var found = new Dictionary<long, string>();
        foreach (AnswerView view in views)
        {
            string columns = string.Join(", ", view.Columns.Select(column => $"\"{column}\""));
            foreach (IDictionary<string, object?> row in (await connection.QueryAsync($"select sequence, unit, mode, basis, procedure_code, late, answers, {columns} from {schema}{view.Name}")).Cast<IDictionary<string, object?>>())
            {
                found.Add(Convert.ToInt64(row["sequence"], CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture,
                    $"{view.PackId} {view.QuestionnaireVersion} {row["unit"]} {row["mode"]} {row["basis"]} {row["procedure_code"]} {row["late"]} {row["answers"]} {string.Join(',', view.Columns.Select(column => row[column] ?? "–"))}"));
            }
        }

        Assert.Equal(102, expected.Count);
        Assert.Equal(expected.OrderBy(row => row.Key), found.OrderBy(row => row.Key));
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
        Assert.All(views, view => Assert.Equal(0L, Convert.ToInt64(connection.ExecuteScalar($"select count(*) from {schema}{view.Name}"), CultureInfo.InvariantCulture)));
    }
}
