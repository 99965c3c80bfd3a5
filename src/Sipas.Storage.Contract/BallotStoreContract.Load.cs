using Sipas.Ballots;
using Sipas.Verification;

namespace Sipas.Storage.Contract;

/// <summary>Many ballots, many callers, interrupted callers: the log remains consistent.</summary>
public abstract partial class BallotStoreContract
{
    [StorageTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(256)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task AppendAsync_OneCallOfMany_KeepsAllInTheirOrder(int count)
    {
        PendingBallot[] drafts = [.. Enumerable.Range(1, count).Select(Spread)];

        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(drafts);

        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), outcomes.Select(outcome => outcome.Sequence));
        Assert.Equal(drafts.Select((draft, i) => draft.Counted(i + 1).Key), (await LogAsync()).Select(ballot => ballot.Key));
        await AssertProofAsync(count);
    }

    [StorageTheory]
    [InlineData(2, 50)]
    [InlineData(8, 25)]
    [InlineData(16, 12)]
    public async Task AppendAsync_ManyCallersOwnBallots_NumbersThemWithoutGaps(int callers, int each)
    {
        AppendOutcome[][] all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var outcomes = new List<AppendOutcome>();
            for (int i = 1; i <= each; i++)
            {
                outcomes.AddRange(await AppendAsync(Spread((caller * 1_000) + i)));
            }

            return outcomes.ToArray();
        })));

        Assert.Equal(Enumerable.Range(1, callers * each).Select(i => (long)i),
            all.SelectMany(outcomes => outcomes).Select(outcome => outcome.Sequence).Order());
        Assert.All(all, outcomes => Assert.Equal(outcomes.OrderBy(outcome => outcome.Sequence), outcomes));
        await AssertProofAsync(callers * each);
    }

    [StorageFact]
    public async Task AppendAsync_OneIdManyContentsAtOnce_KeepsExactlyOneAndRecordsTheOthers()
    {
        AppendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(1, 5).Select(answer => Task.Run(async () =>
            (await AppendAsync(SampleBallots.Draft(1, answer: (byte)answer)))[0])));

        Assert.Single(outcomes, outcome => outcome.Status == AppendStatus.Appended);
        Assert.Equal(4, outcomes.Count(outcome => outcome.Status == AppendStatus.Conflict));
        Assert.Equal(4, await Storage.Ballots.CountConflictsAsync(default));
        Assert.Single(await LogAsync());
    }

    [StorageFact]
    public async Task AppendAsync_CancelledAtAnyMoment_KeepsAllOfACallOrNothingOfIt()
    {
        const int size = 40;
        var stored = new List<int>();
        for (int round = 0; round < 25; round++)
        {
            using var cancel = new CancellationTokenSource();
            PendingBallot[] drafts = [.. Enumerable.Range((round * size) + 1, size).Select(Spread)];
            Task<IReadOnlyList<AppendOutcome>> append = Task.Run(() => Storage.Ballots.AppendAsync(drafts, false, cancel.Token));
            for (int spin = 0; spin < round * 400 && !append.IsCompleted; spin++)
            {
                Thread.SpinWait(20);
            }

            await cancel.CancelAsync();
            try
            {
                await append;
                stored.Add(round);
            }
            catch (OperationCanceledException)
            {
                Assert.Null(await Storage.Ballots.FindReceiptAsync(drafts[0].Ballot.Id, default));
                Assert.Null(await Storage.Ballots.FindReceiptAsync(drafts[^1].Ballot.Id, default));
            }
        }

        await AssertProofAsync(stored.Count * size);
        Assert.Equal((stored.Count * size) + 1, (await AppendAsync(Spread(1_000_000)))[0].Sequence);
    }

    [StorageFact]
    public async Task AppendAsync_AfterAnyMixOfRepeatsAndConflicts_CountsAddUp()
    {
        var random = new Random(20261121);
        var contents = new Dictionary<int, byte>();
        long conflicts = 0;
        for (int call = 0; call < 60; call++)
        {
            (int Id, byte Answer)[] sent = [.. Enumerable.Range(0, random.Next(1, 12))
                .Select(_ => (random.Next(1, 80), (byte)random.Next(1, 4)))];
            bool allOrNothing = random.Next(3) == 0;
            IReadOnlyList<AppendOutcome> outcomes = await Storage.Ballots
                .AppendAsync([.. sent.Select(ballot => SampleBallots.Draft(ballot.Id, answer: ballot.Answer))], allOrNothing, default);

            var expected = new Dictionary<int, byte>(contents);
            long refused = sent.LongCount(ballot => !expected.TryAdd(ballot.Id, ballot.Answer) && expected[ballot.Id] != ballot.Answer);
            Assert.Equal(refused, outcomes.LongCount(outcome => outcome.Status == AppendStatus.Conflict));
            conflicts += refused;
            contents = allOrNothing && refused > 0 ? contents : expected;
        }

        Assert.Equal(conflicts, await Storage.Ballots.CountConflictsAsync(default));
        List<StoredBallot> stored = await StoredAsync();
        Assert.Equal(contents.OrderBy(pair => pair.Key).Select(pair => (SampleBallots.Id(pair.Key), (char)('0' + pair.Value))),
            stored.Select(ballot => (ballot.Id, ballot.Answers[0])).OrderBy(pair => pair.Id));
        await AssertProofAsync(contents.Count);
    }

    [StorageFact]
    public async Task ReadAsync_WhileOthersAppend_IsAPrefixOfTheLog()
    {
        Task writing = Task.Run(async () =>
        {
            for (int i = 1; i <= 60; i++)
            {
                await AppendAsync(Spread(i), Spread(1_000 + i));
            }
        });
        var lengths = new List<int>();
        while (!writing.IsCompleted)
        {
            List<CountedBallot> log = await LogAsync();
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(ballot => ballot.Sequence));
            Assert.True(int.IsEvenInteger(log.Count), "half an append was seen");
            lengths.Add(log.Count);
        }

        await writing;
        Assert.Equal(lengths.Order(), lengths);
        Assert.Equal(120, (await LogAsync()).Count);
    }

    [StorageFact]
    public async Task ReadAsync_StoppedHalfway_LeavesTheStoreUsable()
    {
        await AppendAsync([.. Enumerable.Range(1, 500).Select(Spread)]);
        using var cancel = new CancellationTokenSource();
        int read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (CountedBallot _ in Storage.Ballots.ReadAsync(0, cancel.Token))
            {
                if (++read == 10)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        Assert.Equal(10, read);
        await foreach (CountedBallot _ in Storage.Ballots.ReadAsync(0, default))
        {
            break;
        }

        Assert.Equal(501, (await AppendAsync(Spread(501)))[0].Sequence);
    }

    [StorageFact]
    public async Task AppendAndRead_HundredThousandBallots_AreAllThereInOrder()
    {
        const int count = 100_000;
        const int part = 20_000;
        for (int from = 1; from <= count; from += part)
        {
            IReadOnlyList<AppendOutcome> outcomes = await AppendAsync([.. Enumerable.Range(from, part).Select(Spread)]);
            Assert.Equal((from, from + part - 1), (outcomes[0].Sequence, outcomes[^1].Sequence));
        }

        long read = 0;
        long[] levels = new long[SampleBallots.Kiosk.Items[0].CodeCount];
        await foreach (CountedBallot ballot in Storage.Ballots.ReadAsync(0, default))
        {
            Assert.Equal(++read, ballot.Sequence);
            levels[ballot.Codes.Span[0]]++;
        }

        Assert.Equal(count, read);
        Assert.Equal(Enumerable.Range(0, levels.Length)
            .Select(code => Enumerable.Range(1, count).LongCount(i => i % levels.Length == code)), levels);

        // Signatures of a sample only: verifying all takes ten seconds of processor time.
        VerificationReport report = await LogVerifier.VerifyAsync(
            Storage.Log, new VerificationSettings { Signatures = false }, null, default);
        Assert.Equal((count, 0L), (report.BallotCount, report.FaultCount));
    }

    protected async Task AssertProofAsync(long count)
    {
        VerificationReport report = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);
        Assert.Empty(report.Problems);
        Assert.Equal(count, report.BallotCount);
        Assert.Equal(count, await Storage.Ballots.LastSequenceAsync(default));
    }

    // Minutes of one month, and three units in turn.
    private static PendingBallot Spread(int number) =>
        PendingBallot.Of(
            SampleBallots.Ballot(number, SampleBallots.Units[number % 3].Code)
            .WithHeader(header => header with
            { StartedAt = SampleBallots.Noon, CompletedAt = SampleBallots.Noon.AddSeconds(number % 600) }),
            SampleBallots.Noon.AddHours(1));
}
