namespace Sipas.Storage.Dapper;

/// <summary>A ballot that this process has found in the log.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Link">Its link in the chain of its unit.</param>
internal readonly record struct LogMark(long Sequence, byte[] Link);
