namespace Sipas.Collection;

/// <summary>The code that the display at a counter shows.</summary>
/// <param name="Code">Ten characters of Crockford's base32.</param>
/// <param name="Until">When the display shows the next one, in UTC. A phone may open the page with this one for some steps more.</param>
public sealed record CounterCode(string Code, DateTimeOffset Until);
