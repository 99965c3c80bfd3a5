namespace Sipas.Paper;

/// <summary>An item that two people keyed differently.</summary>
/// <param name="ItemCode">The item.</param>
/// <param name="First">The first entry's character.</param>
/// <param name="Second">The second entry's character.</param>
internal readonly record struct PaperDifference(string ItemCode, char First, char Second);
