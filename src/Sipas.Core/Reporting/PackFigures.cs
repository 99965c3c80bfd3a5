using Sipas.Packs;

namespace Sipas.Reporting;

/// <summary>The pack whose rules compute the indices.</summary>
/// <param name="Id">The pack.</param>
/// <param name="Version">Its version.</param>
/// <param name="Questionnaire">Version of the questionnaire.</param>
/// <param name="Missing">The pack's rule for missing answers, which determines the denominator of a share.</param>
internal sealed record PackFigures(string Id, string Version, string Questionnaire, MissingRule Missing);
