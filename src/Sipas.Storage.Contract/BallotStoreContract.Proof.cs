using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Verification;

namespace Sipas.Storage.Contract;

/// <summary>Closed surveys never change, and the log verifies.</summary>
public abstract partial class BallotStoreContract
{
    private protected static readonly SurveyScope KioskScope = new() { PackId = "kiosk-9" };

    [StorageFact]
    public async Task CloseAsync_Survey_HoldsWhatWasThereAndItsRoot()
    {
        PendingBallot[] drafts = [SampleBallots.Draft(1),
            SampleBallots.Draft(2, "Q01", SampleBallots.Sampled, basis: SelectionBasis.Sampled), SampleBallots.Draft(3, "X01")];
        await AppendAsync(drafts);
        var tree = new MerkleTree();
        tree.Append(drafts[0].ContentHash);
        tree.Append(drafts[2].ContentHash);

        SurveyClosing closing = await Storage.Closings.CloseAsync("2026", KioskScope, default);

        Assert.Equal(("2026", KioskScope, 3L, 2L), (closing.Name, closing.Scope, closing.LastSequence, closing.BallotCount));
        Assert.Equal(Convert.ToHexString(tree.Root()), closing.Root, ignoreCase: true);
        Assert.Equal([closing], await Storage.Closings.ReadClosingsAsync(default));
        AuditRecord audit = Assert.Single(
            await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.SurveyClosed);
        Assert.Equal($"2026 {closing.Root} {closing.Digest()}", audit.Detail);
    }

    [StorageFact]
    public async Task AppendAsync_AfterClosing_IsStoredLateAndCountsNowhere()
    {
        await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2));
        await Storage.Closings.CloseAsync("2026", KioskScope, default);

        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(
            SampleBallots.Draft(3), SampleBallots.Draft(4, layout: SampleBallots.Sampled, basis: SelectionBasis.Sampled),
            SampleBallots.Draft(1), SampleBallots.Draft(5));

        Assert.Equal([true, false, false, true], outcomes.Select(outcome => outcome.Late));
        Assert.Equal([3L, 4L, 1L, 5L], outcomes.Select(outcome => outcome.Sequence));
        Assert.Equal([3L, 4L, 1L, 5L], outcomes.Select(outcome => outcome.Receipt!.Position));
        Assert.Equal([1L, 2L, 4L], (await LogAsync()).Select(ballot => ballot.Sequence));
        Assert.Equal(4, await Storage.Ballots.LastSequenceAsync(default));
        Assert.Equal([3L, 5L], (await StoredAsync()).Where(ballot => ballot.Late).Select(ballot => ballot.Sequence));
        VerificationReport report = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);
        Assert.Empty(report.Problems);
        Assert.Equal((5L, 2L, 1), (report.BallotCount, report.LateCount, report.ClosingCount));
    }

    [StorageFact]
    public async Task CloseAsync_SameNameAgain_IsRefusedAndTheFirstStays()
    {
        SurveyClosing first = await Storage.Closings.CloseAsync("2026", KioskScope, default);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            Storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "bnv-2640-2017" }, default));

        Assert.Equal(ProblemCodes.SurveyClosed, Assert.Single(error.Problems).Code);
        Assert.Equal([first], await Storage.Closings.ReadClosingsAsync(default));
    }

    [StorageFact]
    public async Task ReadHeadAsync_AfterClosing_HoldsWhatStandsBesideTheBallots()
    {
        await AppendAsync(SampleBallots.Draft(1),
            PendingBallot.Of(SampleBallots.ValueBallot(2, ("O", "tốt")), SampleBallots.Noon, Storage.Ballots.Sealer));
        SurveyClosing closing = await Storage.Closings.CloseAsync("2026", KioskScope, default);
        await AppendAsync(SampleBallots.Draft(3));

        LogHead head = await Storage.Log.ReadHeadAsync(default);

        Assert.Equal(3, head.LastSequence);
        Assert.Equal([closing], head.Closings);
        Assert.Equal((await Storage.Ballots.ReadKeysAsync(default)).Select(key => key.KeyId), head.Keys.Select(key => key.KeyId));
        Assert.Equal(await Storage.Audit.ReadAuditAsync(default), head.Audit);
        Assert.Equal(SampleBallots.Kiosk.Items.Select(item => item.Item.Code),
            Assert.Single(head.Questionnaires, known => known is { PackId: "kiosk-9", Version: "five-1" }).ItemCodes);
        StoredQuestionnaire values = Assert.Single(head.Questionnaires, known => known.PackId == "sample-values");
        Assert.Equal(SampleBallots.Values.Items.Select(item => item.Item.Code), values.ItemCodes);
        Assert.Equal(SampleBallots.Values.ValueQuestions.Select(question => question.Code), values.ValueCodes);
    }

    [StorageTheory]
    [InlineData("")]
    [InlineData("năm 2026")]
    [InlineData("a/b")]
    public async Task CloseAsync_MalformedName_IsRefused(string name)
    {
        SipasException error = await Assert.ThrowsAsync<SipasException>(() => Storage.Closings.CloseAsync(name, KioskScope, default));

        Assert.Equal(ProblemCodes.CodeMalformed, Assert.Single(error.Problems).Code);
    }

    [StorageTheory]
    [InlineData(null, null, null, null, 6)]
    [InlineData("five-1", null, null, null, 6)]
    [InlineData("other", null, null, null, 0)]
    [InlineData(null, SelectionBasis.Sampled, null, null, 2)]
    [InlineData(null, SelectionBasis.SelfSelected, null, null, 4)]
    [InlineData(null, null, "2026-12-31", null, 4)]
    [InlineData(null, null, null, "2026-12-31", 4)]
    [InlineData(null, null, "2026-12-31", "2026-12-31", 2)]
    [InlineData(null, SelectionBasis.Sampled, "2027-01-01", null, 1)]
    public async Task CloseAsync_Scope_CoversExactlyItsBallots(
        string? version, SelectionBasis? basis, string? from, string? to, int expected)
    {
        // Two ballots on each of three days in Vietnam; the time of each day's first ballot is in UTC, where its date
        // is the previous day.
        DateTimeOffset[] days = [new(2026, 12, 30, 0, 30, 0, TimeSpan.FromHours(7)), new(2026, 12, 31, 0, 30, 0, TimeSpan.FromHours(7)),
            new(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(7))];
        await AppendAsync([.. days.SelectMany((day, i) => new[]
        {
            PendingBallot.Of(SampleBallots.Ballot((2 * i) + 1)
                .WithHeader(header => header with { StartedAt = day.ToUniversalTime(), CompletedAt = day.ToUniversalTime() }),
                day.AddDays(9)),
            PendingBallot.Of(SampleBallots.Ballot((2 * i) + 2)
                .WithHeader(header => header with
                {
                    StartedAt = day,
                    CompletedAt = day,
                    Basis = i == 0 ? SelectionBasis.SelfSelected : SelectionBasis.Sampled,
                }),
                day.AddDays(9)),
        })]);
        var scope = new SurveyScope { PackId = "kiosk-9", QuestionnaireVersion = version, Basis = basis, From = Day(from), To = Day(to) };

        SurveyClosing closing = await Storage.Closings.CloseAsync("s", scope, default);

        Assert.Equal(expected, closing.BallotCount);
        Assert.Equal([closing], await Storage.Closings.ReadClosingsAsync(default));
        await AssertProofAsync(6);

        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [StorageFact]
    public async Task ReadKeysAsync_AfterAppending_HoldTheKeyThatSigned()
    {
        Receipt receipt = (await AppendAsync(SampleBallots.Draft(1)))[0].Receipt!;

        ReceiptKey key = Assert.Single(await Storage.Ballots.ReadKeysAsync(default));

        using var keyring = new ReceiptKeyring([key]);
        Assert.Equal(receipt.KeyId, key.KeyId);
        Assert.True(keyring.Verifies(receipt.KeyId, receipt.SignedBytes(), Base64Text.Decode(receipt.Signature)));
        Assert.False(keyring.Verifies(receipt.KeyId, (receipt with { Position = 2 }).SignedBytes(), Base64Text.Decode(receipt.Signature)));
    }

    [StorageTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(257)]
    [InlineData(600)]
    public async Task AppendAsync_ManyAtOnce_EveryReceiptProvesItselfNowAndWhenAskedAgain(int count)
    {
        PendingBallot[] drafts = [.. Enumerable.Range(1, count).Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code))];
        IReadOnlyList<AppendOutcome> first = await AppendAsync(drafts);
        IReadOnlyList<AppendOutcome> again = await AppendAsync(drafts);

        using var keyring = new ReceiptKeyring(await Storage.Ballots.ReadKeysAsync(default));
        Assert.All(first, outcome =>
            Assert.True(keyring.Verifies(outcome.Receipt!.KeyId, outcome.Receipt.SignedBytes(),
                Base64Text.Decode(outcome.Receipt.Signature))));
        Assert.Equal(first.Select(outcome => outcome.Receipt), again.Select(outcome => outcome.Receipt));
        Assert.Equal(first[^1].Receipt, await Storage.Ballots.FindReceiptAsync(drafts[^1].Ballot.Id, default));
        await AssertProofAsync(count);
    }

    [StorageFact]
    public async Task VerifyAsync_ReceiptCodeAsACitizenWroteIt_IsFound()
    {
        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2));
        Receipt receipt = outcomes[1].Receipt!;
        string written = receipt.Code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal).Replace('0', 'o').Replace('1', 'l');

        VerificationReport found = await LogVerifier.VerifyAsync(
            Storage.Log, new VerificationSettings { ReceiptCode = written }, null, default);
        VerificationReport missing = await LogVerifier.VerifyAsync(
            Storage.Log, new VerificationSettings { ReceiptCode = "ZZZZ-ZZZZ" }, null,
            default);

        Assert.Equal([receipt], found.Receipts);
        Assert.Empty(found.Problems);
        Assert.Equal(ProblemCodes.ReceiptNotFound, Assert.Single(missing.Problems).Code);
    }
}
