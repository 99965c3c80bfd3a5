using System.Security.Cryptography;
using System.Text;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>The attack: joins dossiers to ballots by all that the files show. It knows the dossiers and the order in
/// which they were at the counter, and no key.</summary>
internal static class Joining
{
    /// <summary>The best joining.</summary>
    /// <returns>For each dossier at most one ballot; a ballot is used once.</returns>
    public static Dictionary<string, Guid> Best(StolenFiles files, IReadOnlyList<Person> persons)
    {
        var joined = new Dictionary<string, Guid>(StringComparer.Ordinal);
        Dictionary<SeenTicket, Person> rows = RowsOf(files, persons);
        Dictionary<string, Guid> ballotOf = BallotsOfMarks(files);

        // By a mark that can be computed from a value of the ticket's row.
        foreach ((SeenTicket row, Person person) in rows)
        {
            foreach (byte[] candidate in Candidates(row))
            {
                if (ballotOf.TryGetValue(Convert.ToHexString(candidate), out Guid ballot))
                {
                    joined.TryAdd(person.Dossier, ballot);
                }
            }
        }

        // By a procedure that ticket and ballot show: cells with one of each.
        foreach (IGrouping<(string, string?), SeenBallot> cell in files.Ballots.GroupBy(ballot => (ballot.Unit, ballot.Procedure))
            .Where(cell => cell.Count() == 1))
        {
            SeenTicket[] tickets = [.. rows.Keys.Where(row => row.Procedure is not null && (row.Unit, row.Procedure) == cell.Key)];
            if (tickets.Length == 1)
            {
                joined.TryAdd(rows[tickets[0]].Dossier, cell.Single().Id);
            }
        }

        // The rest by guessing inside unit and day: first come, first answered.
        HashSet<Guid> used = [.. joined.Values];
        foreach (IGrouping<(string Unit, int Day), Person> group in persons.Where(person => !joined.ContainsKey(person.Dossier))
            .GroupBy(person => (person.Unit, person.Day)).ToArray())
        {
            foreach ((Person person, SeenBallot ballot) in group
                .Zip(files.Ballots.Where(ballot => (ballot.Unit, ballot.Day) == group.Key && !used.Contains(ballot.Id))))
            {
                joined.Add(person.Dossier, ballot.Id);
            }
        }

        return joined;
    }

    /// <summary>Joins by cells of unit and procedure alone.</summary>
    public static Dictionary<string, Guid> ByCells(StolenFiles files, IReadOnlyList<Person> persons) =>
        Best(files with
        {
            Spent = [],
            Commits = [],
            Ballots = [.. files.Ballots.GroupBy(ballot => (ballot.Unit, ballot.Procedure)).Where(cell => cell.Count() == 1)
                .Select(cell => cell.Single())]
        }, persons);

    // The k-th row of a unit and day is of the k-th person at its counter.
    private static Dictionary<SeenTicket, Person> RowsOf(StolenFiles files, IReadOnlyList<Person> persons)
    {
        var rows = new Dictionary<SeenTicket, Person>(ReferenceEqualityComparer.Instance);
        foreach (IGrouping<(string, int), SeenTicket> group in files.Issued.GroupBy(row => (row.Unit, row.Day)))
        {
            foreach ((SeenTicket row, Person person) in group.Zip(persons.Where(person => (person.Unit, person.Day) == group.Key)))
            {
                rows.Add(row, person);
            }
        }

        return rows;
    }

    // By the commit where it is known, else by the order of writing.
    private static Dictionary<string, Guid> BallotsOfMarks(StolenFiles files)
    {
        var ballots = new Dictionary<string, Guid>(StringComparer.Ordinal);
        HashSet<Guid> withTicket = [.. files.Ballots.Select(ballot => ballot.Id)];
        foreach (SeenCommit commit in files.Commits)
        {
            Guid[] own = [.. commit.Ballots.Where(withTicket.Contains)];
            if (commit.Marks.Count == 1 && own.Length == 1)
            {
                ballots.TryAdd(Convert.ToHexString(commit.Marks[0]), own[0]);
            }
        }

        HashSet<Guid> used = [.. ballots.Values];
        foreach ((byte[] mark, SeenBallot ballot) in files.Spent.Where(mark => !ballots.ContainsKey(Convert.ToHexString(mark))).ToArray()
            .Zip(files.Ballots.Where(ballot => !used.Contains(ballot.Id))))
        {
            ballots.Add(Convert.ToHexString(mark), ballot.Id);
        }

        return ballots;
    }

    // All that anybody can compute from a value of a row: itself, and its hashes under every name that stands in the source.
    private static IEnumerable<byte[]> Candidates(SeenTicket row)
    {
        foreach (object value in row.Values.Values)
        {
            byte[] bytes = value as byte[]
                ?? Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
            yield return bytes;
            yield return SHA256.HashData(bytes);
            foreach (string name in (string[])["sipas-spent/1\n", "sipas-spent/2\n", "sipas-issued/1\n"])
            {
                byte[] named = [.. Encoding.UTF8.GetBytes(name), .. bytes];
                yield return SHA256.HashData(named);
                yield return HMACSHA256.HashData(Array.Empty<byte>(), named);
                yield return HMACSHA256.HashData(new byte[32], named);
            }
        }
    }
}
