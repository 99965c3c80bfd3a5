using Sipas.Sampling;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Plans;

namespace Sipas.Storage.Contract;

/// <summary>A small survey of invented people: nine transactions at two units.</summary>
internal static class SamplePeople
{
    public const string Phone = "0912000111";

    public static SurveyPlan Plan(string code = "PX-2026") => new()
    {
        Code = code,
        Title = new LocalizedText("Khảo sát năm 2026", "Survey of 2026"),
        LegalBasis = new LegalBasis
        {
            Number = "01/QĐ-UBND",
            Date = new DateOnly(2026, 1, 15),
            Issuer = new LocalizedText("UBND tỉnh", "Provincial People's Committee")
        },
        Pack = "bnv-2640-2017",
        Population = new PopulationRule { Description = new LocalizedText("Người đã nhận kết quả", "People who received their result") },
        Frame = new FrameColumns { Id = "dossier", Person = "name", Contacts = ["phone"], Unit = "unit" },
        StratumColumns = ["unit"],
        Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }],
        Size = new QuotaSize { Each = 2 },
        Reserve = new ReserveRule { CountPerCell = 1 },
        Roles = new FieldRoles { Draws = "Sở Nội vụ", Delivers = "Bưu điện", Collects = "Bưu điện", Checks = "Mặt trận Tổ quốc" },
    };

    /// <summary>A contact request: the same number yields the same request.</summary>
    public static ContactRequest Request(int number) => new()
    {
        Id = new Guid(number, 0x1111, 0x4222, 0x88, 1, 2, 3, 4, 5, 6, 7),
        UnitCode = "S01",
        Name = "Bà Lan",
        Contact = Phone,
        About = "Hồ sơ chậm\nba ngày",
        Language = "vi",
    };

    public static InMemoryFrame Frame(int rows = 9) => new("giao-dich.csv", ["dossier", "name", "phone", "unit"],
        [.. Enumerable.Range(1, rows)
            .Select(i => (IReadOnlyList<string>)[$"HS-{i}", $"Nguyễn Thị \"{i}\"", i == 1 ? Phone : $"09{i}",
                i % 2 == 0 ? "S01" : "S02"])]);

    public static DrawResult Draw(IFrameSource frame, SurveyPlan plan, ulong seed = 20261121) => SampleDrawer.Draw(
        new DrawRequest
        {
            Design = plan.ToDrawDesign(),
            Quotas = new Dictionary<string, long> { ["S01"] = 2, ["S02"] = 2 },
            Seed = DrawSeed.FromNumber(seed),
            DrawnAt = SampleBallots.Noon,
            Plan = plan.Code,
        },
        frame);
}
