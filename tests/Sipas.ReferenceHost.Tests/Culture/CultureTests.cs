using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.ReferenceHost.Commands;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost.Culture;

/// <summary>The machine does not change the result: the whole command line and the HTTP contract, byte for byte, in
/// several cultures and in globalization-invariant mode.</summary>
[Collection(nameof(CultureGroup))]
public sealed class CultureTests
{
    private static readonly string[] Cultures = ["vi-VN", "tr-TR", "de-DE"];

    [Fact]
    public async Task EveryCommandAndEndpoint_InEveryCultureAndInvariantMode_AnswersTheSameBytes()
    {
        Task<string> invariant = RunInvariantAsync();
        (string expected, CultureScript script) = await RunInAsync(CultureInfo.InvariantCulture);
        CoversEverything(script);
        foreach (string stored in (string[])["> POST /sipas/v1/ballots\n201\n", "> GET /admin/surveys/PX-2026/draw/official.csv\n200\n",
            "> GET /admin/surveys/PX-2026/print/letters?lang=en\n200\n", "> POST /admin/import\n303\n"])
        {
            Assert.Contains(stored, expected, StringComparison.Ordinal);
        }

        foreach (string culture in Cultures)
        {
            AssertSame(culture, expected, (await RunInAsync(CultureInfo.GetCultureInfo(culture))).Transcript);
        }

        AssertSame("invariant mode", expected, await invariant);
    }

    [Fact]
    public void Options_OfEveryCommand_AreNeverReadByTheMachinesCulture()
    {
        Type[] read = [typeof(string), typeof(bool), typeof(Guid)];

        Assert.NotEmpty(CommandTree.Runnable);
        foreach ((string path, Command command) in CommandTree.Runnable)
        {
            foreach ((string name, Type type) in command.Options.Select(option => (option.Name, option.ValueType))
                .Concat(command.Arguments.Select(argument => (argument.Name, argument.ValueType))))
            {
                Type one = type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;
                Assert.True(one.IsEnum || read.Contains(one), $"{path} {name}: {type}. Numbers and days are made by {nameof(Typed)}.");
            }
        }
    }

    private static void CoversEverything(CultureScript script)
    {
        using var folder = new TemporaryFolder();
        WebApplication app = HostFactory.CreateWeb(new WebHostSettings
        {
            UseStorage = sipas => sipas.UseSqlite(folder.File("sipas.db")),
            Address = "http://127.0.0.1:0",
            PublicReports = true,
            LiveFigures = true,
            OpenAdmin = true,
            OpenTickets = true,
            OfferContact = true,
        });
        string[] endpoints = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods, endpoint.RoutePattern.RawText))
            // answered as GET is: AddressTests
            .Where(endpoint => endpoint.Methods is not ["HEAD"])
            .Select(endpoint => $"{endpoint.Methods?[0] ?? "GET"} {endpoint.RawText}").Distinct().Order(StringComparer.Ordinal)];

        // A new command or endpoint needs its place in CultureScript.
        AssertCovered([.. CommandTree.Runnable.Keys], [.. script.Commands]);
        AssertCovered(endpoints, [.. script.Endpoints]);
    }

    private static void AssertCovered(string[] there, string[] asked) =>
        Assert.True(there.Order(StringComparer.Ordinal).SequenceEqual(asked.Order(StringComparer.Ordinal)),
            $"Not asked: {string.Join("; ", there.Except(asked))}. Not there: {string.Join("; ", asked.Except(there))}.");

    private static async Task<(string Transcript, CultureScript Script)> RunInAsync(CultureInfo culture)
    {
        using var folder = new TemporaryFolder();
        (CultureInfo, CultureInfo, CultureInfo?, CultureInfo?) before =
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentCulture,
                CultureInfo.DefaultThreadCurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
            return await CultureScript.TranscribeAsync(folder.Path);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentCulture,
                CultureInfo.DefaultThreadCurrentUICulture) = before;
        }
    }

    private static async Task<string> RunInvariantAsync()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("transcript");
        Directory.CreateDirectory(folder.File("run"));
        var start = new ProcessStartInfo("dotnet", [typeof(CultureTests).Assembly.Location, folder.File("run"), target])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await errors);
        return await System.IO.File.ReadAllTextAsync(target);
    }

    // The first line that differs, with the command or request above it.
    private static void AssertSame(string culture, string expected, string actual)
    {
        string[] wanted = expected.Split('\n'), found = actual.Split('\n');
        string asked = "";
        for (int i = 0; i < Math.Min(wanted.Length, found.Length); i++)
        {
            asked = wanted[i].StartsWith("$ ", StringComparison.Ordinal) || wanted[i].StartsWith("> ", StringComparison.Ordinal)
                || wanted[i].StartsWith("== ", StringComparison.Ordinal) ? wanted[i] : asked;
            Assert.True(wanted[i] == found[i], $"{culture}, {asked}\n{wanted[i]}\n{found[i]}");
        }

        Assert.Equal(wanted.Length, found.Length);
    }
}
