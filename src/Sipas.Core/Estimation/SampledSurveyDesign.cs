using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// The sampling design of a survey's ballots, without personal data: the information that margins of error require and
/// that anonymous ballots do not contain. The keys are stable: docs/survey-design-json.md.
/// </summary>
/// <remarks>
/// Within an organisation unit people were drawn with equal probability; where they were drawn in clusters, a design
/// effect determined elsewhere is given. docs/method/sampled-margins.md.
/// </remarks>
internal sealed record SampledSurveyDesign
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-survey-design/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>Name of the survey, for example <c>2026</c>. Saving a design under an existing name replaces it.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>The questionnaire version; null for all versions of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>First month of the ballots, as <c>yyyy-MM</c>.</summary>
    public required string From { get; init; }

    /// <summary>Last month of the ballots, as <c>yyyy-MM</c>.</summary>
    public required string To { get; init; }

    /// <summary>The organisation units in which samples were drawn.</summary>
    public UnitSelection Selection { get; init; }

    /// <summary>The strata of the organisation units; only for <see cref="UnitSelection.SampledUnits"/>.</summary>
    public IReadOnlyList<UnitStratum> Strata { get => field ?? []; init; }

    /// <summary>The organisation units in which people were drawn.</summary>
    public required IReadOnlyList<SurveyDesignUnit> Units { get; init; }

    /// <summary>Transactions by unit and month, for the coverage of kiosks; empty when unknown.</summary>
    public IReadOnlyList<TransactionCount> Transactions { get => field ?? []; init; }

    /// <summary>First month as year × 100 + month.</summary>
    [JsonIgnore]
    public int FirstMonth => Month(From);

    /// <summary>Last month as year × 100 + month.</summary>
    [JsonIgnore]
    public int LastMonth => Month(To);

    /// <summary>Reads and validates a design.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="SipasException">
    /// The JSON is not a design (<c>EST0401</c>), or the design has errors (<c>EST0501</c> and following), all of which
    /// are reported.
    /// </exception>
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

    /// <summary>Returns the design as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SampledSurveyDesignJsonContext.Readable.SampledSurveyDesign);

    /// <summary>Whether two designs apply to the same ballots.</summary>
    /// <param name="other">Another design.</param>
    public bool Overlaps(SampledSurveyDesign other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Pack == Pack
            && (other.QuestionnaireVersion is null || QuestionnaireVersion is null || other.QuestionnaireVersion == QuestionnaireVersion)
            && other.FirstMonth <= LastMonth && FirstMonth <= other.LastMonth;
    }

    /// <summary>Returns all errors in the design; empty when it is valid.</summary>
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

        if (Units is null || Units.Count == 0 || Units.Any(unit => unit is null) || Strata.Any(stratum => stratum is null)
            || Transactions.Any(count => count is null))
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, "units, strata, transactions", "null", "[…]"));
            return problems;
        }

        problems.AddRange(Units.GroupBy(unit => unit.Unit, StringComparer.Ordinal).Where(same => same.Skip(1).Any())
            .Select(same => new Problem(ProblemCodes.SampledDesignTwice, "units", same.Key)));
        problems.AddRange(Strata.GroupBy(stratum => stratum.Stratum, StringComparer.Ordinal).Where(same => same.Skip(1).Any())
            .Select(same => new Problem(ProblemCodes.SampledDesignTwice, "strata", same.Key)));
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
            problems.Add(new Problem(ProblemCodes.SampledDesignValue, $"{place}, designEffect",
                effect.ToString("R", CultureInfo.InvariantCulture), "0.1–100"));
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
        foreach (SurveyDesignUnit unit in Units.Where(unit =>
            Selection == UnitSelection.SampledUnits ? !known.Contains(unit.Stratum) : unit.Stratum is not null))
        {
            problems.Add(new Problem(ProblemCodes.SampledDesignStratum, $"units, {unit.Unit}", unit.Stratum,
                Selection == UnitSelection.SampledUnits ? string.Join(", ", known) : "selection: sampledUnits"));
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

    // 0 for a text that is not a month.
    internal static int Month(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month)
            ? (month.Year * 100) + month.Month
            : 0;

    private static string? Show(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
