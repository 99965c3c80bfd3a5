using Sipas.Common;

namespace Sipas.AspNetCore.Pages;

/// <summary>An error page, in all languages.</summary>
/// <param name="Title">The title.</param>
/// <param name="Sentences">The sentences below it.</param>
/// <param name="StyleHref">Address of the style sheet.</param>
/// <param name="Link">The link; null for none.</param>
internal sealed record FaultModel(LocalizedText Title, IReadOnlyList<LocalizedText> Sentences, string StyleHref, FaultLink? Link = null);
