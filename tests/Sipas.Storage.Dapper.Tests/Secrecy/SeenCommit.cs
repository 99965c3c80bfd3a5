namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>What one commit added.</summary>
internal sealed record SeenCommit(IReadOnlyList<byte[]> Marks, IReadOnlyList<Guid> Ballots);
