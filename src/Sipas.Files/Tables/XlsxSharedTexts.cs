using System.Xml;

namespace Sipas.Files.Tables;

/// <summary>The texts that the cells of a workbook share.</summary>
internal static class XlsxSharedTexts
{
    public static IReadOnlyList<string> Read(XlsxPackage package, string? path, FileLimits limits)
    {
        var texts = new List<string>();
        long characters = 0;
        using XmlReader? reader = path is null ? null : package.Open(path);
        while (reader is not null && XlsxPackage.Advance(reader))
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                continue;
            }

            string text = XlsxText.ReadRuns(reader, limits.MaximumCellCharacters, path!);
            characters += text.Length;
            if (characters > limits.MaximumSharedCharacters)
            {
                throw TableFile.Limit(path!, "characters", characters, limits.MaximumSharedCharacters);
            }

            texts.Add(text);
            if (texts.Count > limits.MaximumSharedTexts)
            {
                throw TableFile.Limit(path!, "texts", texts.Count, limits.MaximumSharedTexts);
            }
        }

        return texts;
    }
}
