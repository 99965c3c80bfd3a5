using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>Finds every problem of an uploaded file: unreadable rows first, then cells, answers and numbers in the
/// order of the rows.</summary>
internal static class ImportFindings
{
    private const int MaximumUnits = 12;

    /// <summary>Reads the file and reports its problems one by one, each with its row and column.</summary>
    /// <param name="request">The request.</param>
    /// <param name="upload">The file, with its columns chosen.</param>
    /// <param name="onProblem">Receives the problems.</param>
    /// <param name="refused">Problems that the store reported, instead of those of the file; null to validate the file.</param>
    /// <returns>The ballots of the readable rows, and the number of rows with a problem.</returns>
    public static async Task<(BallotFile File, long FaultyRows)> FindAsync(
        ImportRequest request, ImportUpload upload, Action<Problem> onProblem, IReadOnlyList<BatchProblem>? refused = null)
    {
        long faultyRows = 0;
        FileTable table = upload.Read(problem =>
        {
            faultyRows++;
            onProblem(problem);
        });
        BallotFile file = BallotFile.Read(table, request.LayoutOf(upload), upload.Choice!.Map, upload.Choice.Settings);
        int last = -1;
        if (refused is null)
        {
            await request.Import.CheckAsync(file, Report, request.Aborted);
        }
        else
        {
            foreach (BatchProblem problem in refused)
            {
                Report(problem);
            }
        }

        return (file, faultyRows);

        void Report(BatchProblem found)
        {
            Problem problem = BallotImport.InFile(file, found);
            faultyRows += found.Index == last ? 0 : 1;
            last = found.Index;
            onProblem(problem.Allowed is null && problem.Code == ProblemCodes.UnitUnknown
                ? new Problem(problem.Code, problem.Place, problem.Value, UnitCodes(request))
                : problem);
        }
    }

    private static string UnitCodes(ImportRequest request) =>
        string.Join(", ", request.State.Units.Units.Take(MaximumUnits).Select(unit => unit.Code))
            + (request.State.Units.Units.Count > MaximumUnits ? " …" : "");
}
