using System.Data.Common;
using Dapper;
using Sipas.Log;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    /// <summary>Maximum number of findings that is requested from a database.</summary>
    private protected const int MaxFindings = 100;

    /// <summary>The tables of which a verification reports every change, except in the columns that docs/proof.md
    /// names.</summary>
    internal static IReadOnlySet<string> CoveredTables { get; } = new HashSet<string>(
        [
            "audit", "ballot", "ballot_correction", "ballot_flag", "ballot_review", "ballot_value", "device", "device_phase", "late_ballot",
            "method_pack",
            "notice", "quality_notice", "quality_run", "questionnaire", "questionnaire_item", "questionnaire_question", "receipt_key",
            "receipt_seal", "spent_seal",
            "spent_ticket", "survey_closing", "survey_design", "unit", "unit_succession",
        ],
        StringComparer.Ordinal);

    /// <summary>SQL that lists the names of the tables of the schema.</summary>
    private protected abstract string TableNamesSql { get; }

    /// <inheritdoc/>
    public async Task<StoreCondition> CheckConditionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(connection => ConditionAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (SipasException error) when (error.Problems.All(problem => problem.Code == ProblemCodes.DatabaseDamaged))
        {
            return new StoreCondition(error.Problems, []);
        }
    }

    /// <summary>Checks the database for damage with the dialect's means.</summary>
    private protected abstract Task<StoreCondition> ConditionAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The problem that reports a finding.</summary>
    private protected Problem Unsound(string finding) => new(ProblemCodes.DatabaseUnsound, Place, finding);

    private async Task<IReadOnlyList<string>> UncoveredTablesAsync(DbConnection connection, DbTransaction transaction)
    {
        IEnumerable<string> tables = await connection.QueryAsync<string>(TableNamesSql, transaction: transaction).ConfigureAwait(false);
        return [.. tables.Except(CoveredTables, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
