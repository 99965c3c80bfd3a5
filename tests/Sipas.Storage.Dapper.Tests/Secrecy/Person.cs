namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>A person at the counter: known to the attacker, in the order of issue.</summary>
internal sealed record Person(string Dossier, string Unit, int Day);
