namespace Sipas.Files;

/// <summary>What each kind of cell and text is read as: the table of <c>docs/cells.md</c>, which <see cref="CellTableTests"/> runs through CSV and XLSX.</summary>
internal static class CellExamples
{
    /// <summary>The readings, in the order of the columns of the table.</summary>
    public static readonly string[] Readings = ["count", "number", "computation", "percentage", "share", "day", "code", "label"];

    /// <summary>A cell: what a text file holds; what a workbook holds where that is no text (type, format, stored value); and what each reading gives: a value, or the code of the refusal.</summary>
    public static readonly CellExample[] All =
    [
        new("", null, "–; –; –; –; –; –; –; –"),
        new("\u00A0", null, "–; –; –; –; –; –; –; –"),
        new("5", null, "5; 5; 5; 5; IMP0008; IMP0104; 5; 5"),
        new("5", "n||5", "5; 5; 5; 5; IMP0008; IMP0104; 5; 5"),
        new("5.0", null, "5; 5; 5; 5; IMP0008; IMP0104; 5.0; 5.0"),
        new("5,0", null, "5; 5; 5; 5; IMP0008; IMP0104; 5,0; 5,0"),
        new("5.000", null, "IMP0101; IMP0101; IMP0101; 5; IMP0101; IMP0104; 5.000; 5.000"),
        new("0.125", null, "IMP0008; 0.125; 0.125; IMP0107; 0.125; IMP0104; 0.125; 0.125"),
        new("0,125", null, "IMP0008; 0.125; 0.125; IMP0107; 0.125; IMP0104; 0,125; 0,125"),
        new("12500", null, "12500; 12500; 12500; IMP0008; IMP0008; IMP0104; 12500; 12500"),
        new("12500", "n|#,##0|12500", "12500; 12500; 12500; IMP0008; IMP0008; IMP0104; 12500; 12500"),
        new("12.500", null, "IMP0101; IMP0101; IMP0101; 12.5; IMP0101; IMP0104; 12.500; 12.500"),
        new("12,500", null, "IMP0101; IMP0101; IMP0101; 12.5; IMP0101; IMP0104; 12,500; 12,500"),
        new("50.000", null, "IMP0101; IMP0101; IMP0101; 50; IMP0101; IMP0104; 50.000; 50.000"),
        new("12 500", null, "12500; 12500; 12500; IMP0008; IMP0008; IMP0104; 12 500; 12 500"),
        new("12\u00A0500", null, "12500; 12500; 12500; IMP0008; IMP0008; IMP0104; 12 500; 12 500"),
        new("12\u2009500", null, "12500; 12500; 12500; IMP0008; IMP0008; IMP0104; 12 500; 12 500"),
        new("1.234.567", null, "1234567; 1234567; 1234567; IMP0008; IMP0008; IMP0104; 1.234.567; 1.234.567"),
        new("1,234,567", null, "1234567; 1234567; 1234567; IMP0008; IMP0008; IMP0104; 1,234,567; 1,234,567"),
        new("1.234,5", null, "IMP0008; 1234.5; 1234.5; IMP0008; IMP0008; IMP0104; 1.234,5; 1.234,5"),
        new("1,234.5", null, "IMP0008; 1234.5; 1234.5; IMP0008; IMP0008; IMP0104; 1,234.5; 1,234.5"),
        new("1.234.5", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 1.234.5; 1.234.5"),
        new("12.5", null, "IMP0008; 12.5; 12.5; 12.5; IMP0008; IMP0104; 12.5; 12.5"),
        new("12,5", null, "IMP0008; 12.5; 12.5; 12.5; IMP0008; IMP0104; 12,5; 12,5"),
        new("1234.567", null, "IMP0008; 1234.567; 1234.567; IMP0008; IMP0008; IMP0104; 1234.567; 1234.567"),
        new("12.345678", null, "IMP0008; 12.345678; 12.345678; 12.345678; IMP0008; IMP0104; 12.345678; 12.345678"),
        new("\u22125", null, "IMP0008; -5; -5; IMP0008; IMP0008; IMP0104; \u22125; \u22125"),
        new("-5", null, "IMP0008; -5; -5; IMP0008; IMP0008; IMP0104; -5; -5"),
        new("\uFF15\uFF10", null, "50; 50; 50; 50; IMP0008; IMP0104; \uFF15\uFF10; \uFF15\uFF10"),
        new("1.5e-05", null, "IMP0008; IMP0008; 1.5E-05; IMP0008; IMP0008; IMP0104; 1.5e-05; 1.5e-05"),
        new("8,4E+11", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; IMP0103; 8,4E+11"),
        new("84,94%", null, "IMP0102; IMP0102; IMP0102; 84.94; 0.8494; IMP0104; IMP0103; 84,94%"),
        new("84.94 %", null, "IMP0102; IMP0102; IMP0102; 84.94; 0.8494; IMP0104; IMP0103; 84.94 %"),
        new("84.94%", "n|0.00%|0.8494", "IMP0102; IMP0102; IMP0102; 84.94; 0.8494; IMP0104; IMP0103; 84.94%"),
        new("45%", "n|0%|0.45", "IMP0102; IMP0102; IMP0102; 45; 0.45; IMP0104; IMP0103; 45%"),
        new("0.9012", null, "IMP0008; 0.9012; 0.9012; IMP0107; 0.9012; IMP0104; 0.9012; 0.9012"),
        new("90,125", null, "IMP0101; IMP0101; IMP0101; 90.125; IMP0101; IMP0104; 90,125; 90,125"),
        new("2026-06-05", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 2026-06-05; 2026-06-05"),
        new("2026-06-05", "n|dd/mm/yyyy|46178", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; IMP0103; 2026-06-05"),
        new("05/06/2026", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 05/06/2026; 05/06/2026"),
        new("5/6/2026 8:05", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 5/6/2026 8:05; 5/6/2026 8:05"),
        new("2026-06-05 08:30:00", "n|dd/mm/yyyy hh:mm|46178.3541666667", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; IMP0103; 2026-06-05 08:30:00"),
        new("2026-06-05T01:30:00Z", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 2026-06-05T01:30:00Z; 2026-06-05T01:30:00Z"),
        new("2026-06-05T23:30:00+07:00", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 2026-06-05T23:30:00+07:00; 2026-06-05T23:30:00+07:00"),
        new("05.06.2026", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 05.06.2026; 05.06.2026"),
        new("5-6-2026", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 5-6-2026; 5-6-2026"),
        new("2026/06/05", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; 2026-06-05; 2026/06/05; 2026/06/05"),
        new("5/6/26", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 5/6/26; 5/6/26"),
        new("6/25/2026", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 6/25/2026; 6/25/2026"),
        new("6/5/2026 8:05 AM", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 6/5/2026 8:05 AM; 6/5/2026 8:05 AM"),
        new("46178", null, "46178; 46178; 46178; IMP0008; IMP0008; IMP0104; 46178; 46178"),
        new("46178", "n||46178", "46178; 46178; 46178; IMP0008; IMP0008; IMP0104; 46178; 46178"),
        new("08:30", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 08:30; 08:30"),
        new("00004", null, "4; 4; 4; 4; IMP0008; IMP0104; 00004; 00004"),
        new("00004", "n|00000|4", "4; 4; 4; 4; IMP0008; IMP0104; 00004; 00004"),
        new("00-007", "n|00-000|7", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 00-007; 00-007"),
        new("123.45", "n|000\".\"00|12345", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; 123.45; 123.45"),
        new("P004", "n|\"P\"000|4", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; P004; P004"),
        new("0912345678", "n|0000000000|912345678", "912345678; 912345678; 912345678; IMP0008; IMP0008; IMP0104; 0912345678; 0912345678"),
        new("true", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; true; true"),
        new("true", "b||1", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; true; true"),
        new("false", "b||0", "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; false; false"),
        new("#N/A", null, "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#N/A", "e||#N/A", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#REF!", "e||#REF!", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#DIV/0!", "e||#DIV/0!", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#VALUE!", "e||#VALUE!", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#NAME?", "e||#NAME?", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#NUM!", "e||#NUM!", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#NULL!", "e||#NULL!", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("#SPILL!", "e||#SPILL!", "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("####", null, "IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100; IMP0100"),
        new("\u00D0ống  \u00D0a", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; Đống  Đa; Đống Đa"),
        new("\u200BĐống\u00A0Đa ", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; Đống Đa; Đống Đa"),
        new("đống đa", null, "IMP0008; IMP0008; IMP0008; IMP0008; IMP0008; IMP0104; đống đa; đống đa"),
    ];
}

/// <summary>One cell of the table.</summary>
/// <param name="Text">What a text file holds.</param>
/// <param name="Workbook">What a workbook holds: <c>type|format|stored</c>; null for the text itself.</param>
/// <param name="Read">What each reading gives, parted by semicolons.</param>
internal sealed record CellExample(string Text, string? Workbook, string Read)
{
    public override string ToString() => $"{Text} {Workbook}";
}
