using System.Text;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Receipts;
using Sipas.Scoring;
using Sipas.Values;
using Sipas.Verification;

namespace Sipas.Storage.Contract;

/// <summary>Numbers, texts and days: stored with their ballot, read, counted, erased; the log still verifies.</summary>
public abstract partial class BallotStoreContract
{
    private static readonly ValueFilter AllValues = new() { PackId = "sample-values" };

    private static readonly (string Question, string Value)[] Given =
        [("V.count", "3"), ("O", "Cán bộ tận tình\nxin cảm ơn 👍"), ("S", "tốt"), ("D", "2026-05-01")];

    [StorageFact]
    public async Task AppendAsync_BallotWithValues_KeepsThemWithCommitmentsThatFit()
    {
        PendingBallot draft = ValueDraft(SampleBallots.ValueBallot(1, Given));
        await AppendAsync(SampleBallots.Draft(8), draft, ValueDraft(SampleBallots.ValueBallot(2)),
            ValueDraft(SampleBallots.ValueBallot(3, ("D", "2026-05-02"))));

        List<StoredBallot> stored = await StoredAsync();

        Assert.Equal([0, 4, 0, 1], stored.Select(ballot => ballot.Values.Count));
        Assert.Equal(Given, stored[1].Values.Select(value => (value.QuestionCode, value.Value!)));
        Assert.All(stored.SelectMany(ballot => ballot.Values), value => Assert.True(value is { IsWhole: true, IsErased: false }));
        Assert.Equal(draft.ContentHash, CanonicalBallot.ContentHash(stored[1]));
        Assert.StartsWith("sipas-ballot/2\n", Encoding.UTF8.GetString(CanonicalBallot.Bytes(stored[1])), StringComparison.Ordinal);
        Assert.StartsWith("sipas-ballot/1\n", Encoding.UTF8.GetString(CanonicalBallot.Bytes(stored[2])), StringComparison.Ordinal);
        Assert.Equal([1], (await StoredAsync(after: 3)).Select(ballot => ballot.Values.Count));
        await AssertProofAsync(4);
    }

    [StorageFact]
    public async Task AppendAsync_SameValuesAgain_IsKnownAgainAndOtherValuesAreRefused()
    {
        Receipt first = (await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1, Given))))[0].Receipt!;

        AppendOutcome again = (await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1, Given))))[0];
        AppendOutcome other = (await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1, ("V.count", "4")))))[0];
        AppendOutcome without = (await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1))))[0];

        Assert.Equal((AppendStatus.AlreadyStored, first), (again.Status, again.Receipt));
        Assert.Equal([AppendStatus.Conflict, AppendStatus.Conflict], [other.Status, without.Status]);
        Assert.Equal(Given.Length, (await ValuesAsync(AllValues)).Count);
    }

    [StorageFact]
    public async Task AppendAsync_ThousandBallotsWithValuesAtOnce_AreAllThere()
    {
        await AppendAsync([.. Enumerable.Range(1, 1000)
            .Select(i => ValueDraft(SampleBallots.ValueBallot(i, ("V.count", $"{2 + (i % 40)}"), ("O", $"ý kiến {i}"))))]);

        List<ValueOfBallot> values = await ValuesAsync(AllValues);

        Assert.Equal(Enumerable.Range(1, 1000).SelectMany(i => new[] { ((long)i, "V.count", $"{2 + (i % 40)}"), (i, "O", $"ý kiến {i}") }),
            values.Select(value => (value.Sequence, value.QuestionCode, value.Value!)));
        await AssertProofAsync(1000);
    }

    [StorageTheory]
    [InlineData(null, null, null, null, null, 7)]
    [InlineData("1", null, null, null, null, 7)]
    [InlineData("9", null, null, null, null, 0)]
    [InlineData(null, "D", null, null, null, 2)]
    [InlineData(null, null, SelectionBasis.Sampled, null, null, 1)]
    [InlineData(null, null, null, "2027-01-01", null, 2)]
    [InlineData(null, null, null, null, "2026-12-31", 5)]
    [InlineData(null, null, null, "0001-01-01", "9999-12-31", 7)]
    [InlineData(null, "V.count", SelectionBasis.SelfSelected, "2026-01-01", "2026-12-31", 1)]
    public async Task ReadAndCountValuesAsync_Filter_GivesExactlyItsValues(
        string? version, string? question, SelectionBasis? basis, string? from, string? to, int expected)
    {
        var newYear = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(7));
        await AppendAsync(
            ValueDraft(SampleBallots.ValueBallot(1, Given)),
            ValueDraft(SampleBallots.ValueBallot(2, ("O", "x")).WithHeader(header => header with { Basis = SelectionBasis.Sampled })),
            ValueDraft(SampleBallots.ValueBallot(3, ("V.count", "5"), ("D", "2026-05-01"))
                .WithHeader(header => header with
                { StartedAt = newYear, CompletedAt = newYear.ToUniversalTime() }), newYear.AddDays(1)));
        var filter = new ValueFilter
        {
            PackId = "sample-values",
            QuestionnaireVersion = version,
            QuestionCode = question,
            Basis = basis,
            From = Day(from),
            To = Day(to)
        };

        List<ValueOfBallot> values = await ValuesAsync(filter);

        Assert.Equal(expected, values.Count);
        Assert.Equal(expected, (await Storage.Values.CountValuesAsync(filter, default)).Sum(count => count.Count));
        Assert.Empty(await ValuesAsync(filter with { PackId = "kiosk-9" }));

        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [StorageFact]
    public async Task CountValuesAsync_NumbersDaysTextsAndErased_AreToldApartAndTextsStayInside()
    {
        await AppendAsync([.. Enumerable.Range(1, 4)
            .Select(i => ValueDraft(SampleBallots.ValueBallot(i, ("V.count", i < 4 ? "7" : "12.5"), ("O", $"text {i}"))))]);
        await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(2)), default);

        IReadOnlyList<ValueCount> counts = await Storage.Values.CountValuesAsync(AllValues, default);

        Assert.Equal(
            [new ValueCount("O", null, false, 3), new ValueCount("O", null, true, 1), new ValueCount("V.count", null, true, 1),
                new ValueCount("V.count", "12.5", false, 1), new ValueCount("V.count", "7", false, 2)],
            counts.OrderBy(count => count.QuestionCode, StringComparer.Ordinal).ThenBy(count => count.Value, StringComparer.Ordinal)
            .ThenBy(count => count.IsErased));
    }

    [StorageFact]
    public async Task EraseValuesAsync_OfABallot_LeavesEveryProofAndTheBallotIsStillKnownAgain()
    {
        Receipt first = (await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1, Given)),
            ValueDraft(SampleBallots.ValueBallot(2, ("O", "ở lại")))))[0].Receipt!;
        SurveyClosing closing = await Storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "sample-values" }, default);
        VerificationReport before = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);

        Assert.Equal(4, await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(1)), default));
        Assert.Equal(0, await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(1)), default));
        Assert.Equal(0, await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(404)), default));

        List<StoredBallot> stored = await StoredAsync();
        Assert.All(stored[0].Values, value => Assert.True(value is { IsErased: true, IsWhole: true }));
        Assert.Equal("ở lại", Assert.Single(stored[1].Values).Value);
        VerificationReport after = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);
        Assert.Empty(after.Problems);
        Assert.Equal((before.Root, 5L, 4L), (after.Root, after.ValueCount, after.ErasedValueCount));
        Assert.Equal(closing, Assert.Single(await Storage.Closings.ReadClosingsAsync(default)));
        Assert.Equal($"ballot {SampleBallots.Id(1):D}: 4",
            Assert.Single(await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.PersonErased).Detail);
        AppendOutcome again = (await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1, Given))))[0];
        Assert.Equal((AppendStatus.AlreadyStored, first), (again.Status, again.Receipt));
        Assert.All((await StoredAsync())[0].Values, value => Assert.True(value.IsErased));
    }

    [StorageFact]
    public async Task EraseValuesAsync_OfAQuestionBeforeADay_LeavesTheDayAndTheOtherQuestions()
    {
        DateTimeOffset midnight = new(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(7));
        await AppendAsync(
            ValueDraft(SampleBallots.ValueBallot(1, Given).WithHeader(header => header with
            {
                StartedAt = midnight.AddSeconds(-1),
                CompletedAt = midnight.AddMilliseconds(-1)
            }), midnight.AddDays(9)),
            ValueDraft(SampleBallots.ValueBallot(2, Given)
                .WithHeader(header => header with { StartedAt = midnight, CompletedAt = midnight }), midnight.AddDays(9)),
            ValueDraft(SampleBallots.ValueBallot(3, Given)
                .WithHeader(header => header with { CompletedAt = midnight.AddYears(1) }), midnight.AddSeconds(-1)));

        long erased = await Storage.Values.EraseValuesAsync(
            ValueErasure.OfQuestion("sample-values", "O", new DateOnly(2026, 11, 21)), default);

        Assert.Equal(2, erased);
        Assert.Equal([(1L, "O"), (3L, "O")], (await ValuesAsync(AllValues)).Where(value => value.Value is null)
            .Select(value => (value.Sequence, value.QuestionCode)));
        Assert.Equal(0, await Storage.Values.EraseValuesAsync(ValueErasure.OfQuestion("kiosk-9", "O", new DateOnly(2030, 1, 1)), default));
        Assert.Equal("sample-values O before 2026-11-21: 2",
            Assert.Single(await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.PersonErased).Detail);
        await AssertProofAsync(3);
    }

    [StorageFact]
    public async Task ValuesOfLateBallots_AreStoredButNeitherReadNorCounted()
    {
        await Storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "sample-values" }, default);
        await AppendAsync(ValueDraft(SampleBallots.ValueBallot(1, Given)));

        Assert.Empty(await ValuesAsync(AllValues));
        Assert.Empty(await Storage.Values.CountValuesAsync(AllValues, default));
        Assert.Equal(4, Assert.Single(await StoredAsync()).Values.Count);
        Assert.Equal(4, await Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(1)), default));
    }

    private PendingBallot ValueDraft(Ballot ballot, DateTimeOffset? receivedAt = null) =>
        PendingBallot.Of(ballot, receivedAt ?? ballot.CompletedAt.AddSeconds(1), Storage.Ballots.Sealer);

    private async Task<List<ValueOfBallot>> ValuesAsync(ValueFilter filter)
    {
        var values = new List<ValueOfBallot>();
        await foreach (ValueOfBallot value in Storage.Values.ReadValuesAsync(filter, default))
        {
            values.Add(value);
        }

        return values;
    }
}
