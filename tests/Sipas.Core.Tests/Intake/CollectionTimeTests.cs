using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Surveys;

namespace Sipas.Intake;

/// <summary>Server time rules: a device's clock is measured and never believed blindly.</summary>
public sealed class CollectionTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly InMemoryStorage _storage = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, Vietnam));
    private SurveyState _state = null!;
    private BallotIntake _intake = null!;

    public async Task InitializeAsync()
    {
        await _storage.Units.SaveAsync(SampleBallots.Units, default);
        _state = new SurveyState(_storage, SampleBallots.Packs);
        await _state.OpenAsync(default);
        _intake = new BallotIntake(_storage.Ballots, _storage.Held, new BallotValidator(SampleBallots.Packs), _state, _clock);
    }

    public async Task DisposeAsync()
    {
        await _intake.DisposeAsync();
        _state.Dispose();
        _storage.Dispose();
    }

    [Theory]
    [InlineData(3 * 365)]
    [InlineData(-56 * 365)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Fault09_ClockOffByDaysAndMeasured_ServerTimeDecidesAndTheSkewIsStored(int days)
    {
        // Filled in on the 20th at 10:00 by the server's clock; the device's own is off and is measured when it sends a day later.
        var skew = TimeSpan.FromDays(days);
        DateTimeOffset completed = new DateTimeOffset(2026, 11, 20, 10, 0, 0, Vietnam) + skew;

        StoredBallot stored = await SubmitAsync(completed, skew);

        Assert.Equal(new DateOnly(2026, 11, 20), stored.CountedOn);
        Assert.Equal(skew, stored.ClockSkew);
        Assert.Equal(completed, stored.CompletedAt);
        Assert.Equal(_clock.GetUtcNow(), stored.ReceivedAt);
    }

    [Theory]
    [InlineData("2029-11-21T09:00:00+07:00")]
    [InlineData("1970-01-02T00:00:00+07:00")]
    [InlineData("2026-08-20T23:59:59+07:00")]
    public async Task Fault09_ClockOffAndNobodyMeasuredIt_CountsOnTheDayOfReceipt(string completed)
    {
        Iso8601.TryRead(completed, out DateTimeOffset explained);

        StoredBallot stored = await SubmitAsync(explained, null);

        Assert.Equal(new DateOnly(2026, 11, 21), stored.CountedOn);
        Assert.Equal(explained, stored.CompletedAt);
        Assert.Null(stored.ClockSkew);
    }

    [Fact]
    public async Task Fault09_ClockSetRightWhileBallotsWaited_OldOnesAreNotCarriedToTheFuture()
    {
        // Filled in under 1970; the network sets the clock before the queue is sent, so that no skew shows.
        StoredBallot stored = await SubmitAsync(new DateTimeOffset(1970, 1, 3, 8, 0, 0, Vietnam), TimeSpan.Zero);

        Assert.Equal(new DateOnly(2026, 11, 21), stored.CountedOn);
    }

    [Theory]
    [InlineData("2026-12-31T23:59:59.999+07:00", 2026, 12, 31)]
    [InlineData("2027-01-01T00:00:00+07:00", 2027, 1, 1)]
    [InlineData("2026-12-31T16:59:59.999Z", 2026, 12, 31)]
    [InlineData("2026-12-31T17:00:00Z", 2027, 1, 1)]
    [InlineData("2026-12-31T11:59:59-05:00", 2026, 12, 31)]
    [InlineData("2027-01-15T23:59:59+07:00", 2027, 1, 15)]
    [InlineData("2027-01-16T00:00:00+07:00", 2027, 1, 16)]
    public async Task Fault10_BothSidesOfMidnightAndOfTheYearSentDaysLater_BelongToTheirOwnDay(
        string completed, int year, int month, int day)
    {
        _clock.SetUtcNow(new DateTimeOffset(2027, 1, 20, 8, 0, 0, Vietnam));
        Iso8601.TryRead(completed, out DateTimeOffset explained);

        StoredBallot stored = await SubmitAsync(explained, TimeSpan.Zero);

        Assert.Equal(new DateOnly(year, month, day), stored.CountedOn);
        await foreach (CountedBallot counted in _storage.Ballots.ReadAsync(0, default))
        {
            Assert.Equal((year * 100) + month, counted.Key.Month);
        }
    }

    [Theory]
    [InlineData(92, 2026, 8, 21)]
    [InlineData(93, 2026, 11, 21)]
    public async Task Fault10_LongestDelayOfTheRule_IsTheLastThatCountsByItsOwnDay(int daysAgo, int year, int month, int day)
    {
        StoredBallot stored = await SubmitAsync(_clock.GetUtcNow().AddDays(-daysAgo), TimeSpan.Zero);

        Assert.Equal(new DateOnly(year, month, day), stored.CountedOn);
    }

    [Fact]
    public void Fault10_PackThatCountsByReceipt_GivesEveryBallotTheDayOfItsReceipt()
    {
        var rule = new CollectionRule { CountBy = CountBy.Receipt };
        var timing = new BallotTiming(new DateTimeOffset(2027, 1, 2, 0, 0, 0, Vietnam), TimeSpan.FromMinutes(1));

        Assert.Equal(new DateOnly(2027, 1, 2), CountingDay.Of(new DateTimeOffset(2026, 12, 31, 23, 0, 0, Vietnam), timing, rule));
        Assert.Equal(new DateOnly(2026, 12, 31), CountingDay.Of(new DateTimeOffset(2026, 12, 31, 23, 0, 0, Vietnam), timing, null));
        Assert.Equal(new DateOnly(2027, 1, 2),
            CountingDay.Of(new DateTimeOffset(2026, 12, 31, 23, 0, 0, Vietnam), timing, new CollectionRule { MaximumDelayDays = 1 }));
        Assert.Equal(new DateOnly(2026, 12, 31),
            CountingDay.Of(new DateTimeOffset(2026, 12, 31, 23, 0, 0, Vietnam), timing with { IsRecord = true },
                new CollectionRule { MaximumDelayDays = 1 }));
    }

    [Fact]
    public async Task SubmitAllAsync_FileOfYearsAgo_KeepsItsDays()
    {
        DateTimeOffset old = new(2019, 5, 6, 8, 0, 0, Vietnam);

        await _intake.SubmitAllAsync(
            [BallotValidatorTests.Good with { Unit = "S01", StartedAt = Iso8601.Write(old),
                CompletedAt = Iso8601.Write(old.AddMinutes(2)) }], default);

        StoredBallot stored = await OnlyAsync();
        Assert.Equal((new DateOnly(2019, 5, 6), CollectionChannel.Officer), (stored.CountedOn, stored.Channel!.Value));
    }

    private async Task<StoredBallot> SubmitAsync(DateTimeOffset completed, TimeSpan? skew)
    {
        string answers = string.Join(",", Enumerable.Range(1, 9).Select(i => $"\"K{i}\":4"));
        string json = $$"""
            {"id":"{{SampleBallots.Id(1):D}}","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
             "mode":"kiosk","basis":"selfSelected",
             "startedAt":"{{Iso8601.Write(completed.AddSeconds(-50))}}","completedAt":"{{Iso8601.Write(completed)}}",
             "answers":{ {{answers}} } }
            """;
        IntakeResult result = await _intake.SubmitAsync(Encoding.UTF8.GetBytes(json), new BallotSender { ClockSkew = skew }, default);
        Assert.Equal(IntakeStatus.Accepted, result.Status);
        return await OnlyAsync();
    }

    private async Task<StoredBallot> OnlyAsync()
    {
        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in _storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        return Assert.Single(stored);
    }
}
