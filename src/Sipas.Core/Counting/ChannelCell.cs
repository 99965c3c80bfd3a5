using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>The ballots of one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Tally">Counts of these ballots; null when they are withheld.</param>
internal sealed record ChannelCell(CollectionChannel Channel, AnswerTally? Tally);
