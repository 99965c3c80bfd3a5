using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Sipas.Reporting;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ScoreDocument))]
internal sealed partial class ReportingJsonContext : JsonSerializerContext
{
    /// <summary>Options that write Vietnamese letters unescaped and escape characters that HTML could interpret as markup.</summary>
    /// <remarks>Created on first use, because the order of the initializers of the two parts of this class is undefined.</remarks>
    public static ReportingJsonContext Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
