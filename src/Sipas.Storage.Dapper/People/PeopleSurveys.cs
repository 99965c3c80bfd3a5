using System.Data.Common;
using Dapper;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;

namespace Sipas.Storage.Dapper.People;

/// <summary>Surveys of the personal-data store.</summary>
internal static class PeopleSurveys
{
    /// <summary>Finds the number of a survey.</summary>
    /// <exception cref="SipasException">There is no survey of that code.</exception>
    public static async Task<long> RequireAsync(DbConnection connection, DbTransaction transaction, string survey) =>
        await connection.ExecuteScalarAsync<long?>("select survey_id from survey where code = @survey", new { survey }, transaction)
        .ConfigureAwait(false)
        ?? throw new SipasException(new Problem(ProblemCodes.SurveyUnknown, null, survey));

    /// <summary>Rejects a survey whose sample is drawn.</summary>
    /// <exception cref="SipasException">It is drawn.</exception>
    public static async Task RefuseDrawnAsync(SqlDialect dialect, DbConnection connection, DbTransaction transaction, string survey)
    {
        if (await connection.ExecuteScalarAsync<string?>(
            $"select {dialect.TimeOut("drawn_at")} from draw join survey using (survey_id) where code = @survey", new { survey },
            transaction).ConfigureAwait(false) is { } drawnAt)
        {
            throw new SipasException(new Problem(ProblemCodes.PlanDrawn, survey, drawnAt));
        }
    }
}
