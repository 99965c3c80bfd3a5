using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Finds the positions of columns in a frame.</summary>
internal static class FrameColumnsOf
{
    public static int Require(IFrameSource frame, string column)
    {
        string composed = VietnameseText.Compose(column);
        for (int i = 0; i < frame.Columns.Count; i++)
        {
            if (string.Equals(VietnameseText.Compose(frame.Columns[i]), composed, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new SipasException(
            new Problem(ProblemCodes.FrameColumnMissing, frame.Name, column, string.Join(", ", frame.Columns)));
    }

    public static int[] Require(IFrameSource frame, IEnumerable<string> columns) => [.. columns.Select(column => Require(frame, column))];

    /// <summary>Returns the warnings about labels with several spellings.</summary>
    public static IEnumerable<Problem> Spellings(string column, LabelSet labels) => labels.Variants.Select(variant =>
        new Problem(ProblemCodes.FrameLabelSpelledTwice, column, variant.Other, variant.First)
        {
            Severity = ProblemSeverity.Warning,
        });

    public static string Place(long row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row}");

    public static string Place(long row, string column) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row}, {column}");
}
