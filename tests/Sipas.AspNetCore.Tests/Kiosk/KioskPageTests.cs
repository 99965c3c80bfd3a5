using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Units;

namespace Sipas.AspNetCore.Kiosk;

public sealed partial class KioskPageTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(options => options.KioskQuestionnaireVersion = "two-1");

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/kiosk/SO-01")]
    [InlineData("/kiosk/none")]
    [InlineData("/reports")]
    [InlineData("/reports/units/SO-01")]
    public async Task Page_AnyOfOurs_IsNeverStoredAndRunsNothingInline(string path)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(path);
        string page = await response.Content.ReadAsStringAsync();

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineCode(), page);
        Assert.DoesNotMatch("https?://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kiosk_UnitThatHasEnded_AsksNobody()
    {
        var ended = new OrganisationUnit
        {
            Code = "QH-01",
            Name = new LocalizedText("Quận cũ", "Former district"),
            Block = "districts",
            ValidTo = new DateOnly(2025, 6, 30),
        };
        await _host.Storage.Units.SaveAsync([ended], default);
        await _host.State.ReloadAsync(default);

        using HttpResponseMessage response = await _host.Client.GetAsync("/kiosk/QH-01");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        string page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Contains("2025-06-30", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sipas-data", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kiosk_QuestionnaireOfTheOptions_IsShownUnlessTheAddressNamesAnother()
    {
        Assert.Equal("two-1", (await DataAsync("/kiosk/SO-01")).GetProperty("questionnaireVersion").GetString());
        Assert.Equal("five-1", (await DataAsync("/kiosk/SO-01?questionnaireVersion=five-1")).GetProperty("questionnaireVersion")
            .GetString());
        Assert.Equal("bnv-2640-2017", (await DataAsync("/kiosk/SO-01?pack=bnv-2640-2017")).GetProperty("pack").GetString());
    }

    [Theory]
    [InlineData("/kiosk/SO-01?pack=none", HttpStatusCode.BadRequest, "Địa chỉ không hợp lệ")]
    [InlineData("/kiosk/SO-01?mode=interview", HttpStatusCode.Forbidden, "Trang này dành cho điều tra viên đã đăng nhập")]
    [InlineData("/kiosk/SO-01?mode=paper", HttpStatusCode.BadRequest, "Địa chỉ không hợp lệ")]
    [InlineData("/kiosk/SO-01?questionnaireVersion=none", HttpStatusCode.BadRequest, "Địa chỉ không hợp lệ")]
    [InlineData("/kiosk/none", HttpStatusCode.NotFound, "Không tìm thấy đơn vị")]
    [InlineData("/kiosk/%3Cscript%3Ealert(1)%3C%2Fscript%3E", HttpStatusCode.NotFound, "&lt;script&gt;alert(1)&lt;")]
    public async Task Kiosk_BadAddress_SaysSoInBothLanguages(string path, HttpStatusCode status, string words)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(path);
        string page = await response.Content.ReadAsStringAsync();

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kiosk_NameThatLooksLikeCode_StaysText()
    {
        const string Name = "</script><script>alert('Sở')</script><!--";
        await _host.Storage.Units.SaveAsync(
            [new OrganisationUnit { Code = "X", Name = new LocalizedText(Name, Name), Block = "departments" }],
            CancellationToken.None);

        string page = await _host.Client.GetStringAsync("/kiosk/X");
        JsonElement data = await DataAsync("/kiosk/X");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(Name, data.GetProperty("unitName").GetProperty("vi").GetString());
        Assert.Equal(2, Regex.Count(page, "<script"));
    }

    [Fact]
    public async Task Asset_Versioned_IsStoredByTheBrowserAndAnsweredByItsTag()
    {
        string page = await _host.Client.GetStringAsync("/kiosk/SO-01");
        string address = Regex.Match(page, "href=\"(?<at>[^\"]*kiosk.css[^\"]*)\"").Groups["at"].Value;
        using HttpResponseMessage first = await _host.Client.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/sipas/assets/kiosk.css");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await _host.Client.SendAsync(again);

        Assert.Equal("text/css", first.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("no-cache", second.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Script_ModulesOfThisVersion_AreStoredAndThoseOfAnotherAreNot()
    {
        string page = await _host.Client.GetStringAsync("/kiosk/SO-01");
        string[] modules = [.. ModuleAddress().Matches(page).Select(match => match.Groups["at"].Value)];

        Assert.Equal(KioskScripts.Names.Count, modules.Length);
        foreach (string module in modules)
        {
            using HttpResponseMessage response = await _host.Client.GetAsync(module);
            string script = await response.Content.ReadAsStringAsync();
            Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.All(Import().Matches(script), match => Assert.Contains(match.Groups["file"].Value, KioskScripts.Names));
            using HttpResponseMessage other = await _host.Client
                .GetAsync(module.Replace(KioskScripts.Version, "0123456789abcdef", StringComparison.Ordinal));
            Assert.Equal("no-cache", other.Headers.CacheControl!.ToString());
        }

        using HttpResponseMessage missing = await _host.Client
            .GetAsync(modules[^1].Replace("/kiosk.js", "/none.js", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData(2, "2,4")]
    [InlineData(3, "2,3,4")]
    [InlineData(4, "1,2,4,5")]
    [InlineData(5, "1,2,3,4,5")]
    [InlineData(7, "1,2,2,3,4,4,5")]
    public void FaceOf_EachLevel_RisesFromSadToGlad(int levels, string faces) =>
        Assert.Equal(faces, string.Join(",", Enumerable.Range(1, levels).Select(level => Face.Of(level, levels))));

    [Fact]
    public void Texts_EveryKey_HasBothLanguagesAndTheSamePlaces() => Assert.All(AdminTexts.Catalogue.All, pair =>
    {
        Assert.False(string.IsNullOrWhiteSpace(pair.Value.Vi), pair.Key);
        Assert.False(string.IsNullOrWhiteSpace(pair.Value.En), pair.Key);
        Assert.Equal(Places(pair.Value.Vi), Places(pair.Value.En));
    });

    [Fact]
    public void Texts_KeysThatTheScriptAsksFor_AreAllThere()
    {
        string script = string.Concat(KioskScripts.Names.Select(name =>
        {
            using var reader = new StreamReader(Asset.Open(name));
            return reader.ReadToEnd();
        }));

        string[] asked = [.. ScriptWord().Matches(script).Select(match => match.Groups["key"].Value).Distinct()];

        Assert.True(asked.Length >= 10);
        Assert.All(asked, key => Assert.True(key.EndsWith('_')
            ? WebTexts.Under("kiosk." + key).Count >= 2
            : WebTexts.All.ContainsKey("kiosk." + key), key));
    }

    private static string Places(string text) =>
        string.Join(",", Regex.Matches(text, @"\{\w+\}").Select(match => match.Value).Order(StringComparer.Ordinal));

    private async Task<JsonElement> DataAsync(string path)
    {
        string page = await _host.Client.GetStringAsync(path);
        return JsonDocument.Parse(DataBlock().Match(page).Groups["json"].Value).RootElement;
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"sipas-data\">(?<json>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex(@"\bword\((?:[^""()]*\? )?""(?<key>\w+)""")]
    private static partial Regex ScriptWord();

    [GeneratedRegex("(?:src|href)=\"(?<at>[^\"]*/kiosk-[0-9a-f]+/[^\"]*[.]js)\"")]
    private static partial Regex ModuleAddress();

    [GeneratedRegex("from \"\\./(?<file>[^\"]*)\"")]
    private static partial Regex Import();

    [GeneratedRegex(@"\sstyle=|<style|\son[a-z]+=|javascript:"
        + @"|<script(?! type=""application/json"" id=""sipas-data""| type=""module"" src=)")]
    private static partial Regex InlineCode();
}
