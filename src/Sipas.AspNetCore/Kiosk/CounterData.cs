using Sipas.Text;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>What the script of the display at a counter is given.</summary>
/// <param name="CodeUrl">Where the code is asked for.</param>
/// <param name="EnrolUrl">Where a device is enrolled.</param>
/// <param name="Unit">Code of the unit.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Texts">The words of the page.</param>
internal sealed record CounterData(string CodeUrl, string EnrolUrl, string Unit, LocalizedText UnitName, IReadOnlyDictionary<string, LocalizedText> Texts);
