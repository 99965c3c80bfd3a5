namespace Sipas.Fieldwork;

/// <summary>A sampled case as input for nonresponse weighting.</summary>
/// <param name="Code">The case.</param>
/// <param name="Class">Its weighting class, for example its cell.</param>
/// <param name="DesignWeight">1/π: 0 or more.</param>
/// <param name="Group">Its disposition group; open cases count as unknown eligibility.</param>
internal sealed record FieldOutcome(string Code, string Class, double DesignWeight, DispositionGroup Group);
