using Microsoft.Data.Sqlite;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Surveys;

namespace Sipas.ReferenceHost.Demo;

/// <summary>Creates the demo's database once.</summary>
internal static class DemoData
{
    private const int PartSize = 2_000;

    public const string SampledPack = "bnv-2640-2017";

    public const string KioskPack = "kiosk-9";

    /// <summary>Creates the database if it does not exist.</summary>
    /// <returns>The number of created ballots; 0 when the database already existed.</returns>
    /// <remarks>The database is created under another name and renamed when it is complete, so that an interrupted demo
    /// is not mistaken for a complete one.</remarks>
    public static async Task<long> EnsureAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return 0;
        }

        // It would be overwritten.
        if (File.Exists(path + ".receipt-key.pem"))
        {
            throw new SipasException(new Problem(ProblemCodes.StoreMissingBesideKey, path, path + ".receipt-key.pem"));
        }

        string draft = path + ".making";
        Prepare(draft);
        long ballots = await MakeAsync(draft, cancellationToken).ConfigureAwait(false);
        SqliteConnection.ClearAllPools();
        File.Move(draft + ".receipt-key.pem", path + ".receipt-key.pem", overwrite: false);
        File.Move(draft, path);
        return ballots;
    }

    private static async Task<long> MakeAsync(string path, CancellationToken cancellationToken)
    {
        MethodPack sampled = MethodPacks.Shipped(SampledPack);
        MethodPack kiosk = MethodPacks.Shipped(KioskPack);
        var packs = new MethodPackRegistry([kiosk, sampled]);
        var clock = new DemoClock();
        using var storage = new SqliteStorage(path, packs, clock);
        using var state = new SurveyState(storage, packs);
        await state.OpenAsync(cancellationToken).ConfigureAwait(false);
        await storage.Notices.SaveNoticeAsync(DemoProvince.Notice, cancellationToken).ConfigureAwait(false);
        await storage.Units.SaveAsync(DemoProvince.Units, cancellationToken).ConfigureAwait(false);
        await storage.Designs.SaveDesignAsync(DemoDesign.Of(DemoProvince.Units), cancellationToken).ConfigureAwait(false);
        await state.ReloadAsync(cancellationToken).ConfigureAwait(false);
        await using var intake = new BallotIntake(storage.Ballots, storage.Held, new BallotValidator(packs), state, clock);
        long appended = 0;
        IEnumerable<BallotSubmission[]> parts = new DemoBallots(DemoProvince.Units).Make(sampled, kiosk).GroupBy(ballot => ballot.Basis)
            .SelectMany(basis => basis.Chunk(PartSize));
        foreach (BallotSubmission[] part in parts)
        {
            // The clock of the demo's server is the time of the last ballot of each part; with both surveys in one
            // part, December's ballots would appear to be ahead of January's clock.
            _ = Iso8601.TryRead(part[^1].CompletedAt!, out DateTimeOffset last);
            clock.Now = last.AddSeconds(1);
            BatchResult result = await intake.SubmitAllAsync(part, cancellationToken).ConfigureAwait(false);
            if (result.Problems.Count > 0)
            {
                throw new SipasException([.. result.Problems.Select(problem => problem.Problem)]);
            }

            appended += result.Appended;
        }

        return appended;
    }

    // Creates the folder, and removes the files of an interrupted demo.
    private static void Prepare(string path)
    {
        try
        {
            PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            foreach (string file in (string[])[path, path + "-wal", path + "-shm", path + ".receipt-key.pem",
                path + ".receipt-key.pem.next"])
            {
                File.Delete(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", path), error);
        }
    }

    private sealed class DemoClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2024, 1, 1, 0, 0, 0, VietnameseTime.Offset);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
