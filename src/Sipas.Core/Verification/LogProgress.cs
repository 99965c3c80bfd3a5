namespace Sipas.Verification;

/// <summary>Progress of reading a log.</summary>
/// <param name="Done">Number of ballots read.</param>
/// <param name="Total">Total number of ballots.</param>
internal readonly record struct LogProgress(long Done, long Total);
