using Sipas.Packs;

namespace Sipas.Paper;

/// <summary>Compares the two entries of a batch, sheet by sheet.</summary>
internal sealed class PaperComparison
{
    /// <summary>Creates the comparison of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="entries">All its entries.</param>
    /// <param name="layout">Its questionnaire.</param>
    public PaperComparison(PaperBatch batch, IEnumerable<PaperEntry> entries, AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(layout);
        Batch = batch;
        Sheets = [.. entries.GroupBy(entry => entry.BallotNumber, StringComparer.Ordinal)
            .OrderBy(group => group.Key.Length).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
            {
                PaperEntry? Of(KeyingPass pass) => group.FirstOrDefault(entry => entry.Pass == pass);
                (PaperEntry? first, PaperEntry? second) = (Of(KeyingPass.First), Of(KeyingPass.Second));
                PaperDifference[] differences = first is null || second is null ? [] : [.. layout.Items
                    .Where(item => first.Answers[item.Index] != second.Answers[item.Index])
                    .Select(item => new PaperDifference(item.Item.Code, first.Answers[item.Index], second.Answers[item.Index]))];
                return new PaperSheet(group.Key, first, second, Of(KeyingPass.Decision), differences);
            })];
    }

    /// <summary>The batch.</summary>
    public PaperBatch Batch { get; }

    /// <summary>Its sheets, ordered by their numbers.</summary>
    public IReadOnlyList<PaperSheet> Sheets { get; }

    /// <summary>Returns the number of sheets keyed in a pass.</summary>
    /// <param name="pass">The pass.</param>
    public int Count(KeyingPass pass) =>
        Sheets.Count(sheet => (pass switch { KeyingPass.First => sheet.First, KeyingPass.Second => sheet.Second, _ => sheet.Decision })
            is not null);

    /// <summary>Unsettled sheets: keyed only once, or keyed differently and not decided.</summary>
    public IReadOnlyList<PaperSheet> Open => [.. Sheets.Where(sheet => sheet.Answers is null)];

    /// <summary>Whether all sheets are settled and their number equals the number counted by hand.</summary>
    public bool IsSettled => Open.Count == 0 && Sheets.Count == Batch.SheetCount;
}
