using Sipas.Ballots;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files.Import;

/// <content>Files with one ballot per line, as kiosks save waiting ballots.</content>
internal sealed partial class BallotFile
{
    /// <summary>Whether a file contains one ballot per line: its name ends in <c>.jsonl</c>.</summary>
    /// <param name="path">The file.</param>
    public static bool IsJsonLines(string path) => string.Equals(Path.GetExtension(path), ".jsonl", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file of UTF-8 lines, each one ballot in the format of <c>POST /sipas/v1/ballots</c>; empty
    /// lines are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The ballots under the ids assigned by the device, so that a later resend is recognized.</returns>
    /// <exception cref="SipasException">The file contains no ballot, or lines are malformed: every problem with its
    /// line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BallotFile ReadJsonLines(string path)
    {
        var ballots = new List<BallotSubmission>();
        var lines = new List<int>();
        var problems = new List<Problem>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var found = new List<Problem>();
            if (BallotJsonReader.Read(System.Text.Encoding.UTF8.GetBytes(line), found) is { } ballot && found.Count == 0)
            {
                ballots.Add(ballot);
                lines.Add(number);
            }

            problems.AddRange(found.Select(problem =>
                new Problem(problem.Code, $"{FileTable.RowPlace(number)}, {problem.Place}", problem.Value, problem.Allowed)));
        }

        return problems.Count > 0 ? throw new SipasException(problems)
            : ballots.Count == 0 ? throw new SipasException(new Problem(ProblemCodes.BodyEmpty, path))
            : new BallotFile(ballots, lines, idsAreOfTheFile: false, _ => null);
    }
}
