using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sipas.Generators;

/// <summary>
/// Generates the constants of <c>ProblemCodes</c> from <c>problems.json</c>, one of the additional files of the
/// compilation.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProblemCodeGenerator : IIncrementalGenerator
{
    /// <summary>The name of the catalog file.</summary>
    public const string CatalogFileName = "problems.json";

    /// <summary>The name of the generated file.</summary>
    public const string GeneratedFileName = "ProblemCodes.g.cs";

    /// <summary>The tracking name of the step that reads the text of the catalog.</summary>
    public const string TextStep = "CatalogText";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Path and text are compared by value, so a build with an unchanged catalog does not read it again.
        IncrementalValueProvider<ImmutableArray<(string Path, string Text)>> catalogs = context.AdditionalTextsProvider
            .Where(file => Path.GetFileName(file.Path) == CatalogFileName)
            .Select((file, cancellation) => (file.Path, file.GetText(cancellation)?.ToString() ?? ""))
            .WithTrackingName(TextStep)
            .Collect();
        context.RegisterSourceOutput(catalogs, Generate);
    }

    private static void Generate(SourceProductionContext context, ImmutableArray<(string Path, string Text)> catalogs)
    {
        if (catalogs.Length != 1)
        {
            context.ReportDiagnostic(Diagnostic.Create(CatalogFaults.CatalogCount, Location.None, CatalogFileName, catalogs.Length));
            return;
        }

        var reader = new CatalogReader(catalogs[0].Path, catalogs[0].Text);
        reader.Read();
        foreach (Diagnostic fault in reader.Faults)
        {
            context.ReportDiagnostic(fault);
        }

        // Also after a fault: without the valid constants, each of their uses would be an error too.
        context.AddSource(GeneratedFileName, ConstantsWriter.Write(reader.Entries));
    }
}
