using System.Globalization;
using Sipas.Common;
using Sipas.Units;

namespace Sipas.Storage.Dapper.Parts;

// A class with settable members: Dapper maps text columns to nullable texts here without requiring a constructor that
// matches SQLite's types.
internal sealed class UnitRow
{
    private const string DayFormat = "yyyy-MM-dd";

    public string Code { get; set; } = "";

    public string NameVi { get; set; } = "";

    public string NameEn { get; set; } = "";

    public string SearchKey { get; set; } = "";

    public string Block { get; set; } = "";

    public string? ParentCode { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidTo { get; set; }

    public static UnitRow Of(OrganisationUnit unit) => new()
    {
        Code = unit.Code,
        NameVi = unit.Name.Vi,
        NameEn = unit.Name.En,
        SearchKey = VietnameseText.SearchKey(unit.Name.Vi),
        Block = unit.Block,
        ParentCode = unit.ParentCode,
        ValidFrom = unit.ValidFrom?.ToString(DayFormat, CultureInfo.InvariantCulture),
        ValidTo = unit.ValidTo?.ToString(DayFormat, CultureInfo.InvariantCulture),
    };

    public OrganisationUnit ToUnit() => new()
    {
        Code = Code,
        Name = new LocalizedText(NameVi, NameEn),
        Block = Block,
        ParentCode = ParentCode,
        ValidFrom = Read(ValidFrom),
        ValidTo = Read(ValidTo),
    };

    private static DateOnly? Read(string? day) => day is null ? null : DateOnly.ParseExact(day, DayFormat, CultureInfo.InvariantCulture);
}
