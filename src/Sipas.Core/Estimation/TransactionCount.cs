using System.Text.Json.Serialization;

namespace Sipas.Estimation;

/// <summary>The number of transactions of an organisation unit in a month.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Month">The month as <c>yyyy-MM</c>.</param>
/// <param name="Count">Number of transactions: 0 or more.</param>
internal sealed record TransactionCount(string Unit, string Month, long Count)
{
    /// <summary>The month as year × 100 + month.</summary>
    [JsonIgnore]
    public int MonthNumber => SampledSurveyDesign.Month(Month);
}
