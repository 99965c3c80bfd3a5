using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>A row that would correct a stored ballot: the ballot's number in the log, the differences, and the reason
/// why it may not.</summary>
internal sealed record ImportCorrectionRow(int Row, long Sequence, string Differences, Problem? Refusal);
