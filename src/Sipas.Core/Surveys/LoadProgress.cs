namespace Sipas.Surveys;

/// <summary>Progress of counting the log.</summary>
/// <param name="Sequence">Sequence number of the last counted ballot.</param>
/// <param name="LastSequence">Last sequence number when counting began: 1 or more; ballots appended since are counted too.</param>
internal readonly record struct LoadProgress(long Sequence, long LastSequence);
