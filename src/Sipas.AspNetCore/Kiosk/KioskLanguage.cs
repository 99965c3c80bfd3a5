namespace Sipas.AspNetCore.Kiosk;

/// <summary>An available language.</summary>
/// <param name="Tag">BCP 47 tag in lower case.</param>
/// <param name="Name">Its name in that language.</param>
internal sealed record KioskLanguage(string Tag, string Name);
