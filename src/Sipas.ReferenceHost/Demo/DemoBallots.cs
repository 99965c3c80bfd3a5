using System.Buffers.Binary;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Units;

namespace Sipas.ReferenceHost.Demo;

/// <summary>Generates the ballots of the demo; the same seed always yields the same ballots. Described in
/// docs/demo-data.md.</summary>
/// <remarks>
/// An answer is satisfied with probability: share of its criterion + effect of its unit + effect of its unit in that
/// criterion + mood of its respondent, each effect with mean 0. A satisfied answer is 5 in 35 of 100 cases, otherwise
/// 4; any other answer is 3, 2 or 1 in 70, 22 and 8 of 100.
/// </remarks>
internal sealed class DemoBallots
{
    /// <summary>The seed of the demo.</summary>
    public const ulong Seed = 2024;

    /// <summary>Ballots of the sample survey at departments, as in the Hà Nội plan of 2024.</summary>
    public const int DepartmentBallots = 2_575;

    /// <summary>Ballots of the sample survey at each district: 9,000 over 30.</summary>
    public const int BallotsPerDistrict = 300;

    private const int Year = 2024;

    // Access is the published national figure of 2024; the other four are those of 2023 raised by the published change
    // of the service domain, 1.12 points.
    private static readonly Dictionary<string, double> CriterionShares = new(StringComparer.Ordinal)
    {
        ["ACCESS"] = 0.8427,
        ["PROCEDURES"] = 0.8414,
        ["CIVIL_SERVANTS"] = 0.8424,
        ["RESULTS"] = 0.8415,
        ["FEEDBACK"] = 0.8339,
    };

    private readonly SeededGenerator _random = new(Seed);
    private readonly Dictionary<string, double> _unitEffects = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Unit, string Criterion), double> _criterionEffects = [];
    private readonly IReadOnlyList<OrganisationUnit> _units;

    public DemoBallots(IReadOnlyList<OrganisationUnit> units)
    {
        _units = units;
        foreach (OrganisationUnit unit in units)
        {
            _unitEffects[unit.Code] = Around(0.07);
            foreach (string criterion in CriterionShares.Keys)
            {
                _criterionEffects[(unit.Code, criterion)] = Around(0.03);
            }
        }
    }

    /// <summary>Generates all ballots: first the sample survey, then a year of kiosks, each ordered by time.</summary>
    public IReadOnlyList<BallotSubmission> Make(MethodPack sampled, MethodPack kiosk) =>
        [.. Sampled(sampled).OrderBy(CompletedAt), .. Kiosks(kiosk).OrderBy(CompletedAt)];

    private static string CompletedAt(BallotSubmission ballot) => ballot.CompletedAt!;

    private IEnumerable<BallotSubmission> Sampled(MethodPack pack)
    {
        OrganisationUnit[] departments = [.. _units.Where(unit => unit.Block == "departments")];
        int left = DepartmentBallots % departments.Length;
        for (int u = 0; u < _units.Count; u++)
        {
            OrganisationUnit unit = _units[u];
            int ballots = unit.Block == "departments" ? (DepartmentBallots / departments.Length) + (u < left ? 1 : 0) : BallotsPerDistrict;
            for (int i = 0; i < ballots; i++)
            {
                // Collected on working hours of October to December.
                DateTimeOffset completed = WorkingTime(new DateOnly(Year, 10, 1).AddDays(_random.NextBelow(92)));
                yield return Ballot(pack, pack.Questionnaires[^1], unit, CollectionMode.Interview, SelectionBasis.Sampled, completed,
                    seconds: 240, lift: 0, blankShare: 0.03);
            }
        }
    }

    private IEnumerable<BallotSubmission> Kiosks(MethodPack pack)
    {
        for (var day = new DateOnly(Year, 1, 1); day.Year == Year; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            foreach (OrganisationUnit unit in _units)
            {
                int ballots = _random.NextBelow(5);
                for (int i = 0; i < ballots; i++)
                {
                    // Respondents at the counter rate better than those interviewed at home.
                    yield return Ballot(pack, pack.Questionnaires[0], unit, CollectionMode.Kiosk, SelectionBasis.SelfSelected,
                        WorkingTime(day), seconds: 50, lift: 0.05, blankShare: 0.02);
                }
            }
        }
    }

    private BallotSubmission Ballot(
        MethodPack pack, Questionnaire questionnaire, OrganisationUnit unit, CollectionMode mode, SelectionBasis basis,
        DateTimeOffset completed, int seconds, double lift, double blankShare)
    {
        double mood = Around(0.10);
        var answers = new List<RawAnswer>(questionnaire.Items.Count);
        foreach (IndexNode criterion in pack.Index.SelfAndDescendants().Where(node => node.Items.Count > 0))
        {
            double share = CriterionShares[criterion.Code] + _unitEffects[unit.Code] + _criterionEffects[(unit.Code, criterion.Code)]
                + mood + lift;
            // Few people have given feedback, so the items about it do not concern most of them.
            double notApplicable = criterion.Code == "FEEDBACK" ? 0.5 : 0.01;
            foreach (string item in criterion.Items)
            {
                answers.Add(Answer(item, Math.Clamp(share, 0.02, 0.99), notApplicable, blankShare));
            }
        }

        return new BallotSubmission
        {
            Id = Id(completed).ToString("D"),
            Pack = pack.Id,
            QuestionnaireVersion = questionnaire.Version,
            Unit = unit.Code,
            Mode = BallotNames.Of(mode),
            Basis = BallotNames.Of(basis),
            Language = "vi",
            StartedAt = Iso8601.Write(completed.AddSeconds(-seconds + _random.NextBelow(seconds / 2))),
            CompletedAt = Iso8601.Write(completed),
            Answers = answers,
        };
    }

    private RawAnswer Answer(string item, double share, double notApplicable, double blankShare)
    {
        double draw = _random.NextShare();
        if (draw < blankShare)
        {
            return new RawAnswer(item, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NoAnswer));
        }

        if (draw < blankShare + notApplicable)
        {
            return new RawAnswer(item, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NotApplicable));
        }

        double degree = _random.NextShare();
        int level = _random.NextShare() < share
            ? degree < 0.35 ? 5 : 4
            : degree < 0.70 ? 3 : degree < 0.92 ? 2 : 1;
        return new RawAnswer(item, RawAnswerKind.Whole, level.ToString(CultureInfo.InvariantCulture), level);
    }

    // Mornings 7:30 to 11:30, afternoons 13:30 to 17:00.
    private DateTimeOffset WorkingTime(DateOnly day)
    {
        int second = _random.NextBelow(27_000);
        int ofDay = second < 14_400 ? 27_000 + second : 48_600 + second - 14_400;
        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue).AddSeconds(ofDay), VietnameseTime.Offset);
    }

    // A UUID of version 7 (RFC 9562): the time in milliseconds, then random bits.
    private Guid Id(DateTimeOffset time)
    {
        ulong upper = ((ulong)time.ToUnixTimeMilliseconds() << 16) | 0x7000 | (_random.NextBits() & 0x0FFF);
        ulong lower = 0x8000_0000_0000_0000 | (_random.NextBits() & 0x3FFF_FFFF_FFFF_FFFF);
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, upper);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), lower);
        return new Guid(bytes, bigEndian: true);
    }

    // Uniform between −reach and +reach.
    private double Around(double reach) => reach * ((2 * _random.NextShare()) - 1);
}
