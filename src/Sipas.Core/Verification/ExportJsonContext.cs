using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Sipas.Verification;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(HeaderLine))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(QuestionnaireLine))]
[JsonSerializable(typeof(ClosingLine))]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(ContentLine))]
[JsonSerializable(typeof(SpentLine))]
[JsonSerializable(typeof(BallotLine))]
[JsonSerializable(typeof(UnitLine))]
[JsonSerializable(typeof(EndLine))]
internal sealed partial class ExportJsonContext : JsonSerializerContext
{
    public static ExportJsonContext Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>A line of a ballot, with the fields of its header.</summary>
    public static JsonTypeInfo<BallotLine> Ballot => field ??= (JsonTypeInfo<BallotLine>)new JsonSerializerOptions(Readable.Options)
    {
        TypeInfoResolver = Default.WithAddedModifier(Verification.BallotLine.AddHeader),
    }.GetTypeInfo(typeof(BallotLine));
}
