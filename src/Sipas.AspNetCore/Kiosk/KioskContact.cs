using Sipas.Common;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The contact offer.</summary>
/// <param name="Consent">The consent text.</param>
/// <param name="Version">Version of the consent text.</param>
/// <param name="LowLevels">The low levels, by the code of their scale.</param>
/// <param name="LowAnswers">Number of low answers from which a rating is low.</param>
/// <param name="MaximumName">Maximum number of characters of a name, and of a phone number or e-mail address.</param>
/// <param name="MaximumAbout">Maximum number of characters of the message.</param>
internal sealed record KioskContact(LocalizedText Consent, string Version, IReadOnlyDictionary<string, IReadOnlyList<int>> LowLevels,
    int LowAnswers, int MaximumName, int MaximumAbout);
