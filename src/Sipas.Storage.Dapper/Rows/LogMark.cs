namespace Sipas.Storage.Dapper.Rows;

/// <summary>A ballot that this process has found in the log.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Link">Its <c>chain_hash</c>, 32 bytes.</param>
public readonly record struct LogMark(long Sequence, byte[] Link);
