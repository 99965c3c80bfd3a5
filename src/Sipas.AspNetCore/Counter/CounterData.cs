using Sipas.Common;

namespace Sipas.AspNetCore.Counter;

/// <summary>The data for the script of the display at a counter.</summary>
/// <param name="CodeUrl">Address of the code.</param>
/// <param name="EnrolUrl">Address of the enrolment page.</param>
/// <param name="Unit">Code of the unit.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Texts">The texts of the page.</param>
internal sealed record CounterData(string CodeUrl, string EnrolUrl, string Unit, LocalizedText UnitName,
    IReadOnlyDictionary<string, LocalizedText> Texts);
