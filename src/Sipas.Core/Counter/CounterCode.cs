namespace Sipas.Counter;

/// <summary>The code that the display at a counter shows.</summary>
/// <param name="Code">Ten characters of Crockford's base32.</param>
/// <param name="Until">
/// Time at which the display shows the next code, in UTC. A phone may open the page with this code for some more steps.
/// </param>
internal sealed record CounterCode(string Code, DateTimeOffset Until);
