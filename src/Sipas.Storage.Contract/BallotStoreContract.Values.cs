using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Receipts;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>Stored data is read back unchanged: ids, times, codes, texts, answers.</summary>
public abstract partial class BallotStoreContract
{
    public static TheoryData<string> Times { get; } = new(
        "1970-01-01T00:00:00.000Z", "1970-01-01T14:00:00.001+14:00", "1999-12-31T23:59:59.999-12:00", "2000-02-29T12:00:00.500+05:30",
        "2016-12-31T23:59:59.999Z",
        "2024-02-29T23:59:59.999+07:00", "2026-03-29T02:30:00.000+01:00", "2026-06-30T23:59:59.999+05:45", "2026-10-25T02:30:00.123+02:00",
        "2026-11-21T00:00:00.000-03:30",
        "2026-12-31T23:59:59.000+07:00", "2027-01-01T00:00:00.000+07:00", "2038-01-19T03:14:08.000Z", "2262-04-11T23:47:16.855Z",
        "9998-12-31T00:00:00.000+07:00",
        "2026-11-21T08:30:00.250+00:01", "2026-11-21T08:30:00.250-00:59");

    public static TheoryData<string> Ids { get; } = new(
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000-0000-0000-0000-000000000001",
        "01000000-0000-0000-0000-000000000000",
        "00112233-4455-6677-8899-aabbccddeeff", "0193554c-97cf-7000-8000-3b1c6a5d2f01", "fedcba98-7654-3210-0123-456789abcdef",
        "80000000-0000-0000-8000-000000000000",
        "0000ff00-00ff-ff00-00ff-ff0000ff00ff", "a987fbc9-4bed-3078-8f07-9141ba07c9f3");

    public static TheoryData<string, string> Names { get; } = new()
    {
        { "Sở Nội vụ", "so noi vu" },
        { "Sở Giáo dục và Đào tạo", "so giao duc va dao tao" },
        { "Ủy ban nhân dân phường Đông Hưng Thuận", "uy ban nhan dan phuong dong hung thuan" },
        { "Thị xã Ỷ Tý — đặc khu", "thi xa y ty — dac khu" },
        { "ĂÂĐÊÔƠƯ ăâđêôơư ẰẮẲẴẶ ỀẾỂỄỆ", "aadeoou aadeoou aaaaa eeeee" },
        { "O'Brien \"quotes\"; drop table unit; --", "o'brien \"quotes\"; drop table unit; --" },
        { "100 % _like_ \\ escape", "100 % _like_ \\ escape" },
        { "Phường 😀 1", "phuong 😀 1" },
        { "İstanbul ıI", "istanbul ıi" },
    };

    [StorageTheory]
    [MemberData(nameof(Times))]
    public async Task AppendAsync_AnyTimeAndOffset_IsStoredToTheMillisecond(string text)
    {
        Assert.True(Iso8601.TryRead(text, out DateTimeOffset time));
        Ballot ballot = SampleBallots.Ballot(1)
            .WithHeader(header => header with { StartedAt = time, CompletedAt = time.AddMilliseconds(1) });
        DateTimeOffset received = time.AddSeconds(2);

        PendingBallot draft = PendingBallot.Of(ballot, received);
        await AppendAsync(draft);

        StoredBallot stored = Assert.Single(await StoredAsync());
        Assert.Equal((time, time.Offset), (stored.StartedAt, stored.StartedAt.Offset));
        Assert.Equal((time.AddMilliseconds(1), time.Offset), (stored.CompletedAt, stored.CompletedAt.Offset));
        Assert.Equal((received, TimeSpan.Zero), (stored.ReceivedAt, stored.ReceivedAt.Offset));
        Assert.Equal(draft.Counted(1).Key, Assert.Single(await LogAsync()).Key);
    }

    [StorageTheory]
    [MemberData(nameof(Ids))]
    public async Task AppendAsync_AnyId_IsFoundAndKnownAgain(string text)
    {
        Ballot ballot = SampleBallots.Ballot(1).WithHeader(header => header with { Id = Guid.Parse(text) });
        Receipt receipt = (await AppendAsync(PendingBallot.Of(ballot, SampleBallots.Noon), SampleBallots.Draft(2)))[0].Receipt!;

        Assert.Equal(ballot.Id, receipt.BallotId);
        Assert.Equal(receipt, await Storage.Ballots.FindReceiptAsync(ballot.Id, default));
        Assert.Equal(ballot.Id, (await StoredAsync())[0].Id);
        Assert.Equal(AppendStatus.AlreadyStored, (await AppendAsync(PendingBallot.Of(ballot, SampleBallots.Noon.AddDays(1))))[0].Status);
    }

    [StorageFact]
    public async Task FindReceiptAsync_IdWithItsBytesTurned_IsAnotherId()
    {
        var id = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        await AppendAsync(PendingBallot.Of(SampleBallots.Ballot(1).WithHeader(header => header with { Id = id }), SampleBallots.Noon));

        Assert.Null(await Storage.Ballots.FindReceiptAsync(new Guid(id.ToByteArray(), bigEndian: true), default));
        Assert.Null(await Storage.Ballots.FindReceiptAsync(new Guid([.. Enumerable.Reverse(id.ToByteArray())]), default));
    }

    [StorageTheory]
    [InlineData(CollectionMode.Kiosk, SelectionBasis.SelfSelected)]
    [InlineData(CollectionMode.Web, SelectionBasis.SelfSelected)]
    [InlineData(CollectionMode.Paper, SelectionBasis.Sampled)]
    [InlineData(CollectionMode.Interview, SelectionBasis.Sampled)]
    [InlineData(CollectionMode.Phone, SelectionBasis.Sampled)]
    [InlineData(CollectionMode.Post, SelectionBasis.SelfSelected)]
    public async Task AppendAsync_EveryModeAndBasis_IsStoredAndCounted(CollectionMode mode, SelectionBasis basis)
    {
        await AppendAsync(PendingBallot.Of(SampleBallots.Ballot(1)
            .WithHeader(header => header with { Mode = mode, Basis = basis }), SampleBallots.Noon.AddHours(1)));

        CountedBallot counted = Assert.Single(await LogAsync());
        Assert.Equal((mode, basis), (counted.Key.Mode, counted.Key.Basis));
        StoredBallot stored = Assert.Single(await StoredAsync());
        Assert.Equal((mode, basis), (stored.Mode, stored.Basis));
    }

    [StorageTheory]
    [InlineData(null, null, "vi")]
    [InlineData("1.004227", null, "en")]
    [InlineData(null, "tablet-7", "hmn-latn")]
    [InlineData("a", "A", "x")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", "._-", "vi-vn")]
    public async Task AppendAsync_CodesThatMayBeLeftOut_AreStoredAsTheyAre(string? procedure, string? device, string language)
    {
        await AppendAsync(PendingBallot
            .Of(
                SampleBallots.Ballot(1)
                    .WithHeader(header => header with { ProcedureCode = procedure, DeviceCode = device, Language = language }),
                SampleBallots.Noon));

        StoredBallot stored = Assert.Single(await StoredAsync());
        Assert.Equal((procedure, device, language), (stored.ProcedureCode, stored.DeviceCode, stored.Header.Language));
        Assert.Equal(CanonicalBallot.ContentHash(stored), stored.ContentHash.ToArray());
    }

    [StorageTheory]
    [InlineData("kiosk-9", "five-1")]
    [InlineData("bnv-2640-2017", "1")]
    public async Task AppendAsync_EveryCodeOfEveryItem_ComesBack(string pack, string version)
    {
        AnswerLayout layout = SampleBallots.Packs.FindLayout(pack, version)!;
        int maximum = layout.Items.Max(item => item.CodeCount);
        PendingBallot[] drafts = [.. Enumerable.Range(0, maximum).Select(code => PendingBallot.Of(
            SampleBallots.Ballot(code + 1, layout: layout) with { Codes = layout.Items.Select(item => (byte)(code % item.CodeCount))
                .ToArray() }, SampleBallots.Noon))];
        await AppendAsync(drafts);

        Assert.Equal(drafts.Select(draft => draft.Ballot.Codes.ToArray()), (await LogAsync()).Select(ballot => ballot.Codes.ToArray()));
    }

    [StorageFact]
    public async Task ReadStoredAsync_WholeLog_RecomputesToWhatWasSigned()
    {
        PendingBallot[] drafts = [.. Enumerable.Range(1, 60)
            .Select(i => SampleBallots.Draft(i, i % 3 == 0 ? "Q01" : "S01", i % 5 == 0 ? SampleBallots.Sampled : null))];
        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(drafts);

        List<StoredBallot> stored = await StoredAsync();

        Assert.Equal(outcomes.Select(outcome => outcome.Receipt), stored.Select((ballot, i) => ballot.ToReceipt(stored[0].Seal!, i)));
        Assert.All(stored.Skip(1), ballot => Assert.Null(ballot.Seal));
        Assert.Equal(drafts.Select(draft => draft.ContentHash), stored.Select(CanonicalBallot.ContentHash));
        Assert.Equal(Enumerable.Range(21, 40).Select(i => (long)i), (await StoredAsync(after: 20)).Select(ballot => ballot.Sequence));
    }

    [StorageTheory]
    [MemberData(nameof(Names))]
    public async Task Fault11_NameComposedOrDecomposed_IsOneNameWithOneSearchKey(string name, string searchKey)
    {
        foreach (NormalizationForm form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            await Storage.Units.SaveAsync(
                [SampleBallots.Units[0] with { Name = new LocalizedText(name.Normalize(form), "Name") }], default);

            UnitDirectory units = await Storage.Units.ReadAsync(default);
            Assert.Equal(name.Normalize(NormalizationForm.FormC), units.Find("S01")!.Name.Vi);
            Assert.Equal(3, units.Units.Count);
        }

        Assert.Equal(searchKey, VietnameseText.SearchKey(name));
        Assert.Equal(searchKey, VietnameseText.SearchKey(name.Normalize(NormalizationForm.FormD)));
    }

    [StorageTheory]
    [InlineData(null, null)]
    [InlineData("0001-01-01", null)]
    [InlineData(null, "9999-12-31")]
    [InlineData("2024-02-29", "2025-06-30")]
    [InlineData("2025-07-01", "2025-07-01")]
    public async Task SaveAsync_DaysOfAUnit_AreStored(string? from, string? to)
    {
        OrganisationUnit unit = SampleBallots.Units[0] with
        {
            ValidFrom = from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            ValidTo = to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
        };

        await Storage.Units.SaveAsync([unit], default);

        Assert.Equal(unit, (await Storage.Units.ReadAsync(default)).Find("S01"));
    }

    [StorageTheory]
    [InlineData("tr-TR")]
    [InlineData("vi-VN")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public async Task AppendAsync_AnyCultureOfTheMachine_GivesTheSameLog(string culture)
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
        try
        {
            PendingBallot draft = SampleBallots.Draft(6);
            await AppendAsync(draft);
            await Storage.Units.SaveAsync([SampleBallots.Units[2]], default);

            StoredBallot stored = Assert.Single(await StoredAsync());
            Assert.Equal(draft.ContentHash, CanonicalBallot.ContentHash(stored));
            Assert.Equal(SampleBallots.Units, (await Storage.Units.ReadAsync(default)).Units);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    protected async Task<List<StoredBallot>> StoredAsync(long after = 0)
    {
        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in Storage.Log.ReadStoredAsync(after, default))
        {
            stored.Add(ballot);
        }

        return stored;
    }
}
