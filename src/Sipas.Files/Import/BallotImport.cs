using System.Globalization;
using System.Text;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Fieldwork;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Files.Import;

/// <summary>Imports a file of ballots: all of it or nothing, and never twice. Column maps are saved under the headings
/// of the file.</summary>
/// <param name="maps">Stores the maps.</param>
/// <param name="ballots">The ballot log.</param>
/// <param name="audit">The audit log.</param>
/// <param name="intake">Validates ballots.</param>
/// <param name="corrections">Submits ballots and corrections of stored ones.</param>
/// <param name="issued">The issued numbers; null if field logs are stored elsewhere.</param>
internal sealed class BallotImport(
    IImportMapStore maps, IBallotStore ballots, IAuditStore audit, BallotIntake intake, CorrectionService corrections,
    IssuedNumbers? issued = null)
{
    /// <summary>Finds the saved map for files with these columns; null when there is none.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="columns">The header of the file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ColumnMap?> FindMapAsync(string packId, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        await maps.FindImportMapAsync(packId, ColumnMap.Fingerprint(columns), cancellationToken).ConfigureAwait(false) is { } map
            ? ColumnMap.Parse(Encoding.UTF8.GetBytes(map))
            : null;

    /// <summary>Saves a map for files with these columns.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="columns">The header of the file.</param>
    /// <param name="map">The map.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public Task RememberMapAsync(string packId, IReadOnlyList<string> columns, ColumnMap map, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(map);
        return maps.SaveImportMapAsync(packId, ColumnMap.Fingerprint(columns), map.ToJson(), cancellationToken);
    }

    /// <summary>Validates the ballots of a file. Writes nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Every problem with the index of its ballot, in the order of the file; empty when all ballots are valid.</returns>
    public async Task<IReadOnlyList<BatchProblem>> CheckAsync(BallotFile file, CancellationToken cancellationToken)
    {
        var problems = new List<BatchProblem>();
        await CheckAsync(file, problems.Add, cancellationToken).ConfigureAwait(false);
        return problems;
    }

    /// <summary>Validates the ballots of a file and reports problems one by one, so that no list of them is built.
    /// Writes nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="onProblem">Receives every problem with the index of its ballot, in the order of the file: cells,
    /// answers and printed numbers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CheckAsync(BallotFile file, Action<BatchProblem> onProblem, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(onProblem);
        BatchProblem[] known =
            [.. file.Problems.Concat(await CheckNumbersAsync(file, cancellationToken).ConfigureAwait(false))
                .OrderBy(problem => problem.Index)];

        // A problem of a cell is reported once, and not again for the answer derived from the cell.
        HashSet<(int, string?)> reported = [.. file.Problems.Select(problem => (problem.Index, problem.Problem.Place)),
            .. file.Problems.Where(problem => problem.Problem.Place == "completedAt")
            .Select(problem => (problem.Index, (string?)"startedAt"))];
        int next = 0;
        intake.Check(file.Submissions, problem =>
        {
            if (!reported.Contains((problem.Index, problem.Problem.Place)))
            {
                ReportUpTo(problem.Index);
                onProblem(problem);
            }
        }, cancellationToken);
        ReportUpTo(int.MaxValue);

        void ReportUpTo(int index)
        {
            while (next < known.Length && known[next].Index <= index)
            {
                onProblem(known[next++]);
            }
        }
    }

    /// <summary>Adds to a problem its row and, if the problem belongs to a column, the column's heading.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">A problem of the file.</param>
    /// <returns>The same problem with a place such as <c>row 12, unit</c>.</returns>
    public static Problem InFile(BallotFile file, BatchProblem problem)
    {
        ArgumentNullException.ThrowIfNull(file);
        string row = FileTable.RowPlace(file.RowNumbers[problem.Index]);
        return problem.Problem with
        {
            Place = problem.Problem.Place is { } place && place != row
                ? $"{row}, {file.ColumnOf(place) ?? place}"
                : row,
        };
    }

    /// <summary>Determines which ballots of a valid file would be new, which are stored already, and which would
    /// correct others. Writes nothing.</summary>
    /// <param name="file">A file in which <see cref="CheckAsync(BallotFile, CancellationToken)"/> finds no problem.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CorrectionPlan> PlanAsync(BallotFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return await WasStoredAsync(file, cancellationToken).ConfigureAwait(false)
            ? new CorrectionPlan(0, file.Submissions.Count, [])
            : await corrections.PlanAsync(file.Submissions, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores the ballots of a file, all of them or none, and writes an audit record.</summary>
    /// <param name="file">The file.</param>
    /// <param name="correction">The persons responsible for replacing stored ballots that have other content; null to
    /// reject a file that replaces ballots (<c>BAL0301</c>).</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The number of stored ballots, or every problem with the index of its ballot: 0 for a problem of the
    /// whole file.</returns>
    /// <remarks>Both names of the correction are stated by one person, and are stored as such
    /// (<see cref="BallotCorrection.OneWord"/>).</remarks>
    public Task<BatchResult> SaveAsync(BallotFile file, BallotCorrection? correction, CancellationToken cancellationToken) =>
        SaveAsync(file, correction, byAccounts: false, cancellationToken);

    /// <summary>Stores the ballots of a file, all of them or none, and writes an audit record.</summary>
    /// <param name="file">The file.</param>
    /// <param name="correction">The persons responsible for the corrections; null to reject a file that contains some.</param>
    /// <param name="byAccounts">Whether both names are accounts of the host, each of which acted in a separate request.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The number of stored ballots, or every problem with the index of its ballot: 0 for a problem of the
    /// whole file.</returns>
    public async Task<BatchResult> SaveAsync(BallotFile file, BallotCorrection? correction, bool byAccounts,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<BatchProblem> problems = await CheckAsync(file, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
        {
            return new BatchResult { Appended = 0, AlreadyStored = 0, Problems = problems };
        }

        if (await WasStoredAsync(file, cancellationToken).ConfigureAwait(false))
        {
            return new BatchResult { Appended = 0, AlreadyStored = file.Submissions.Count, Problems = [] };
        }

        BatchResult result = correction is null
            ? await corrections.SubmitAllAsync(file.Submissions, cancellationToken).ConfigureAwait(false)
            : await corrections.SubmitAllAsync(file.Submissions, correction.Reason, correction.BroughtBy, correction.ReviewedBy, byAccounts,
                cancellationToken).ConfigureAwait(false);
        if (result.Problems.Count == 0)
        {
            // The ballots are durable: from here on nothing is cancelled.
            BallotSubmission first = file.Submissions[0];
            await audit.AppendAuditAsync(
                AuditActions.BallotsImported,
                string.Create(CultureInfo.InvariantCulture,
                    $"{result.Appended} {first.Pack}/{first.QuestionnaireVersion}, {result.AlreadyStored} already kept"),
                CancellationToken.None).ConfigureAwait(false);
        }

        return result;
    }

    // Printed numbers of sampled ballots that were issued in another unit (PPR0111) or never (PPR0112), if the issued numbers are known.
    private async Task<IReadOnlyList<BatchProblem>> CheckNumbersAsync(BallotFile file, CancellationToken cancellationToken)
    {
        if (issued is null || file.Numbers.Count == 0 || file.Submissions[0].Pack is not { } pack)
        {
            return [];
        }

        int[] sampled = [.. Enumerable.Range(0, file.Submissions.Count)
            .Where(i => file.Submissions[i].Basis == BallotNames.Of(SelectionBasis.Sampled))];
        IReadOnlyList<(int Index, Problem Problem)> found = await issued.CheckAsync(
            pack, [.. sampled.Select(i => ("ballotNumber", file.Numbers[i], file.Submissions[i].Unit ?? ""))], cancellationToken)
            .ConfigureAwait(false);
        return [.. found.Where(known => known.Problem.Severity == ProblemSeverity.Error)
            .Select(known => new BatchProblem(sampled[known.Index], known.Problem))];
    }

    // The ids of a file without ballot numbers are derived from its content, and the file was stored completely or not:
    // looking up its first ballot suffices. Its day may differ today, so contents are not compared.
    private async Task<bool> WasStoredAsync(BallotFile file, CancellationToken cancellationToken) =>
        file.IdsAreOfTheFile && await ballots.FindReceiptAsync(Guid.Parse(file.Submissions[0].Id!), cancellationToken)
        .ConfigureAwait(false) is not null;
}
