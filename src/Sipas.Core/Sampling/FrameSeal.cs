using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Designs;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>What a frame was when it was sealed: after this nobody can add, drop, change or reorder a row unseen.</summary>
public sealed record FrameSeal
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-frame-seal/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init; } = CurrentFormat;

    /// <summary>What the frame is called.</summary>
    public required string Frame { get; init; }

    /// <summary>Code of the plan; null when sealed without one.</summary>
    public string? Plan { get; init; }

    /// <summary>Columns of the frame.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Rows of the frame: a count.</summary>
    public required long RowCount { get; init; }

    /// <summary>Its <see cref="FrameChecksum"/>.</summary>
    public required string Checksum { get; init; }

    /// <summary>Rows in each stratum, in the order in which the frame names them.</summary>
    public required IReadOnlyList<StratumCount> Strata { get; init; }

    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>Who sealed it.</summary>
    public string? SealedBy { get; init; }

    /// <summary>Seals a frame.</summary>
    /// <param name="frame">The frame; it is read once.</param>
    /// <param name="design">Names the stratum columns.</param>
    /// <param name="sealedAt">The time, from the host's clock.</param>
    /// <exception cref="SipasException">The frame is empty (<c>FRM0011</c>), a column is missing (<c>FRM0009</c>), an id stands twice (<c>FRM0001</c>), or a row names no stratum (<c>FRM0012</c>).</exception>
    /// <remarks>To find ids that stand twice it keeps some 40 bytes for each row; the draw itself does not.</remarks>
    public static FrameSeal Of(IFrameSource frame, DrawDesign design, DateTimeOffset sealedAt)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(design);
        FrameTree tree = FrameTree.Scan(frame, design with { Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }] }, permanentSeed: 0, checkIds: true);
        return new FrameSeal
        {
            Frame = frame.Name,
            Columns = [.. frame.Columns],
            RowCount = tree.RowCount,
            Checksum = tree.Checksum,
            Strata = [.. tree.Root.Children.Select(stratum => new StratumCount { Stratum = stratum.Code, RowCount = stratum.RowCount })],
            SealedAt = sealedAt,
        };
    }

    /// <summary>What has changed since the frame was sealed.</summary>
    /// <param name="rowCount">Rows of the frame as it is.</param>
    /// <param name="checksum">Checksum of the frame as it is.</param>
    /// <returns>A problem <c>FRM0010</c>, or null.</returns>
    public Problem? Difference(long rowCount, string checksum) =>
        rowCount != RowCount ? new Problem(ProblemCodes.FrameChanged, "rowCount", SizeParameter.Show(rowCount), SizeParameter.Show(RowCount))
        : checksum != Checksum ? new Problem(ProblemCodes.FrameChanged, "checksum", checksum, Checksum)
        : null;

    /// <summary>Reads a seal.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="SipasException">The text is no seal (<c>FRM0013</c>).</exception>
    public static FrameSeal Read(ReadOnlySpan<byte> json)
    {
        try
        {
            FrameSeal seal = JsonSerializer.Deserialize(JsonText.Checked(json), SamplingJsonContext.Default.FrameSeal)
                ?? throw new SipasException(new Problem(ProblemCodes.FrameSealUnreadable, "$", "null"));
            return seal.Format == CurrentFormat ? seal : throw new SipasException(new Problem(ProblemCodes.FrameSealUnreadable, "$.format", seal.Format));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.FrameSealUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>The seal as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.FrameSeal);
}

/// <summary>Rows of one stratum.</summary>
public sealed record StratumCount
{
    /// <summary>The stratum's code.</summary>
    public required string Stratum { get; init; }

    /// <summary>Its rows: a count.</summary>
    public required long RowCount { get; init; }
}

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
    /// <summary>Writes Vietnamese as letters, for what is printed and read by people.</summary>
    public static SamplingJsonContext Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
