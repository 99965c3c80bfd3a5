using System.Reflection;
using System.Text.RegularExpressions;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Estimation;
using Sipas.Scoring;
using Sipas.Storage;
using Sipas.Surveys;

namespace Sipas.Architecture;

/// <summary>Checks that <see cref="FigureService"/> is the only way from stored ballots to a figure, and that percentages are
/// made in one place.</summary>
public partial class FigureRoadTests
{
    // Counts of stored ballots, and the files that may name them: their own, the state that follows the log, and the service.
    private static readonly (string Counts, string[] Files)[] Counts =
    [
        ("StoredColumns", ["StoredColumns", "RespondentCounts", "SurveyState", "FigureView", "PublicEdition", "QueryCounts"]),
        ("RespondentCounts", ["RespondentCounts", "FigureView", "QueryCounts"]),
        ("SampledBallots", ["SampledBallots", "SurveyState", "PublicEdition"]),
        ("FlaggedCounts", ["FlaggedCounts", "SurveyState"]),
        ("QueryCounts", ["QueryCounts", "FigureService"]),
        ("PublicEdition", ["PublicEdition", "FigureView", "FigureViews"]),
        ("LiveCube", ["LiveCube", "LiveConsumer", "FlaggedCounts", "SurveyState", "FigureView", "PublicEdition", "QueryCounts"]),
    ];

    private static readonly string[] Stores =
        ["IBallotStore", "ISurveyStorage", "ISipasStorage", "SqlStorage", "SurveyState", "FigureView"];

    // Types from which a figure can be computed without regard to small cells.
    private static readonly Type[] Unguarded =
    [
        typeof(AnswerTally), typeof(LiveCube), typeof(LiveCounts), typeof(BallotColumns), typeof(HistogramCube), typeof(BallotCounts),
        typeof(ScoreCard), typeof(SampledMargins), typeof(BallotMoments),
    ];

    private static readonly Type[] Sources =
        [typeof(IBallotStore), typeof(ISurveyStorage), typeof(ISipasStorage), typeof(SurveyState), typeof(FigureView)];

    [Fact]
    public void CountsOfStoredBallots_AreNamedOnlyByTheFigureServiceAndTheFollowersOfTheLog()
    {
        Dictionary<string, string> sources = ReadSources();

        foreach ((string counts, string[] files) in Counts)
        {
            string[] named = [.. sources.Where(source => Regex.IsMatch(source.Value, $@"\b{counts}\b"))
                .Select(source => NameOf(source.Key)).Distinct()];
            Assert.Empty(named.Except(files));
            Assert.Contains(counts, named);
        }
    }

    [Fact]
    public void Scorer_IsUsedTogetherWithAStoreOnlyByTheFigureService()
    {
        string[] scoring = [.. ReadSources()
            .Where(source => source.Value.Contains("Scorer.Score(", StringComparison.Ordinal)
                && Stores.Any(store => Regex.IsMatch(source.Value, $@"\b{store}\b")))
            .Select(source => NameOf(source.Key)).Order(StringComparer.Ordinal)];

        Assert.Equal(["FigureService", "KioskCounts"], scoring);
    }

    [Fact]
    public void PublicTypesOverStoredBallots_ReturnNoCountsAndNoScores()
    {
        Type[] over = [.. typeof(FigureService).Assembly.GetExportedTypes().Append(typeof(SurveyState))
            .Where(type => HoldsSource(type) || Sources.Contains(type))];
        string[] returned = [.. over
            .SelectMany(type => type
                .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => ResultOf(member) is { } result && Parts(result).Any(Unguarded.Contains))
                .Select(member => $"{type.Name}.{member.Name}"))];

        Assert.Empty(returned);
        Assert.Contains(typeof(SurveyState), over);
        Assert.Contains(typeof(FigureService), over);
    }

    [Fact]
    public void Percentages_AreMadeInReportingOnly()
    {
        string[] making = [.. ReadSources()
            .Where(source => Percentage().IsMatch(source.Value))
            .Select(source => Namespace().Match(source.Value).Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["Sipas.Mathematics", "Sipas.Reporting"], making);
    }

    private static Dictionary<string, string> ReadSources() => Directory
        .EnumerateFiles(Repository.PathOf("src"), "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor"
            && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(file => file, file => Comment().Replace(File.ReadAllText(file), ""));

    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static bool HoldsSource(Type type) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .SelectMany(constructor => constructor.GetParameters()).Any(parameter => Sources.Contains(parameter.ParameterType))
        || type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(field => Sources.Contains(field.FieldType));

    private static Type? ResultOf(MemberInfo member) => member switch
    {
        MethodInfo method => method.ReturnType,
        PropertyInfo property => property.PropertyType,
        FieldInfo field => field.FieldType,
        _ => null,
    };

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parts).Prepend(type);

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.ToPercent\(|\bRoundedPercent\b")]
    private static partial Regex Percentage();

    [GeneratedRegex(@"(?m)^namespace (?<name>[\w.]+);")]
    private static partial Regex Namespace();
}
