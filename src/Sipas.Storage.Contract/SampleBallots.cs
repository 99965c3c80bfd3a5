using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>Packs, units and ballots for tests of storages and hosts. The same arguments yield the same ballot.</summary>
public static class SampleBallots
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    public static MethodPackRegistry Packs { get; } = new(
        [MethodPacks.Shipped("kiosk-9"), MethodPacks.Shipped("bnv-2640-2017"), ValuePack()]);

    public static AnswerLayout Kiosk { get; } = Packs.FindLayout("kiosk-9", "five-1")!;

    public static AnswerLayout Sampled { get; } = Packs.FindLayout("bnv-2640-2017", "1")!;

    /// <summary>A questionnaire with a number <c>V.count</c>, shown when <c>V</c> is answered yes, a long text
    /// <c>O</c>, a short text <c>S</c> and a day <c>D</c>.</summary>
    public static AnswerLayout Values { get; } = Packs.FindLayout("sample-values", "1")!;

    public static IReadOnlyList<OrganisationUnit> Units { get; } =
    [
        new() { Code = "S01", Name = new LocalizedText("Sở Nội vụ", "Department of Home Affairs"), Block = "departments" },
        new() { Code = "Q01", Name = new LocalizedText("Quận Hoa Sen", "Lotus District"), Block = "districts",
            ValidTo = new DateOnly(2030, 6, 30) },
        new() { Code = "X01", Name = new LocalizedText("Phường Đào", "Peach Ward"), Block = "wards", ParentCode = "Q01",
            ValidFrom = new DateOnly(2020, 1, 1) },
    ];

    /// <summary>Ids of ballots with printed numbers, under a public key.</summary>
    internal static BallotNumberKey Numbers { get; } = new(new byte[BallotNumberKey.KeyLength]);

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static Ballot Ballot(int number, string unit = "S01", AnswerLayout? layout = null, byte? answer = null,
        SelectionBasis basis = SelectionBasis.SelfSelected)
    {
        layout ??= Kiosk;
        byte[] codes = new byte[layout.Items.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = answer ?? (byte)((number + i) % layout.Items[i].CodeCount);
        }

        return new Ballot
        {
            Header = new BallotHeader
            {
                Id = Id(number),
                PackId = layout.PackId,
                QuestionnaireVersion = layout.QuestionnaireVersion,
                UnitCode = unit,
                ProcedureCode = number % 2 == 0 ? "1.004227" : null,
                Mode = basis == SelectionBasis.Sampled ? CollectionMode.Interview : CollectionMode.Kiosk,
                Basis = basis,
                DeviceCode = number % 3 == 0 ? "tablet-1" : null,
                Language = "vi",
                StartedAt = Noon.AddMinutes(number).AddSeconds(-40),
                CompletedAt = Noon.AddMinutes(number),
            },
            Layout = layout,
            Codes = codes,
        };
    }

    /// <summary>The ballot with another header.</summary>
    public static Ballot WithHeader(this Ballot ballot, Func<BallotHeader, BallotHeader> change) =>
        ballot with { Header = change(ballot.Header) };

    /// <summary>The stored ballot with another header.</summary>
    public static StoredBallot WithHeader(this StoredBallot ballot, Func<BallotHeader, BallotHeader> change) =>
        ballot with { Header = change(ballot.Header) };

    /// <summary>The ballot as one that replaces it, with the id of a correction.</summary>
    public static Ballot Replacement(this Ballot ballot) =>
        ballot.WithHeader(header => header with { Id = BallotCorrection.IdFor(ballot.Id), Replaces = ballot.Id });

    public static PendingBallot Draft(int number, string unit = "S01", AnswerLayout? layout = null, byte? answer = null,
        SelectionBasis basis = SelectionBasis.SelfSelected) =>
        PendingBallot.Of(Ballot(number, unit, layout, answer, basis), Noon.AddMinutes(number).AddSeconds(1));

    /// <summary>A ballot of <see cref="Values"/> with values by question code, in questionnaire order.</summary>
    public static Ballot ValueBallot(int number, params (string Question, string Value)[] values) =>
        Ballot(number, layout: Values, answer: 1) with
        {
            Values = [.. Values.ValueQuestions.SelectMany(question =>
            values.Where(value => value.Question == question.Code).Select(value => new AnswerValue(value.Question, value.Value)))],
        };

    private static MethodPack ValuePack()
    {
        MethodPack pack = MethodPacks.Shipped("three-level");
        Questionnaire form = pack.Questionnaires[0];
        return pack with
        {
            Id = "sample-values",
            Questionnaires =
            [
                form with
                {
                    Version = "1",
                    Questions =
                    [
                        .. form.Questions,
                        new Question { Code = "S", Kind = QuestionKind.ShortText, Part = QuestionPart.Opinion,
                            Text = new LocalizedText("Một lời", "A word"), MaximumLength = 12 },
                        new Question { Code = "D", Kind = QuestionKind.Date, Part = QuestionPart.Experience,
                            Text = new LocalizedText("Ngày nộp", "Day of filing") },
                    ],
                },
            ],
        };
    }
}
