using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost;

/// <summary>Whoever can write the database, without any key, forges a closing or removes one.</summary>
public abstract partial class StoreCommandsTests
{
    private const int Before = 56;
    private const int After = 90;

    private static readonly SurveyScope Kiosks = new() { PackId = "kiosk-9" };

    [StorageTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_ClosingForgedWithItsRecordAndLateBallots_NamesTheSurveyWithAndWithoutAnAnchor(bool signatureOfAnotherRecord)
    {
        string anchor = await FillAndAnchorAsync(close: false);
        Assert.Contains($"{Before + After}", (await ScoreAsync()).Output, StringComparison.Ordinal);
        using (DbConnection owner = await OwnerAsync())
        {
            await ForgeAsync(owner, signatureOfAnotherRecord);
        }

        SipasRun scored = await ScoreAsync();
        SipasRun verified = await RunAsync("verify");
        SipasRun anchored = await RunAsync("verify", "--anchor", anchor);
        string export = Folder.File("forged.jsonl");
        await RunAsync("export", "--to", export);
        SipasRun ofExport = await SipasRun.OfAsync("verify", "--export", export);

        Assert.DoesNotContain($"{Before + After}", scored.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (verified.ExitCode, anchored.ExitCode, ofExport.ExitCode));
        foreach (SipasRun run in (SipasRun[])[verified, anchored, ofExport])
        {
            Assert.Contains($"({After} late)", run.Output, StringComparison.Ordinal);
            Assert.StartsWith("PRF0047", run.Errors, StringComparison.Ordinal);
            Assert.Contains("'T0'", run.Errors, StringComparison.Ordinal);
        }
    }

    [StorageTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_ClosingRemovedWithItsRecordAndLateBallots_IsToldAndTheAnchorNamesTheSurvey(bool chainRecomputed)
    {
        string anchor = await FillAndAnchorAsync(close: true);
        Assert.Contains($"({After} late)", (await RunAsync("verify")).Output, StringComparison.Ordinal);
        using (DbConnection owner = await OwnerAsync())
        {
            await owner.ExecuteAsync("delete from late_ballot");
            await owner.ExecuteAsync("delete from survey_closing");
            await owner.ExecuteAsync("delete from audit where action = 'survey.closed'");
            if (chainRecomputed)
            {
                await RechainAsync(owner);
            }
        }

        SipasRun verified = await RunAsync("verify");
        SipasRun anchored = await RunAsync("verify", "--anchor", anchor);

        Assert.Equal((1, 1), (verified.ExitCode, anchored.ExitCode));
        Assert.Contains("(0 late)", verified.Output, StringComparison.Ordinal);
        Assert.StartsWith(chainRecomputed ? "PRF0043" : "PRF0041", verified.Errors, StringComparison.Ordinal);
        // The code stands on a line of its own, and the sentences in Vietnamese and English follow.
        string named = string.Join('\n', anchored.Errors.Split('\n')
            .SkipWhile(line => !line.StartsWith("PRF0048", StringComparison.Ordinal)).Take(3));
        Assert.Contains("'2026'", named, StringComparison.Ordinal);
    }

    // Nothing in the store tells that the last records are gone: docs/proof.md, section 10.
    [StorageFact]
    public async Task Verify_LastRecordsRemovedWithTheirClosing_IsToldByTheAnchor()
    {
        await FillAsync(Before);
        using (SqlStorage storage = Open(SampleBallots.Packs))
        {
            await storage.OpenAsync(default);
            await storage.Closings.CloseAsync("2026", Kiosks, default);
        }

        string anchor = Folder.File("anchor.txt");
        await RunAsync("anchor", "--to", anchor);
        using (DbConnection owner = await OwnerAsync())
        {
            await owner.ExecuteAsync("delete from survey_closing");
            await owner.ExecuteAsync("delete from audit where action = 'survey.closed'");
        }

        SipasRun verified = await RunAsync("verify");
        SipasRun anchored = await RunAsync("verify", "--anchor", anchor);

        Assert.Equal((0, 1), (verified.ExitCode, anchored.ExitCode));
        Assert.StartsWith("PRF0048", anchored.Errors, StringComparison.Ordinal);
        Assert.Contains("'2026'", anchored.Errors, StringComparison.Ordinal);
        Assert.Contains(anchored.Errors.Split('\n'), line => line.StartsWith("PRF0049", StringComparison.Ordinal));
    }

    [StorageFact]
    public async Task Verify_TablesThatAreNotCovered_AreListedInBothLanguages()
    {
        await FillAsync(3);

        SipasRun verified = await RunAsync("verify");

        Assert.Equal((0, ""), (verified.ExitCode, verified.Errors));
        const string Title = "Bảng không được kiểm tra / Tables not covered: ";
        string listed = Assert.Single(verified.Output.Split('\n'), line => line.StartsWith(Title, StringComparison.Ordinal));
        Assert.Contains("held_submission", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("survey_design", listed, StringComparison.Ordinal);
    }

    private async Task<SipasRun> ScoreAsync() => await RunAsync("score", "--pack", "kiosk-9", "--format", "json");

    // The review's base in short: ballots, perhaps a closing, late ballots, another key, more records behind.
    private async Task<string> FillAndAnchorAsync(bool close)
    {
        await FillAsync(Before);
        using (SqlStorage storage = Open(SampleBallots.Packs))
        {
            await storage.OpenAsync(default);
            await storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);
            if (close)
            {
                await storage.Closings.CloseAsync("2026", Kiosks, default);
            }

            IEnumerable<PendingBallot> more = Enumerable.Range(Before + 1, After)
                .Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code));
            await storage.Ballots.AppendAsync([.. more], false, default);
        }

        Assert.Equal(0, (await RunAsync("key", "rotate")).ExitCode);
        string anchor = Folder.File("anchor.txt");
        SipasRun taken = await RunAsync("anchor", "--to", anchor);
        Assert.Equal((0, ""), (taken.ExitCode, taken.Errors));
        return anchor;
    }

    private async Task ForgeAsync(DbConnection owner, bool signatureOfAnotherRecord)
    {
        using SqlStorage storage = Open(SampleBallots.Packs);
        var tree = new MerkleTree();
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            if (ballot.Sequence <= Before)
            {
                tree.Append(ballot.ContentHash.Span);
            }
        }

        byte[] root = tree.Root();
        string hex = Convert.ToHexString(root).ToLowerInvariant();
        var closing = new SurveyClosing("T0", Kiosks, Before, tree.Count, hex, SampleBallots.Noon.ToUniversalTime());
        bool isText = this is SqliteStoreCommandsTests;
        object at = isText ? Iso8601.Write(closing.ClosedAt) : closing.ClosedAt.UtcDateTime;
        string overriding = isText ? "" : "overriding system value";
        await owner.ExecuteAsync(
            $"""
            insert into survey_closing (closing_id, name, pack, last_sequence, ballots, root, closed_at) {overriding}
            values (1, 'T0', 'kiosk-9', @last, @ballots, @root, @at)
            """,
            new { last = closing.LastSequence, ballots = closing.BallotCount, root, at });
        await owner.ExecuteAsync(
            "insert into late_ballot (sequence, closing_id) select sequence, 1 from ballot where sequence > @Before", new { Before });
        IReadOnlyList<AuditRecord> records = await storage.Audit.ReadAuditAsync(default);
        var right = new AuditRecord(closing.ClosedAt, AuditActions.SurveyClosed, closing.AuditDetail(), "root");
        AuditRecord record = AuditChain.Follow(right, EndOf(records), null);
        if (signatureOfAnotherRecord)
        {
            record = record with { KeyId = records[^1].KeyId, Signature = records[^1].Signature };
        }

        await owner.ExecuteAsync(
            """
            insert into audit (at, action, detail, actor, number, link, key_id, signature)
            values (@at, @Action, @Detail, @Actor, @Number, @Link, @KeyId, @Signature)
            """,
            new { at, record.Action, record.Detail, record.Actor, record.Number, record.Link, record.KeyId, record.Signature });
    }

    // Numbers without a gap and links that follow; only the signatures cannot be made.
    private async Task RechainAsync(DbConnection owner)
    {
        using SqlStorage storage = Open(SampleBallots.Packs);
        AuditHead end = AuditHead.Empty;
        foreach (AuditRecord record in await storage.Audit.ReadAuditAsync(default))
        {
            AuditRecord next = AuditChain.Follow(record, end, null);
            await owner.ExecuteAsync(
                "update audit set number = @to, link = @Link where number = @from", new
                {
                    to = next.Number,
                    next.Link,
                    from = record.Number,
                });
            end = new AuditHead(next.Number!.Value, next.Link!);
        }
    }

    private static AuditHead EndOf(IReadOnlyList<AuditRecord> records) => new(records[^1].Number!.Value, records[^1].Link!);
}
