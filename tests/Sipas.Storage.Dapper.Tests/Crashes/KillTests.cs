using System.Diagnostics;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;
using Sipas.Verification;

namespace Sipas.Storage.Dapper.Crashes;

/// <summary>A process that appends is killed at random moments; whatever it told before is there, once, and the chain is whole.</summary>
public abstract class KillTests : IDisposable
{
    // Rounds on one store, each on what the last one left; then another store, so that reading it all stays quick.
    private const int Series = 20;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SIPAS_CRASH_ROUNDS") ?? "6",
        CultureInfo.InvariantCulture);

    private protected TemporaryFolder Folder { get; } = new();

    private protected string KeyPath { get; private set; } = "";

    [StorageFact]
    public async Task Append_ProcessKilledAtRandomMoments_LosesNoAcknowledgedBallot()
    {
        var random = new Random(20261121);
        var acknowledged = new Dictionary<Guid, string>();
        int killedAtWork = 0;
        for (int round = 0; round < Rounds; round++)
        {
            if (round % Series == 0)
            {
                acknowledged.Clear();

                // A new store next to the key of another one is refused.
                KeyPath = Folder.File(string.Create(CultureInfo.InvariantCulture, $"receipts-{round / Series}.pem"));
                await NewStoreAsync(round / Series);
            }

            List<string> explained = await RunAndKillAsync(round, random);
            killedAtWork += explained.Count > 0 ? 1 : 0;
            foreach (string line in explained)
            {
                string[] parts = line.Split(' ', 2);
                acknowledged.Add(Guid.Parse(parts[0]), parts[1]);
            }

            using SqlStorage storage = Open();
            await storage.OpenAsync(default);
            await AssertAllThereAsync(storage, acknowledged, signatures: (round + 1) % Series == 0 || round + 1 == Rounds);
        }

        Assert.True(killedAtWork > Rounds / 2,
            $"only {killedAtWork} of {Rounds} rounds were killed after a first receipt: nothing was tried");
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();

    private protected abstract Task NewStoreAsync(int series);

    private protected abstract string[] StoreArguments { get; }

    private protected abstract SqlStorage Open();

    private protected virtual void Prepare(ProcessStartInfo start)
    {
    }

    /// <summary>What else happens when the process is killed, and is put right before the store is opened again.</summary>
    private protected virtual Task StrikeAsync(int round) => Task.CompletedTask;

    private async Task<List<string>> RunAndKillAsync(int round, Random random)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Sipas.Storage.Crasher.dll");
        string[] arguments = [program, .. StoreArguments, KeyPath, Show((round * 10_000_000) + 1), Show(round)];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Prepare(start);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string? ready = await process.StandardOutput.ReadLineAsync();
        if (ready != "ready")
        {
            Assert.Fail($"The crasher did not start: {await errors}");
        }

        // Mostly from the first receipt on, sometimes before: the machine's load must not decide whether anything is tried.
        var first = new TaskCompletionSource();
        Task<string> output = ReadAsync(process.StandardOutput, first);
        await (round % 5 == 4 ? Task.CompletedTask : Task.WhenAny(first.Task, output));
        await Task.Delay(random.Next(0, 150));
        Task strike = StrikeAsync(round);
        process.Kill();
        await process.WaitForExitAsync();
        await strike;

        // What stands behind the last line end was being written when the process died: nobody has read it as a receipt.
        string text = await output;
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static async Task<string> ReadAsync(StreamReader output, TaskCompletionSource first)
    {
        var text = new System.Text.StringBuilder();
        char[] buffer = new char[65_536];
        while (await output.ReadAsync(buffer) is > 0 and int count)
        {
            text.Append(buffer, 0, count);
            first.TrySetResult();
        }

        return text.ToString();
    }

    private static async Task AssertAllThereAsync(SqlStorage storage, Dictionary<Guid, string> acknowledged, bool signatures)
    {
        int seen = 0;
        var ids = new HashSet<Guid>();
        (ReceiptSeal Seal, long First) covering = default;
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            Assert.True(ids.Add(ballot.Id), "a ballot is kept twice");
            covering = ballot.Seal is { } begins ? (begins, ballot.Sequence) : covering;
            if (acknowledged.TryGetValue(ballot.Id, out string? explained))
            {
                Receipt receipt = ballot.ToReceipt(covering.Seal, (int)(ballot.Sequence - covering.First));
                Assert.Equal(explained, string.Create(CultureInfo.InvariantCulture,
                    $"{receipt.UnitCode} {receipt.Position} {receipt.ContentHash} {receipt.Path}.{receipt.Signature}"));
                seen++;
            }
        }

        Assert.Equal(acknowledged.Count, seen);
        VerificationReport report = await LogVerifier.VerifyAsync(storage.Log, new VerificationSettings { Signatures = signatures }, null,
            default);
        Assert.Empty(report.Problems);
        Assert.Equal(ids.Count, report.BallotCount);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
