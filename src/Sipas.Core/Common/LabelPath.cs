using System.Text;

namespace Sipas.Common;

/// <summary>Joins labels to one text, <c>X / Y</c>, from which the labels can be recovered regardless of their content.</summary>
/// <remarks>
/// In a label a backslash is doubled, and a slash next to a space or at an end of the label becomes <c>\/</c>. So labels
/// such as <c>12/UBND</c> are unchanged, and <c>("X / Y", "Z")</c> differs from <c>("X", "Y / Z")</c>.
/// </remarks>
internal static class LabelPath
{
    public const string Separator = " / ";

    /// <summary>Joins labels.</summary>
    /// <param name="labels">One or more labels. A single label is escaped as well.</param>
    public static string Join(params IEnumerable<string> labels) => string.Join(Separator, labels.Select(Escape));

    /// <summary>Returns a label in the form used in a joined text.</summary>
    /// <param name="label">Any text.</param>
    public static string Escape(string label)
    {
        if (label.AsSpan().IndexOfAny('/', '\\') < 0)
        {
            return label;
        }

        var text = new StringBuilder(label.Length + 4);
        for (int i = 0; i < label.Length; i++)
        {
            bool marked = label[i] == '\\'
                || (label[i] == '/' && (i == 0 || i == label.Length - 1 || char.IsWhiteSpace(label[i - 1])
                    || char.IsWhiteSpace(label[i + 1])));
            text.Append(marked ? "\\" : "").Append(label[i]);
        }

        return text.ToString();
    }
}
