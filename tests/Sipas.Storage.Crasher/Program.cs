using System.Globalization;
using Sipas.Ballots;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.Dapper.Stores;
using Sipas.Storage.PostgreSql;

// Appends from several callers without an end, and tells each receipt once it has it: made to be killed.
// Arguments: sqlite PATH | postgresql VARIABLE, then the key's path, the first number of its ballots, and a seed.
var options = new SqlStorageOptions { ReceiptKeyPath = args[2] };
using SqlStorage storage = args[0] == "sqlite"
    ? new SqliteStorage(args[1], SampleBallots.Packs, TimeProvider.System, options)
    : new PostgreSqlStorage(Environment.GetEnvironmentVariable(args[1])!, SampleBallots.Packs, TimeProvider.System, options);
int first = int.Parse(args[3], CultureInfo.InvariantCulture);
int seed = int.Parse(args[4], CultureInfo.InvariantCulture);
await storage.OpenAsync(default);
await storage.Units.SaveAsync(SampleBallots.Units, default);
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false };
output.WriteLine("ready");
output.Flush();

await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
{
    var random = new Random(seed + caller);
    for (int number = first + (caller * 1_000_000); ;)
    {
        int size = random.Next(4) == 0 ? random.Next(1, 700) : random.Next(1, 6);
        PendingBallot[] drafts = [.. Enumerable.Range(number, size).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))];
        IReadOnlyList<AppendOutcome> outcomes = await storage.Ballots.AppendAsync(drafts, allOrNothing: false, default);
        lock (output)
        {
            foreach (Receipt receipt in outcomes.Select(outcome => outcome.Receipt!))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{receipt.BallotId:D} {receipt.UnitCode} {receipt.Position} {receipt.ContentHash} "
                    + $"{receipt.Path}.{receipt.Signature}"));
            }

            output.Flush();
        }

        number += size;
    }
})));
