using Sipas.Common;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>An item that is answered on a scale.</summary>
internal sealed record KioskItem(string Code, string Scale, LocalizedText Text, bool Required, IReadOnlyDictionary<string, string>? Clips);
