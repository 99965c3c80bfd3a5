using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Estimation;

/// <summary>Which units had a sample drawn in them.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnitSelection>))]
public enum UnitSelection
{
    /// <summary>Every unit: units are strata.</summary>
    EveryUnit,

    /// <summary>A simple random sample of the units of each stratum: units are the sampling units of the first stage.</summary>
    SampledUnits,
}

/// <summary>How the sampled ballots of a survey were drawn, without a person in it: what margins of error need and anonymous ballots do not tell. The keys are stable: docs/survey-design-json.md.</summary>
/// <remarks>Within a unit people were drawn with equal probability; where they were drawn in clusters, the design effect that was found elsewhere is given. docs/method/sampled-margins.md.</remarks>
public sealed record SampledSurveyDesign
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-survey-design/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>What the survey is called, for example <c>2026</c>: a design saved under a name that is there replaces it.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>The questionnaire version; null for every one of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>First month for which its ballots count, as <c>yyyy-MM</c>.</summary>
    public required string From { get; init; }

    /// <summary>Last month, as <c>yyyy-MM</c>.</summary>
    public required string To { get; init; }

    /// <summary>Which units had a sample drawn in them.</summary>
    public UnitSelection Selection { get; init; }

    /// <summary>The strata of the units; for <see cref="UnitSelection.SampledUnits"/> only.</summary>
    public IReadOnlyList<UnitStratum> Strata { get => field ?? []; init; }

    /// <summary>The units in which people were drawn.</summary>
    public required IReadOnlyList<SurveyDesignUnit> Units { get; init; }

    /// <summary>Transactions by unit and month, for the coverage of kiosks; empty when they are unknown.</summary>
    public IReadOnlyList<TransactionCount> Transactions { get => field ?? []; init; }

    /// <summary>First month as year × 100 + month.</summary>
    [JsonIgnore]
    public int FirstMonth => Month(From);

    /// <summary>Last month as year × 100 + month.</summary>
    [JsonIgnore]
    public int LastMonth => Month(To);

    /// <summary>Reads a design and checks it.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="SipasException">It is no such JSON (<c>EST0401</c>), or it has faults (<c>EST0501</c> and following): all at once.</exception>
    public static SampledSurveyDesign Read(ReadOnlySpan<byte> json)
    {
        SampledSurveyDesign design;
        try
        {
            design = JsonSerializer.Deserialize(JsonText.Checked(json), SampledSurveyDesignJsonContext.Default.SampledSurveyDesign)
                ?? throw new SipasException(new Problem(ProblemCodes.DesignFileUnreadable, "$", "null"));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.DesignFileUnreadable, error.Path ?? "$", error.Message), error);
        }

        IReadOnlyList<Problem> problems = design.Check();
        return problems.Count == 0 ? design : throw new SipasException(problems);
    }

    /// <summary>The design as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SampledSurveyDesignJsonContext.Readable.SampledSurveyDesign);

    /// <summary>Whether two designs would claim the same ballots.</summary>
    /// <param name="other">Another design.</param>
    public bool Overlaps(SampledSurveyDesign other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Pack == Pack && (other.QuestionnaireVersion is null || QuestionnaireVersion is null || other.QuestionnaireVersion == QuestionnaireVersion)
            && other.FirstMonth <= LastMonth && FirstMonth <= other.LastMonth;
    }

    /// <summary>Every fault of the design; empty when it is sound.</summary>
    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        if (Format != FormatName)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, "format", Format, FormatName));
        }

        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 100)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, "name", Name, "1–100"));
        }

        CheckMonth("from", From, problems);
        CheckMonth("to", To, problems);
        if (problems.Count == 0 && FirstMonth > LastMonth)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, "from, to", $"{From}, {To}", "from ≤ to"));
        }

        if (Units is null || Units.Count == 0 || Units.Any(unit => unit is null) || Strata.Any(stratum => stratum is null) || Transactions.Any(count => count is null))
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, "units, strata, transactions", "null", "[…]"));
            return problems;
        }

        problems.AddRange(Units.GroupBy(unit => unit.Unit, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => new Problem(ProblemCodes.SampledDesignTwice, "units", same.Key)));
        problems.AddRange(Strata.GroupBy(stratum => stratum.Stratum, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => new Problem(ProblemCodes.SampledDesignTwice, "strata", same.Key)));
        problems.AddRange(Transactions.GroupBy(count => (count.Unit, count.Month)).Where(same => same.Skip(1).Any())
            .Select(same => new Problem(ProblemCodes.SampledDesignTwice, "transactions", $"{same.Key.Unit}, {same.Key.Month}")));
        foreach (SurveyDesignUnit unit in Units)
        {
            CheckUnit(unit, problems);
        }

        CheckStrata(problems);
        foreach (TransactionCount count in Transactions)
        {
            CheckMonth($"transactions, {count.Unit}", count.Month, problems);
            CheckCount($"transactions, {count.Unit}, {count.Month}", "count", count.Count, 0, problems);
        }

        return problems;
    }

    private static void CheckUnit(SurveyDesignUnit unit, List<Problem> problems)
    {
        string place = $"units, {unit.Unit}";
        if (string.IsNullOrEmpty(unit.Unit))
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, "units.unit", unit.Unit, "S01, …"));
        }

        CheckCount(place, "population", unit.Population, 1, problems);
        CheckCount(place, "issued", unit.Issued, 1, problems);
        if (unit.Issued > unit.Population)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignIssuedAbovePopulation, place, Show(unit.Issued), Show(unit.Population)));
        }

        if (unit.DesignEffect is null != unit.PrimaryUnits is null)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignCluster, place));
        }

        if (unit.DesignEffect is { } effect && !(effect is >= 0.1 and <= 100))
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, $"{place}, designEffect", effect.ToString("R", CultureInfo.InvariantCulture), "0.1–100"));
        }

        CheckCount(place, "primaryUnits", unit.PrimaryUnits, 2, problems);
    }

    private void CheckStrata(List<Problem> problems)
    {
        foreach (UnitStratum stratum in Strata)
        {
            CheckCount($"strata, {stratum.Stratum}", "unitCount", stratum.UnitCount, 1, problems);
            int drawn = Units.Count(unit => unit.Stratum == stratum.Stratum);
            if (stratum.UnitCount < drawn)
            {
                problems.Add(new Problem(ProblemCodes.DesignSampleAbovePopulation, stratum.Stratum, Show(drawn), Show(stratum.UnitCount)));
            }
        }

        string[] known = [.. Strata.Select(stratum => stratum.Stratum)];
        foreach (SurveyDesignUnit unit in Units.Where(unit => Selection == UnitSelection.SampledUnits ? !known.Contains(unit.Stratum) : unit.Stratum is not null))
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignStratum, $"units, {unit.Unit}", unit.Stratum, Selection == UnitSelection.SampledUnits ? string.Join(", ", known) : "selection: sampledUnits"));
        }
    }

    private static void CheckCount(string place, string member, long? value, long least, List<Problem> problems)
    {
        if (value < least)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, $"{place}, {member}", Show(value), $"{Show(least)}–"));
        }
    }

    private static void CheckMonth(string place, string? text, List<Problem> problems)
    {
        if (Month(text) is < 200001 or > 210012)
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, place, text, "yyyy-MM"));
        }
    }

    // 0 for what is no month.
    internal static int Month(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month) ? (month.Year * 100) + month.Month : 0;

    private static string? Show(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A stratum from which units were drawn.</summary>
/// <param name="Stratum">Its code.</param>
/// <param name="UnitCount">Units in the frame, drawn or not: 1 or more.</param>
public sealed record UnitStratum(string Stratum, long UnitCount);

/// <summary>A unit in which people were drawn.</summary>
public sealed record SurveyDesignUnit
{
    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The stratum it was drawn from; for <see cref="UnitSelection.SampledUnits"/>, null otherwise.</summary>
    public string? Stratum { get; init; }

    /// <summary>People or transactions in the frame, N; null when unknown, and then no finite population is taken into account.</summary>
    public long? Population { get; init; }

    /// <summary>Names issued to the interviewers, at most <see cref="Population"/>; null when unknown. It says how many did not answer and changes no margin.</summary>
    public long? Issued { get; init; }

    /// <summary>Design effect within the unit where people were drawn in clusters, 0.1 to 100; null for a simple random sample. Ballots do not say their cluster, so it is given.</summary>
    public double? DesignEffect { get; init; }

    /// <summary>Clusters that were drawn, 2 or more, given together with <see cref="DesignEffect"/>: the degrees of freedom are one less.</summary>
    public int? PrimaryUnits { get; init; }
}

/// <summary>Transactions of a unit in a month.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Month">The month as <c>yyyy-MM</c>.</param>
/// <param name="Count">Transactions: 0 or more.</param>
public sealed record TransactionCount(string Unit, string Month, long Count)
{
    /// <summary>The month as year × 100 + month.</summary>
    [JsonIgnore]
    public int MonthNumber => SampledSurveyDesign.Month(Month);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(SampledSurveyDesign))]
internal sealed partial class SampledSurveyDesignJsonContext : JsonSerializerContext
{
    public static SampledSurveyDesignJsonContext Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
