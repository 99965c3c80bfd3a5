using System.CommandLine;
using System.Globalization;
using Sipas.Estimation;
using Sipas.Problems;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost.Commands.Surveys;

/// <summary><c>sipas survey design</c>: stores the design of sampled ballots, so that pages can show margins.</summary>
internal static class SurveyDesignCommand
{
    // About ten thousand units with a year of transactions each.
    private const long MaximumBytes = 32 * 1024 * 1024;

    public static Command Create() =>
        new("design", "Survey designs of sampled ballots: frames, samples, transactions; no personal data") { Import(), List() };

    private static Command Import()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "JSON file in the format sipas-survey-design/1; see docs/survey-design-json.md",
        };
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("import", "Store a design, replacing the design with the same name") { file });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            SampledSurveyDesign design = Read(parsed.GetRequiredValue(file));
            _ = await store.FindPackAsync(parsed, design.Pack, cancellationToken).ConfigureAwait(false);
            using SqlStorage storage = store.Create(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            await storage.Designs.SaveDesignAsync(design, cancellationToken).ConfigureAwait(false);
            await TellAsync(design, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("list", "List the stored designs"));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            foreach (SampledSurveyDesign design in await storage.Designs.ReadDesignsAsync(cancellationToken).ConfigureAwait(false))
            {
                await TellAsync(design, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static SampledSurveyDesign Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > MaximumBytes } large
                ? throw new SipasException(
                    new Problem(ProblemCodes.DesignFileUnreadable, path, large.Length.ToString(CultureInfo.InvariantCulture)))
                : SampledSurveyDesign.Read(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "FILE", path), error);
        }
    }

    private static Task TellAsync(SampledSurveyDesign design, TextWriter output) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"{design.Name}: {design.Pack}, {design.From} – {design.To}, {design.Units.Count} đơn vị / units"));
}
