using Sipas.Common;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>A choice of a scale: a level, with a face if it expresses satisfaction, or a special answer with its wire
/// name.</summary>
/// <param name="Level">Number of the level; null for a special answer.</param>
/// <param name="Answer">Wire name of the special answer; null for a level.</param>
/// <param name="Face">1 (most dissatisfied) to 5 (most satisfied); 0 for none.</param>
/// <param name="Text">The displayed text.</param>
internal sealed record KioskChoice(int? Level, string? Answer, int Face, LocalizedText Text);
