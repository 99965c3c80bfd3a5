namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>A ballot as its row shows it.</summary>
internal sealed record SeenBallot(Guid Id, string Unit, string? Procedure, int Day);
