namespace Sipas.Paper;

/// <summary>One sheet of a batch, with all its entries.</summary>
/// <param name="BallotNumber">The number printed on the sheet.</param>
/// <param name="First">The first entry; null if missing.</param>
/// <param name="Second">The second entry; null if missing.</param>
/// <param name="Decision">The decision; null if there is none.</param>
/// <param name="Differences">Items in which the first two entries differ; empty if they agree or one is missing.</param>
internal sealed record PaperSheet(string BallotNumber, PaperEntry? First, PaperEntry? Second, PaperEntry? Decision,
    IReadOnlyList<PaperDifference> Differences)
{
    /// <summary>The final answers: the decision, or both entries if they agree; null while the sheet is unsettled.</summary>
    public string? Answers =>
        Decision?.Answers ?? (First is not null && Second is not null && Differences.Count == 0 ? First.Answers : null);
}
