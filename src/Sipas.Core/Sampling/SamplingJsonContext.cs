using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Sipas.Sampling;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FrameSeal))]
[JsonSerializable(typeof(DrawCertificate))]
[JsonSerializable(typeof(SampleSizeResult))]
[JsonSerializable(typeof(AllocationResult))]
internal sealed partial class SamplingJsonContext : JsonSerializerContext
{
    /// <summary>Options that write Vietnamese letters unescaped, for output that people read.</summary>
    public static SamplingJsonContext Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
