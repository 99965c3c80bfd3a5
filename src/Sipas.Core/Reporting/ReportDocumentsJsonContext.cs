using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Sipas.Reporting;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(CompareDocument))]
[JsonSerializable(typeof(RankDocument))]
[JsonSerializable(typeof(PointsDocument))]
[JsonSerializable(typeof(CombinedDocument))]
[JsonSerializable(typeof(QuestionDocument))]
internal sealed partial class ReportDocumentsJsonContext : JsonSerializerContext
{
    /// <summary>Options that write Vietnamese letters unescaped and escape characters that HTML could interpret as markup.</summary>
    public static ReportDocumentsJsonContext Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
