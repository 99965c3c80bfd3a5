using Sipas.Common;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The data for the script of the enrolment page.</summary>
/// <param name="EnrolUrl">The address to which the code is sent.</param>
/// <param name="KioskUrl">The prefix of the addresses of kiosk pages.</param>
/// <param name="Texts">The texts of the page.</param>
internal sealed record EnrolmentData(string EnrolUrl, string KioskUrl, IReadOnlyDictionary<string, LocalizedText> Texts);
