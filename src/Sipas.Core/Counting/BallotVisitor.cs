namespace Sipas.Counting;

/// <summary>Receives one ballot.</summary>
/// <param name="facts">The ballot's unit, day and other dimensions.</param>
/// <param name="codes">One code per item in questionnaire order; valid during the call only.</param>
internal delegate void BallotVisitor(in BallotFacts facts, ReadOnlySpan<byte> codes);
