namespace Sipas.AspNetCore.Http;

/// <summary>A message in Vietnamese and English.</summary>
internal sealed record ProblemMessage(string Vi, string En);
