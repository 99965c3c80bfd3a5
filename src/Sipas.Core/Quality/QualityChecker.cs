using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Quality;

/// <summary>Reads the log once, in order, and flags the ballots to be reviewed. The same log and rules always produce the
/// same flags.</summary>
/// <remarks>
/// Uses 32 bytes of memory per ballot (for duplicates) and, for each device, at most as much as the longest run defined by the rules.
/// Device rules apply to the device whose credential was verified, or that an officer states. A ballot of any other sender
/// belongs to no run and no burst, even if it states a device, so it neither flags nor hides the ballots of that device. A
/// ballot from a file or from paper has the same instant as its first and last tap, so rules about times ignore it.
/// </remarks>
/// <param name="rules">The rules.</param>
internal sealed class QualityChecker(QualityRules rules)
{
    // Tolerance for devices whose clock is set manually and is ahead.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _staff = new(rules.StaffDevices, StringComparer.Ordinal);
    private readonly Dictionary<(string Unit, bool Enrolled, string? Device), Place> _places = [];
    private readonly Dictionary<UInt128, long> _contents = [];

    /// <summary>Number of ballots checked so far.</summary>
    public long BallotCount { get; private set; }

    /// <summary>Checks the next ballot of the log.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <returns>The new flags: those of this ballot, and those of earlier ballots that are only now found to belong to a run
    /// or a burst. No flag is returned twice.</returns>
    public IReadOnlyList<BallotFlag> Check(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        BallotCount++;
        var flags = new List<BallotFlag>();
        bool timed = ballot.StartedAt != ballot.CompletedAt;
        int answered = ballot.Answers.Count(answer => answer != '-');
        if (timed)
        {
            CheckSpeed(ballot, answered, flags);
            CheckNight(ballot, flags);
            CheckDuplicate(ballot, flags);
        }
        else if (VerifiedSender.MeasuresTimes(ballot))
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.DurationMissing, "0 s", ""));
        }

        if (ballot.Channel is CollectionChannel.Open or CollectionChannel.Counter)
        {
            CheckReceipt(ballot, flags);
        }

        int levels = ballot.Answers.Count(char.IsAsciiDigit);
        if (levels >= rules.StraightLineAnswers && ballot.Answers.Where(char.IsAsciiDigit).Distinct().Count() == 1)
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.StraightLine, Show(levels), Show(rules.StraightLineAnswers - 1)));
        }

        if (VerifiedSender.DeviceOf(ballot) is { } device && _staff.Contains(device))
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.StaffDevice, device, ""));
        }

        if (timed && ballot.Mode is CollectionMode.Kiosk or CollectionMode.Interview && PlaceOf(ballot) is { } place)
        {
            CheckRun(ballot, place, flags);
            CheckBurst(ballot, place, flags);
        }

        return flags;
    }

    private static string Show(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private void CheckSpeed(StoredBallot ballot, int answered, List<BallotFlag> flags)
    {
        double least = rules.SecondsPerAnswer * answered;
        double seconds = (ballot.CompletedAt - ballot.StartedAt).TotalSeconds;
        if (seconds < least)
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.AnsweredTooFast, $"{Show(seconds)} s", $"{Show(least)} s"));
        }

        if (seconds > rules.LongestMinutes * 60.0 && VerifiedSender.MeasuresTimes(ballot))
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.DurationImpossible, $"{Show(Math.Floor(seconds / 60))} min",
                $"{Show(rules.LongestMinutes)} min"));
        }
    }

    // The server's time of receipt is the only time that a sender without a credential cannot choose.
    private void CheckReceipt(StoredBallot ballot, List<BallotFlag> flags)
    {
        TimeSpan age = ballot.ReceivedAt - ballot.CompletedAt + (ballot.ClockSkew ?? TimeSpan.Zero);
        if (age < -ClockTolerance || age > TimeSpan.FromHours(rules.OpenDelayHours))
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.TimeAgainstReceipt, $"{Show(Math.Round(age.TotalHours, 1))} h",
                $"0–{Show(rules.OpenDelayHours)} h"));
        }
    }

    private void CheckNight(StoredBallot ballot, List<BallotFlag> flags)
    {
        TimeSpan time = ballot.CompletedAt.ToOffset(VietnameseTime.Offset).TimeOfDay;
        bool night = rules.NightFromHour > rules.NightToHour
            ? time.Hours >= rules.NightFromHour || time.Hours < rules.NightToHour
            : time.Hours >= rules.NightFromHour && time.Hours < rules.NightToHour;
        if (night && ballot.Mode is CollectionMode.Kiosk or CollectionMode.Interview)
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.NightBallot, time.ToString("hh\\:mm", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{rules.NightToHour:00}:00–{rules.NightFromHour:00}:00")));
        }
    }

    // Two respondents do not tap at the same two milliseconds at the same counter and give the same answers.
    private void CheckDuplicate(StoredBallot ballot, List<BallotFlag> flags)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
            ballot.PackId, ballot.QuestionnaireVersion, ballot.UnitCode, ballot.ProcedureCode, ballot.Channel?.ToString(),
            VerifiedSender.DeviceOf(ballot), Iso8601.Write(ballot.StartedAt), Iso8601.Write(ballot.CompletedAt), ballot.Answers)));
        if (!_contents.TryAdd(BinaryPrimitives.ReadUInt128BigEndian(hash), ballot.Sequence))
        {
            flags.Add(new BallotFlag(ballot.Sequence, ProblemCodes.DuplicateContent,
                Show(_contents[BinaryPrimitives.ReadUInt128BigEndian(hash)]), ""));
        }
    }

    private void CheckRun(StoredBallot ballot, Place place, List<BallotFlag> flags)
    {
        if (place.Answers != ballot.Answers
            || (ballot.CompletedAt - place.LastAt).Duration() > TimeSpan.FromMinutes(rules.IdenticalMinutes))
        {
            place.Answers = ballot.Answers;
            place.RunLength = 0;
            place.Run.Clear();
        }

        place.LastAt = ballot.CompletedAt;
        place.RunLength++;
        place.Run.Add(ballot.Sequence);
        if (place.RunLength >= rules.IdenticalRun)
        {
            flags.AddRange(place.Run.Select(sequence =>
                new BallotFlag(sequence, ProblemCodes.IdenticalAnswers, Show(rules.IdenticalRun), Show(rules.IdenticalRun - 1))));
            place.Run.Clear();
        }
    }

    private void CheckBurst(StoredBallot ballot, Place place, List<BallotFlag> flags)
    {
        place.Recent.Enqueue((ballot.Sequence, ballot.CompletedAt));
        if (place.Recent.Count < rules.BurstBallots)
        {
            return;
        }

        if ((ballot.CompletedAt - place.Recent.Peek().At).Duration() <= TimeSpan.FromMinutes(rules.BurstMinutes))
        {
            foreach ((long sequence, _) in place.Recent.Where(recent => recent.Sequence > place.LastOfBurst))
            {
                flags.Add(new BallotFlag(sequence, ProblemCodes.BallotBurst,
                    string.Create(CultureInfo.InvariantCulture, $"{rules.BurstBallots} / {rules.BurstMinutes} min"),
                    Show(rules.BurstBallots - 1)));
            }

            place.LastOfBurst = ballot.Sequence;
        }

        place.Recent.Dequeue();
    }

    // A device of an officer's file may have the code of an enrolled one; they are treated as two places.
    private Place? PlaceOf(StoredBallot ballot)
    {
        if (ballot.SentBy is null && ballot.Channel != CollectionChannel.Officer)
        {
            return null;
        }

        (string, bool, string?) key = (ballot.UnitCode, ballot.SentBy is not null, VerifiedSender.DeviceOf(ballot));
        if (!_places.TryGetValue(key, out Place? place))
        {
            _places.Add(key, place = new Place());
        }

        return place;
    }

    private sealed class Place
    {
        public string? Answers { get; set; }

        public DateTimeOffset LastAt { get; set; }

        public int RunLength { get; set; }

        /// <summary>Ballots of the current run that are not flagged yet; fewer than the length that is flagged.</summary>
        public List<long> Run { get; } = [];

        /// <summary>The most recent ballots, one fewer than the length of a burst.</summary>
        public Queue<(long Sequence, DateTimeOffset At)> Recent { get; } = [];

        public long LastOfBurst { get; set; }
    }
}
