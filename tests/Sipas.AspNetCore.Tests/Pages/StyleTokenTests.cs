using System.Text.RegularExpressions;

namespace Sipas.AspNetCore.Pages;

/// <summary>Colours and sizes that sheets share are declared once, in <c>tokens.css</c>.</summary>
public sealed partial class StyleTokenTests
{
    // Set by a rule for the element that uses them.
    private static readonly string[] Local = ["--tint", "--tone"];

    private static readonly string[] Sheets =
    [
        "src/Sipas.AspNetCore/Assets/kiosk.css", "src/Sipas.AspNetCore/Assets/reports.css", "src/Sipas.AspNetCore.Admin/Assets/admin.css",
    ];

    [Fact]
    public void Sheets_DeclareNoTokens() => Assert.All(Sheets, sheet =>
        Assert.Empty(Declaration().Matches(Read(sheet)).Select(match => match.Groups["name"].Value).Except(Local)));

    [Fact]
    public void Sheets_UseOnlyDeclaredTokens()
    {
        string[] declared = [.. Declaration().Matches(Read("src/Sipas.AspNetCore/Assets/tokens.css"))
            .Select(match => match.Groups["name"].Value).Distinct()];
        string[] used = [.. Sheets.SelectMany(sheet => Use().Matches(Read(sheet))).Select(match => match.Groups["name"].Value).Distinct()];

        Assert.Empty(used.Except(declared).Except(Local));
        Assert.Empty(declared.Except(used));
    }

    [Fact]
    public void KioskAndReports_ServeTheTokensBeforeTheirRules() => Assert.All([Asset.KioskStyle, Asset.ReportStyle], style =>
    {
        ReadOnlySpan<byte> tokens = Asset.Read("tokens.css");
        Assert.True(style.Bytes.StartsWith(tokens));
        Assert.True(style.Bytes[tokens.Length..].SequenceEqual(Asset.Read(style.FileName)));
    });

    private static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    [GeneratedRegex(@"(?<name>--[\w-]+)\s*:")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"var\((?<name>--[\w-]+)")]
    private static partial Regex Use();
}
