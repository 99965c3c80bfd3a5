namespace Sipas.Alerts;

/// <summary>A low answer.</summary>
/// <param name="Item">The item's code.</param>
/// <param name="Level">The level, from 1.</param>
public readonly record struct LowAnswer(string Item, int Level);
