namespace Sipas.Verification;

/// <summary>Verification state of a unit's chain.</summary>
/// <param name="Position">Position of the last ballot.</param>
/// <param name="Link">Its stored link.</param>
/// <param name="Fits">Whether the link follows from the previous one.</param>
/// <param name="Noted">Index of the problem that reports changed server metadata of the last ballot; -1 if none was reported.</param>
internal readonly record struct ChainHead(long Position, byte[] Link, bool Fits, int Noted);
