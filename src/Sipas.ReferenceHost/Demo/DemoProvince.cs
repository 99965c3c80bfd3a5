using Sipas.Text;
using Sipas.Units;

namespace Sipas.ReferenceHost.Demo;

/// <summary>An invented province with as many organisation units as the Hà Nội plan of 2024 names: 23 departments and
/// 30 districts. None of its units exists.</summary>
internal static class DemoProvince
{
    /// <summary>Shown on every page of the demo.</summary>
    public static readonly LocalizedText Notice = new(
        "Số liệu minh họa: tỉnh, các đơn vị và mọi phiếu đều do máy tạo ra, không phải kết quả của bất kỳ địa phương nào.",
        "Illustrative data: the province, its units and every ballot are made by a program; they are nobody's results.");

    /// <summary>The last day of the districts, before local government changed to two levels.</summary>
    private static readonly DateOnly LastDayOfDistricts = new(2025, 6, 30);

    private static readonly (string Vi, string En)[] Departments =
    [
        ("Sở Nội vụ", "Department of Home Affairs"),
        ("Sở Tư pháp", "Department of Justice"),
        ("Sở Kế hoạch và Đầu tư", "Department of Planning and Investment"),
        ("Sở Tài chính", "Department of Finance"),
        ("Sở Công Thương", "Department of Industry and Trade"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Department of Agriculture and Rural Development"),
        ("Sở Giao thông vận tải", "Department of Transport"),
        ("Sở Xây dựng", "Department of Construction"),
        ("Sở Quy hoạch – Kiến trúc", "Department of Planning and Architecture"),
        ("Sở Tài nguyên và Môi trường", "Department of Natural Resources and Environment"),
        ("Sở Thông tin và Truyền thông", "Department of Information and Communications"),
        ("Sở Lao động – Thương binh và Xã hội", "Department of Labour, Invalids and Social Affairs"),
        ("Sở Văn hóa và Thể thao", "Department of Culture and Sports"),
        ("Sở Du lịch", "Department of Tourism"),
        ("Sở Khoa học và Công nghệ", "Department of Science and Technology"),
        ("Sở Giáo dục và Đào tạo", "Department of Education and Training"),
        ("Sở Y tế", "Department of Health"),
        ("Sở Ngoại vụ", "Department of Foreign Affairs"),
        ("Thanh tra tỉnh", "Provincial Inspectorate"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "Office of the Provincial People's Committee"),
        ("Ban Dân tộc", "Committee for Ethnic Affairs"),
        ("Ban Quản lý các khu công nghiệp", "Management Board of Industrial Zones"),
        ("Ban Quản lý khu công nghệ cao", "Management Board of the High-Tech Park"),
    ];

    private static readonly (string Vi, string En)[] Districts =
    [
        ("Hoa Sen", "Lotus"), ("Hoa Đào", "Peach Blossom"), ("Hoa Mai", "Apricot Blossom"), ("Hoa Lan", "Orchid"), ("Hoa Cúc", "Chrysanthemum"),
        ("Hoa Hồng", "Rose"), ("Hoa Sữa", "Milk Flower"), ("Hoa Ban", "Bauhinia"), ("Hoa Gạo", "Cotton Tree"), ("Hoa Phượng", "Flame Tree"),
        ("Tre Xanh", "Green Bamboo"), ("Lúa Vàng", "Golden Rice"), ("Trà Mi", "Camellia"), ("Cau Xanh", "Areca"), ("Dừa Nước", "Nipa Palm"),
        ("Lim Già", "Old Ironwood"), ("Sồi Trắng", "White Oak"), ("Thông Reo", "Singing Pine"), ("Quế Thơm", "Cinnamon"), ("Hồi Núi", "Star Anise"),
        ("Sim Tím", "Rose Myrtle"), ("Mía Ngọt", "Sugar Cane"), ("Bưởi Hồng", "Pomelo"), ("Cam Vàng", "Orange"), ("Nhãn Lồng", "Longan"),
        ("Vải Thiều", "Lychee"), ("Chè Xanh", "Green Tea"), ("Cọ Biếc", "Fan Palm"), ("Đước Đỏ", "Red Mangrove"), ("Bàng Vuông", "Sea Almond"),
    ];

    /// <summary>Departments S01 to S23, then districts H01 to H30, all below the province.</summary>
    public static IReadOnlyList<OrganisationUnit> Units { get; } =
    [
        .. Departments.Select((name, i) => new OrganisationUnit
        {
            Code = FormattableString.Invariant($"S{i + 1:00}"),
            Name = new LocalizedText($"{name.Vi}", $"{name.En}"),
            Block = "departments",
        }),
        .. Districts.Select((name, i) => new OrganisationUnit
        {
            Code = FormattableString.Invariant($"H{i + 1:00}"),
            Name = new LocalizedText($"Ủy ban nhân dân {(i < 12 ? "quận" : "huyện")} {name.Vi}", $"People's Committee of {name.En} District"),
            Block = "districts",
            ValidTo = LastDayOfDistricts,
        }),
    ];
}
